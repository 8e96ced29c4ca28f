"""Which counts answer a question: months already counted, the days around them, or the rows when something is filtered."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from escale.activity.models import MonthToCount
from escale.statistics import meetings, raw
from escale.statistics.models import MonthCount
from escale.statistics.monthly import BY_PLACE
from escale.statistics.raw import Counting
from escale.statistics.scopes import Scope
from escale.statistics.tallies import Kept, Tally, months_later, months_of, of_period

MOST_ORGANIZATIONS_BY_PLACE = 150
"""A network of more organizations is read by department: nobody reads ten thousand communes."""
_DAY = timedelta(days=1)
_ZONE = ZoneInfo("Europe/Paris")


def tally(scope: Scope, *, now: datetime) -> Tally:
    """Count a scope, exactly, whatever has been counted already; a network is a minute late at most."""
    return tally_each([scope], now=now)[0]


def tally_each(scopes: Sequence[Scope], *, now: datetime) -> list[Tally]:
    """Count scopes alike but for their days, read together; when something is filtered, no day is in two of them."""
    whose = scopes[0]
    if whose.is_filtered:
        return raw.tally_each(scopes)
    by_place = whose.network is None or whose.organizations.count() <= MOST_ORGANIZATIONS_BY_PLACE
    months = [_months_to_read(scope, now=now) for scope in scopes]
    held = _held(whose, {*chain.from_iterable(months)}, by_place=by_place)
    totals = [_add_up(scope, its, held) for scope, its in zip(scopes, months, strict=True)]
    if not by_place:
        for total in totals:
            for key in [key for key in total if key[0] in BY_PLACE]:
                del total[key]
    return totals


def _add_up(scope: Scope, months: Sequence[date], held: Mapping[date, Sequence[Kept]]) -> Tally:
    """What is held of the months, and the days between counted from the rows."""
    total = of_period((kept for month in months for kept in held.get(month, ())), first=scope.since)
    for since, until in _days_between(scope, months):
        part = replace(scope, since=since, until=until)
        counting = Counting(raw.records(part))
        total.update(counting.work()[()])
        total.update(counting.people(since=scope.since)[()])
        total.update(meetings.tally(part))
    if scope.since.day > 1:
        total.update(_back_after_the_beginning(scope, months))
    return total


def _months_to_read(scope: Scope, *, now: datetime) -> list[date]:
    """The months that are whole in the period, and haven't moved since they were counted. Two queries at most."""
    months = [first for first in months_of(scope.since, scope.until) if first >= scope.since]
    if months and _end(months[-1]) > scope.until and not _is_over(scope, _end(months[-1]), now=now):
        months.pop()
    if scope.organization and months:
        moved = MonthToCount.objects.filter(organization=scope.organization, month__in=months)
        months = sorted({*months} - {*moved.order_by().values_list("month", flat=True)})
    return months


def _is_over(scope: Scope, end: date, *, now: datetime) -> bool:
    """Whether nothing is counted after the period in its last month, which is then whole as it stands."""
    if scope.network:
        return scope.until >= now.astimezone(_ZONE).date()
    after = replace(scope, since=scope.until + _DAY, until=end)
    return not raw.records(after).exists() and not meetings.tally(after)


def _held(whose: Scope, months: Collection[date], *, by_place: bool) -> Mapping[date, Sequence[Kept]]:
    """What is held of each month: one row of an organization; that of a network, with the places of its organizations."""
    found: defaultdict[date, list[Kept]] = defaultdict(list)
    counted = MonthCount.objects.filter(month__in=months)
    its = (
        counted.filter(organization=whose.organization) if whose.organization else counted.filter(network=whose.network)
    )
    for month, kept in its.by_month().values_list("month", "counts"):
        found[month].append(kept)
    if whose.network and by_place:
        theirs = counted.filter(organization__in=whose.organizations.order_by().values("pk")).by_month()
        axes = sorted(BY_PLACE)
        for month, *values in theirs.values_list("month", *(f"counts__{axis}" for axis in axes)):
            found[month].append({axis: value for axis, value in zip(axes, values, strict=True) if value})
    return found


def _days_between(scope: Scope, months: Iterable[date]) -> Iterator[tuple[date, date]]:
    """The days of the period outside these months, as first and last days."""
    ends = [scope.since - _DAY, *(_end(first) for first in months)]
    starts = [*months, scope.until + _DAY]
    for end, start in zip(ends, starts, strict=True):
        if end + _DAY < start:
            yield end + _DAY, start - _DAY


def _back_after_the_beginning(scope: Scope, months: Iterable[date]) -> Tally:
    """People of these months whose visit before was in the first month, before the period: kept months don't tell them."""
    total = Tally()
    first = scope.since.replace(day=1)
    for month in months:
        part = replace(scope, since=month, until=_end(month))
        total.update(Counting(raw.records(part)).people_back(after=first, before=scope.since)[()])
    return total


def _end(month: date) -> date:
    return months_later(month, 1) - _DAY
