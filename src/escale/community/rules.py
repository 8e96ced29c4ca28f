"""Who may do what here. Predicates on a membership: no query, one answer each."""

from escale.accounts import rules
from escale.accounts.models import Membership

EXCHANGES = rules.SEES_NOTES
"""Advisers and those who coordinate them: what is said among peers comes from the files of people."""


def may_look_after_herself(membership: Membership) -> bool:
    """Every member: a hard conversation happens at the front desk too."""
    return rules.may_book(membership)


def may_change_numbers(membership: Membership) -> bool:
    """Changes whom the team is told to call."""
    return rules.may_set_up(membership)


def may_exchange(membership: Membership) -> bool:
    """Reads and writes among peers."""
    return membership.role in EXCHANGES
