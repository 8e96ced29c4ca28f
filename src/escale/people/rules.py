"""Who may do what with a person's file, besides reading it. Predicates on a membership: no query, one answer each."""

from escale.accounts import rules
from escale.accounts.models import Membership


def may_hand_over(membership: Membership) -> bool:
    """Gives the person the copy of her whole file."""
    return rules.may_see_notes(membership)


def may_forget(membership: Membership) -> bool:
    """Erases a file when the person asks for it."""
    return rules.may_see_notes(membership)


def may_inform(membership: Membership) -> bool:
    """Hands over the page that says what is kept: whoever welcomes somebody does."""
    return rules.may_book(membership)


def may_choose_delay(membership: Membership) -> bool:
    """Says how long the organization keeps its files."""
    return rules.may_set_up_others(membership)
