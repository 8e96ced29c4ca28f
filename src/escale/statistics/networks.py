"""The figures of a network, for those who coordinate it: masked, since they are other teams' figures.

Only quarters and years that are over are shown, always masked in the same order, so that no choice of dates gives a
difference: each quarter alone, then a year as if its quarters had left.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from escale.accounts.models import Network
from escale.statistics import figures, masking, tables
from escale.statistics.masking import Sheet, Tables
from escale.statistics.scopes import Scope

type Days = tuple[date, date]


def read(network: Network, period: Days, *, parts: Sequence[Days], now: datetime) -> Tables:
    """The masked tables of a period, masked beside its parts (the quarters of a year; none for a quarter)."""
    scopes = [Scope(network=network, since=since, until=until) for since, until in (*parts, period)]
    *pieces, whole = [
        Sheet(since=counted.scope.since, until=counted.scope.until, tables=tables.of(counted))
        for counted in figures.read_each(scopes, now=now)
    ]
    before: list[Sheet] = []
    for sheet in pieces:
        left = masking.masked(sheet, released=before, shape=tables.SHAPE)
        before.append(replace(sheet, tables=left))
    return masking.masked(whole, released=before, shape=tables.SHAPE)
