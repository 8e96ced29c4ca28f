"""Who may change whose permanences."""

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.agenda.models import Permanence


def may_change(membership: Membership, permanence: Permanence) -> bool:
    """One's own; anybody's for those who set up the others. The permanence comes with its adviser read."""
    if permanence.organization_id != membership.organization_id:
        return False
    return rules.may_set_up_others(membership) or permanence.adviser.adviser_id == membership.user_id
