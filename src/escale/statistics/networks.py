"""The figures of a network, for those who coordinate it: masked, since they are other teams' figures.

Only quarters and years that are over are shown, always masked in the same order, so that no choice of dates gives a
difference: each quarter alone, then a year as if its quarters had left.
"""

from collections.abc import Sequence
from datetime import date, datetime

from escale.accounts.models import Network
from escale.statistics import figures, masking, tables
from escale.statistics.masking import Sheet, Tables
from escale.statistics.scopes import Scope

type Days = tuple[date, date]


def read(network: Network, period: Days, *, parts: Sequence[Days], now: datetime) -> Tables:
    """The masked tables of a period, masked beside its parts (the quarters of a year; none for a quarter)."""
    before: list[Sheet] = []
    for part in parts:
        sheet = _sheet(network, part, now=now)
        left = masking.masked(sheet, released=before, shape=tables.SHAPE)
        before.append(Sheet(since=sheet.since, until=sheet.until, tables=left))
    return masking.masked(_sheet(network, period, now=now), released=before, shape=tables.SHAPE)


def _sheet(network: Network, period: Days, *, now: datetime) -> Sheet:
    since, until = period
    counted = figures.read(Scope(network=network, since=since, until=until), now=now)
    return Sheet(since=since, until=until, tables=tables.of(counted))
