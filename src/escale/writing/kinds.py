"""Every kind of message of the editor."""

from escale.writing import reviewing, scheduling, withdrawing

KINDS = (*withdrawing.KINDS, *reviewing.KINDS, *scheduling.KINDS)
