"""The figures of a network, for those who coordinate it: masked, since they are other teams' figures.

Only quarters and years that are over are shown, always masked in the same order, so that no choice of dates gives a
difference: each quarter alone, then a year as if its quarters had left.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from escale.accounts.models import Network
from escale.statistics import figures, masking, tables
from escale.statistics.masking import Sheet, Tables
from escale.statistics.scopes import Scope

type Days = tuple[date, date]
"""Both included."""

YEARS_BACK = 2


def offered(today: date) -> list[Days]:
    """The quarters that are over, and the years, the latest first."""
    years = [(date(year, 1, 1), date(year, 12, 31)) for year in range(today.year - 1, today.year - YEARS_BACK - 1, -1)]
    return [*_closed_quarters(today), *years]


def chosen(asked: str, *, today: date) -> Days:
    """The period an address names ("2026-07-01_2026-09-30"); the latest quarter for any other word."""
    periods = offered(today)
    return next((days for days in periods if name(days) == asked), periods[0])


def name(period: Days) -> str:
    """How an address names a period."""
    return f"{period[0]:%Y-%m-%d}_{period[1]:%Y-%m-%d}"


def read(network: Network, period: Days, *, today: date, now: datetime) -> Tables:
    """The masked tables of a period; a year is masked beside those of its quarters that are over."""
    quarters = [days for days in _closed_quarters(today) if days != period and _within(days, period)]
    scopes = [Scope(network=network, since=since, until=until) for since, until in (*sorted(quarters), period)]
    *pieces, whole = [
        Sheet(since=counted.scope.since, until=counted.scope.until, tables=tables.of(counted))
        for counted in figures.read_each(scopes, now=now)
    ]
    before: list[Sheet] = []
    for sheet in pieces:
        left = masking.masked(sheet, released=before, shape=tables.SHAPE)
        before.append(replace(sheet, tables=left))
    return masking.masked(whole, released=before, shape=tables.SHAPE)


def _closed_quarters(today: date) -> list[Days]:
    """The quarters that are over, the latest first, back to the first of January of `YEARS_BACK` years ago."""
    found, until = list[Days](), _quarter(today) - timedelta(days=1)
    while until.year > today.year - YEARS_BACK - 1:
        found.append((_quarter(until), until))
        until = _quarter(until) - timedelta(days=1)
    return found


def _quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _within(part: Days, whole: Days) -> bool:
    return whole[0] <= part[0] and part[1] <= whole[1]
