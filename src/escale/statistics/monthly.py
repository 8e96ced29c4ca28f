"""Counting once a month what doesn't move any more."""

from datetime import datetime

from escale.statistics import raw
from escale.statistics.scopes import Scope
from escale.statistics.tallies import Tally


def tally(scope: Scope, *, now: datetime) -> Tally:
    """Count a scope."""
    return raw.tally(scope)
