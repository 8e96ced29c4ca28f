"""Who may do what with workshops. Predicates on a membership: no query, one answer each."""

from escale.accounts import rules
from escale.accounts.models import Membership


def may_prepare(membership: Membership) -> bool:
    """Writes the catalogue, schedules sessions and cycles, forms groups, imports lists."""
    return rules.may_set_up(membership)


def may_enroll(membership: Membership) -> bool:
    """Enrolls people, cancels for them, offers a freed seat."""
    return rules.may_book(membership)


def may_call_roll(membership: Membership) -> bool:
    """Calls the roll and prints what is signed."""
    return rules.may_receive(membership)


def may_see_progress(membership: Membership) -> bool:
    """Reads and fills in what a person can do; the front desk and volunteers don't."""
    return rules.may_see_notes(membership)
