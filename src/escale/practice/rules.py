"""Who may do what among peers. Predicates on a membership, or on her and a row: no query, one answer each."""

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.community.rules import may_exchange
from escale.practice.models import PracticeSession, ProfessionEvent


def may_take_part(membership: Membership) -> bool:
    """Takes a seat, asks for a hand, stands in the directory: whoever speaks among peers."""
    return may_exchange(membership)


def may_change_session(membership: Membership, session: PracticeSession) -> bool:
    """Whoever opened it, and who coordinates her organization."""
    own = session.opened_by_id == membership.user_id
    return own or (session.organization_id == membership.organization_id and rules.may_set_up_others(membership))


def may_change_event(membership: Membership, event: ProfessionEvent) -> bool:
    """Whoever added it, and who coordinates her organization."""
    own = event.added_by_id == membership.user_id
    return own or (event.organization_id == membership.organization_id and rules.may_set_up_others(membership))
