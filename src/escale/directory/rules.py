"""Who may do what with partners. Predicates on a membership: no query, one answer each."""

from escale.accounts import rules
from escale.accounts.models import Membership


def may_see_partners(membership: Membership) -> bool:
    """Reads the directory, direct lines of contacts included: whoever receives or welcomes people does."""
    return rules.may_book(membership)


def may_refer(membership: Membership) -> bool:
    """Sends a person to a partner, and notes what came of it."""
    return rules.may_book(membership)


def may_edit_partners(membership: Membership) -> bool:
    """Adds, changes and archives partners and contacts, notes meetings, says that a sheet is still true."""
    return rules.may_replace(membership)
