"""Who may do what about offers of other sites. Predicates on a membership: no query, one answer each."""

from escale.accounts import rules
from escale.accounts.models import Membership


def may_choose_sources(membership: Membership) -> bool:
    """Adds an address, says what its words mean, hides an offer: whoever sets the organization up."""
    return rules.may_set_up(membership)
