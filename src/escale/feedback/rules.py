"""Who may do what here. Predicates on a membership: no query, one answer each."""

from escale.accounts import rules
from escale.accounts.models import Membership


def may_read_opinions(membership: Membership) -> bool:
    """Reads what is said of the pages, and says what was dealt with."""
    return rules.may_set_up(membership)


def may_gather_readers(membership: Membership) -> bool:
    """Invites advisers to read the site over."""
    return rules.may_set_up_others(membership)
