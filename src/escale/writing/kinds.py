"""Every kind of message of the editor."""

from escale.writing import reviewing, withdrawing

KINDS = (*withdrawing.KINDS, *reviewing.KINDS)
