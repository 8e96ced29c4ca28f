"""Who may do what in an organization. Predicates on a membership: no query, one answer each."""

from escale.accounts.models import Membership, Role

RECEIVES = frozenset({Role.ADVISER, Role.COORDINATOR, Role.VOLUNTEER, Role.ADMIN})
SEES_NOTES = frozenset({Role.ADVISER, Role.COORDINATOR, Role.ADMIN})
BOOKS = frozenset(Role)
SETS_UP = frozenset({Role.ADVISER, Role.COORDINATOR, Role.ADMIN})
SETS_UP_OTHERS = frozenset({Role.COORDINATOR, Role.ADMIN})
REPLACES = frozenset(Role) - {Role.VOLUNTEER}
MANAGES_TEAM = frozenset({Role.ADMIN})
SEES_PEOPLE = frozenset(Role)


def may_receive(membership: Membership) -> bool:
    """Holds permanences and receives people."""
    return membership.role in RECEIVES


def may_see_notes(membership: Membership) -> bool:
    """Reads what is written about a person; the front desk and volunteers see identity and hours only."""
    return membership.role in SEES_NOTES


def may_book(membership: Membership) -> bool:
    """Books, moves and cancels for a person."""
    return membership.role in BOOKS


def may_set_up(membership: Membership) -> bool:
    """Changes venues, reasons, permanences, texts and online booking."""
    return membership.role in SETS_UP


def may_set_up_others(membership: Membership) -> bool:
    """Changes the permanences of colleagues too."""
    return membership.role in SETS_UP_OTHERS


def may_replace(membership: Membership) -> bool:
    """Settles the day of a colleague who is away: the front desk often is the first to know."""
    return membership.role in REPLACES


def may_manage_team(membership: Membership) -> bool:
    """Invites, changes roles, ends memberships."""
    return membership.role in MANAGES_TEAM


def must_have_second_factor(membership: Membership) -> bool:
    """Every role that sees people proves itself twice."""
    return membership.role in SEES_PEOPLE
