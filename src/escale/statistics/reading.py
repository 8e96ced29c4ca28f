"""Which counts answer a question: months already counted, the days around them, or the rows when something is filtered."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from escale.activity.models import MonthToCount
from escale.statistics import meetings, raw
from escale.statistics.models import MonthCount
from escale.statistics.monthly import BY_PLACE
from escale.statistics.raw import Counting
from escale.statistics.scopes import Scope
from escale.statistics.tallies import Kept, Tally, months_later, months_of, of_period
from escale.together import read, read_together, side_by_side

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
    months = _months_to_read(scopes, now=now)
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
        for counted in read(side_by_side(counting.work(), counting.people(since=scope.since))):
            total.update(counted[()])
        total.update(meetings.tally(part))
    if scope.since.day > 1:
        total.update(_back_after_the_beginning(scope, months))
    return total


def _months_to_read(scopes: Sequence[Scope], *, now: datetime) -> list[list[date]]:
    """The months that are whole in each period, and haven't moved since they were counted. One query, and appointments."""
    found = [[first for first in months_of(each.since, each.until) if first >= each.since] for each in scopes]
    after = [
        replace(scope, since=scope.until + _DAY, until=_end(months[-1]))
        if months and _end(months[-1]) > scope.until
        else None
        for scope, months in zip(scopes, found, strict=True)
    ]
    moved = _moved(scopes[0], {*chain.from_iterable(found)})
    whole = _are_empty([each for each in after if each], moved, now=now)
    for months, rest in zip(found, after, strict=True):
        if rest is not None and rest.since not in whole:
            months.pop()
    return [[first for first in months if first not in {*moved}] for months in found]


def _are_empty(rests: Sequence[Scope], moved: QuerySet[Any, date], *, now: datetime) -> set[date]:
    """The first days of those of these ends of months where nothing is counted: their month is whole as it stands.

    `moved` is read with them.
    """
    if rests and rests[0].network:
        return {each.since for each in rests if each.since > now.astimezone(_ZONE).date()}
    activities = {each.since: raw.records(each).order_by("pk").values_list("pk", flat=True)[:1] for each in rests}
    read_together(*activities.values(), moved)
    quiet = {each.since: each for each in rests if not activities[each.since]}
    return {first for first, rest in quiet.items() if not meetings.tally(rest)}


def _moved(whose: Scope, months: Collection[date]) -> QuerySet[MonthToCount, date]:
    """Those of these months of an organization that moved since they were counted."""
    if whose.organization is None:
        return MonthToCount.objects.none().values_list("month", flat=True)
    moved = MonthToCount.objects.filter(organization=whose.organization, month__in=months)
    return moved.order_by("month").values_list("month", flat=True)


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
        total.update(read(Counting(raw.records(part)).people_back(after=first, before=scope.since))[()])
    return total


def _end(month: date) -> date:
    return months_later(month, 1) - _DAY
