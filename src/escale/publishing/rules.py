"""Who may do what to make activities known. Predicates on a membership: no query, one answer each."""

from escale.accounts import rules
from escale.accounts.models import Membership


def may_spread(membership: Membership) -> bool:
    """Opens a kit, copies and prints its pieces, says what was sent and where posters hang: the whole team."""
    return rules.may_book(membership)


def may_prepare(membership: Membership) -> bool:
    """Writes the texts, sends mails, chooses the channels and the places."""
    return rules.may_set_up(membership)


def may_have_missions(membership: Membership) -> bool:
    """Receives people, and so says what she does for them."""
    return rules.may_receive(membership)


def may_measure(membership: Membership) -> bool:
    """Reads what brought people, as other figures: the front desk and volunteers don't."""
    return rules.may_see_notes(membership)
