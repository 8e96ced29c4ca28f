"""Who may see figures, and who lets them out. Predicates on a membership: no query, one answer each."""

from escale.accounts import rules
from escale.accounts.models import Membership


def may_see_figures(membership: Membership) -> bool:
    """Reads the figures of the team and the activities behind them; the front desk and volunteers don't."""
    return rules.may_see_notes(membership)


def may_release(membership: Membership) -> bool:
    """Shares figures outside the team: a link, a report, a mail each month."""
    return rules.may_set_up(membership)
