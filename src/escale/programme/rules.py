"""Who may do what with a programme. Predicates on a membership: no query, one answer each."""

from escale.accounts import rules as team_rules
from escale.accounts.models import Membership
from escale.workshops import rules


def may_read(membership: Membership) -> bool:
    """Reads the programmes of the team, whatever their stage."""
    return team_rules.may_book(membership)


def may_plan(membership: Membership) -> bool:
    """Makes a programme, fills it, publishes it: it schedules workshops."""
    return rules.may_prepare(membership)
