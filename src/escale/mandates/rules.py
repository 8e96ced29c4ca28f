"""Who may act in somebody's place, and who may stop it. Predicates on a membership: no query, one answer each."""

from escale.accounts import rules
from escale.accounts.models import Membership


def may_act(membership: Membership) -> bool:
    """Asks whether it is ours to do, writes a mandate and acts under it: neither volunteers nor the front desk."""
    return rules.may_see_notes(membership)


def may_stop(membership: Membership) -> bool:
    """Notes that the person says stop: whoever she tells."""
    return rules.may_book(membership)


def may_write_frame(membership: Membership) -> bool:
    """Says what the organization does and doesn't."""
    return rules.may_set_up(membership)
