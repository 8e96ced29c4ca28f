"""Counting from the rows themselves: what every other figure has to equal."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from itertools import batched, chain
from operator import or_
from typing import Any, ClassVar

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    Expression,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from escale.activity.models import (
    ActivityRecord,
    ActivityRecordQuerySet,
    Axis,
    Participation,
    RecordTag,
    RecordTopic,
    UnnamedCount,
)
from escale.people.models import AgeBand, Gender
from escale.places.communes import department_of
from escale.prepared import prepared
from escale.statistics import meetings
from escale.statistics.scopes import Public, Scope, around
from escale.statistics.tallies import Tally, Works, came_after, month_key
from escale.together import Reading, read

type Rows = Iterable[tuple[Any, ...]]
type Group = tuple[Any, ...]
type Build = Callable[[ActivityRecordQuerySet], QuerySet[Any, Any]]

PEOPLE_AXES = ("gender", "age", "status", "acquisition", "commune")
_PARTICIPANT = tuple(f"participations__{field}" for field in ("gender", "age_band", "status", "acquisition", "commune"))
DURATIONS = {"under_30": 30, "under_60": 60, "under_120": 120, "longer": None}
"""Lengths people read: each holds what is shorter than its minutes and not in the one before."""


def tally(scope: Scope) -> Tally:
    """Count the activities of a scope, its people and its appointments."""
    return tally_each([scope])[0]


def tally_each(scopes: Sequence[Scope]) -> list[Tally]:
    """Count scopes alike but for their days, read together; no day is in two of them."""
    counting = Counting(_asked_of(scopes), public=scopes[0].public, group=("period",))
    work, people = read(counting.work()), counting.distinct_people()
    totals = [work[n,] for n in range(len(scopes))]
    for n, total in enumerate(totals):
        total.update(people[n])
    if meetings.are_known_for(scopes[0]):
        for total, met in zip(totals, meetings.tally_each(scopes), strict=True):
            total.update(met)
    return totals


def records(scope: Scope) -> ActivityRecordQuerySet:
    """The activities of a scope."""
    found = ActivityRecord.objects.counted().between(scope.since, scope.until)
    if scope.organization:
        found = found.of_organization(scope.organization)
    else:
        found = found.filter(organization__in=scope.organizations.order_by().values("pk"))
    if scope.adviser:
        found = found.of_adviser(scope.adviser)
    if scope.venue:
        found = found.filter(venue=scope.venue)
    if scope.commune:
        found = found.filter(commune=scope.commune)
    # Subqueries and not joins: the same tables are joined again to be counted, whole.
    if scope.topic:
        found = found.filter(Exists(RecordTopic.objects.filter(record=OuterRef("pk"), topic=scope.topic)))
    if scope.tag:
        found = found.filter(Exists(RecordTag.objects.filter(record=OuterRef("pk"), tag=scope.tag)))
    if scope.public:
        named, unnamed = _of_public(scope.public)
        found = found.filter(Exists(named) | Exists(unnamed))
    return found


def _records_of(whole: Scope, days: Sequence[tuple[date, date]]) -> ActivityRecordQuerySet:
    """The activities of a scope in one of these periods, each with the rank of its own as `period`."""
    during = [Q(on__gte=since, on__lte=until) for since, until in days]
    found = records(whole).annotate(
        period=Case(*(When(those, then=Value(n)) for n, those in enumerate(during)), output_field=IntegerField())
    )
    return found.filter(reduce(or_, during)) if len(days) > 1 else found


def _asked_of(scopes: Sequence[Scope]) -> "ActivityRecordQuerySet | Asked":
    whole, days = around(scopes), [(scope.since, scope.until) for scope in scopes]
    return Asked(whole, days) if whole.organization and not whole.public else _records_of(whole, days)


class Asked:
    """The activities of an organization's scope in some periods, by queries of which the text is kept: see `prepared`.

    The text says which filters there are and how many periods; their values are sent each time.
    """

    _texts: ClassVar[dict[Hashable, prepared[tuple[Any, ...], *tuple[Any, ...]]]] = {}

    def __init__(self, whole: Scope, days: Sequence[tuple[date, date]]) -> None:
        given = {name: getattr(whole, name) for name in _FILTERS if getattr(whole, name)}
        self.names = (*given, "since", "until")
        filters = (value.pk if isinstance(value, Model) else str(value) for value in given.values())
        self.values = [*filters, whole.since, whole.until, *chain.from_iterable(days)]

    def rows(self, name: Hashable, build: Build) -> Rows:
        """The rows of a query on these activities; its name goes with its text."""
        key = (name, self.names)
        if key not in self._texts:
            self._texts[key] = prepared(lambda *values: build(self._records(values)))
        return self._texts[key](*self.values)

    def _records(self, values: Sequence[Any]) -> ActivityRecordQuerySet:
        width = len(self.names)
        whole = Scope(**dict(zip(self.names, values[:width], strict=True)))
        return _records_of(whole, [*batched(values[width:], 2)])


def _of_public(public: Public) -> tuple[Any, Any]:
    """The participations of a public in an activity, and its counters."""
    field, axis = _field(public)
    named = Participation.objects.filter(Q((field, public)), record=OuterRef("pk"))
    return named, UnnamedCount.objects.filter(record=OuterRef("pk"), axis=axis, value=public)


def _field(public: Public) -> tuple[str, Axis]:
    if isinstance(public, AgeBand):
        return "age_band", Axis.AGE
    return ("gender", Axis.GENDER) if isinstance(public, Gender) else ("status", Axis.STATUS)


def _heads(public: Public | None) -> dict[str, Expression | F]:
    """How many participations an activity counts for, how many without a name, and how many of these are known."""
    if public is None:
        return {"heads": F("people"), "heads_unnamed": F("unnamed"), "heads_known": F("unnamed_known")}
    named, counters = _of_public(public)
    each = named.order_by().values("record").annotate(n=Count("pk")).values("n")
    with_file = Coalesce(Subquery(each, output_field=IntegerField()), 0)
    unnamed = Coalesce(Subquery(counters.order_by().values("count")[:1], output_field=IntegerField()), 0)
    # Which of the people without a name are known isn't said by public.
    return {"heads": with_file + unnamed, "heads_unnamed": unnamed, "heads_known": Value(0)}


@dataclass(frozen=True)
class Counting:
    """Activities to count, for the participations of a public or of everybody, apart for each value of `group`."""

    records: ActivityRecordQuerySet | Asked
    public: Public | None = None
    group: tuple[str, ...] = ()

    def _rows(self, name: Hashable, build: Build) -> Rows:
        if isinstance(self.records, Asked):
            return self.records.rows((name, self.group), build)
        return build(self.records)

    def work(self) -> Reading[defaultdict[Group, Tally]]:
        """Activities, participations, minutes and people without a name, on every axis. Five lists."""
        said_rows, unnamed_rows = self._by(on=F("on"), **_SAID), self._unnamed()
        mention_rows = [self._by(**mention) for mention in _MENTIONS]
        yield self._to_read(said_rows, *mention_rows, unnamed_rows)
        totals: defaultdict[Group, Tally] = defaultdict(Counter)
        works: defaultdict[Group, Works] = defaultdict(Works)
        days = cache(_places_of_day)
        for key, (on, *said), work, (unnamed, known) in self._summed(said_rows):
            total, when = totals[key], days(on)
            total[*when[1], said[0]] += work[1]
            # Few activities have anybody without a name.
            if unnamed:
                total["all", "", "unnamed"] += unnamed
                total["all", "", "unnamed_known"] += known
            works[key].add((*when, *zip(_SAID, said, strict=True)), work)
        for mention, rows in zip(_MENTIONS, mention_rows, strict=True):
            for key, values, work, _ in self._summed(rows):
                works[key].add(zip(mention, values, strict=True), work)
        for key, each in works.items():
            each.put_into(totals[key])
        for *group, axis, value, n in unnamed_rows:
            totals[tuple(group)][axis, value, "unnamed"] += n
        return totals

    def _to_read(self, *rows: Rows) -> list[QuerySet[Any, Any]]:
        """Those to read together: of one scope. Many organizations are read list by list, and so are kept texts."""
        return [] if self.group else [each for each in rows if isinstance(each, QuerySet)]

    def _by(self, **columns: Expression | F) -> Rows:
        """Rows of sums, on these columns."""
        names = {f"by_{name}": column for name, column in columns.items()}

        def build(records: ActivityRecordQuerySet) -> QuerySet[Any, Any]:
            sums: QuerySet[Any, Any] = (
                records.order_by()
                .annotate(**_heads(self.public), **names)
                .values(*self.group, *names)
                .annotate(**_SUMS)
                .values_list(*self.group, *names, *_SUMS)
            )
            return sums

        return self._rows(tuple(names), build)

    def _summed(self, rows: Rows) -> Iterator[tuple[Group, Group, Group, Group]]:
        """Of such rows: the group, the values of the columns, the work done, people without a name and known ones."""
        width = len(self.group)
        for row in rows:
            yield row[:width], row[width:-5], row[-5:-2], row[-2:]

    def _unnamed(self) -> Rows:
        def build(records: ActivityRecordQuerySet) -> QuerySet[Any, Any]:
            found = records.filter(unnamed__gt=0, unnamed_counts__isnull=False)
            if self.public:
                _, axis = _field(self.public)
                found = records.filter(unnamed_counts__axis=axis, unnamed_counts__value=self.public)
            sums: QuerySet[Any, Any] = (
                found.order_by()
                .values(*self.group, "unnamed_counts__axis", "unnamed_counts__value")
                .annotate(n=Sum("unnamed_counts__count"))
                .values_list(*self.group, "unnamed_counts__axis", "unnamed_counts__value", "n")
            )
            return sums

        return self._rows("unnamed", build)

    def people(self, *, since: date) -> Reading[defaultdict[Group, Tally]]:
        """Different people from a day on, and the new ones, each as she was at her first visit. One query."""
        new = Case(When(participations__previous_on=None, then=Value("new")), default=Value(""))
        both = {"new": ("people", "new"), "": ("people",)}
        return self._people(_FIRST_TIME | _came_before(since), new, both.__getitem__)

    def people_by_visit_before(self, *, since: date) -> Reading[defaultdict[Group, Tally]]:
        """Different people from the first of a month on, by the month of their visit before. One query."""
        measures = cache(lambda day: (came_after(day),))
        return self._people(_FIRST_TIME | _came_before(since), F("participations__previous_on"), measures)

    def people_back(self, *, after: date, before: date) -> Reading[defaultdict[Group, Tally]]:
        """Different people whose visit before was from one day to another, not included. One query."""
        between = _came_before(before) & Q(participations__previous_on__gte=after)
        return self._people(between, Value(""), lambda _: ("people",))

    def _people(
        self, those: Q, apart: Expression | F, measures: Callable[[Any], Sequence[str]]
    ) -> Reading[defaultdict[Group, Tally]]:
        """Count participations, on every axis of a person. In one filter, so that it is about one and the same."""
        if isinstance(self.records, Asked):
            raise TypeError("The days of these queries are in their text, which isn't kept.")
        found = (
            self.records.order_by()
            .filter(those, participations__isnull=False)
            .annotate(apart=apart)
            .values(*self.group, *_PARTICIPANT, "apart")
            .annotate(n=Count("participations"))
            .values_list(*self.group, *_PARTICIPANT, "apart", "n")
        )
        yield self._to_read(found)
        width, axes = len(self.group), cache(lambda *person: [*described(*person)])
        totals: defaultdict[Group, Tally] = defaultdict(Counter)
        for row in found:
            total, counted_as, n = totals[row[:width]], measures(row[-2]), row[-1]
            for axis, value in axes(*row[width:-2]):
                for measure in counted_as:
                    total[axis, value, measure] += n
        return totals

    def distinct_people(self) -> defaultdict[int, Tally]:
        """Different people of each period, read one by one: who came before elsewhere is different here. One query."""
        totals: defaultdict[int, Tally] = defaultdict(Counter)
        known: set[tuple[int, int]] = set()
        for period, person, previous, *values in self._rows("people", self._visits):
            if (period, person) in known:
                continue
            known.add((period, person))
            for axis, value in described(*values):
                totals[period][axis, value, "people"] += 1
                if previous is None:
                    totals[period][axis, value, "new"] += 1
        return totals

    def _visits(self, records: ActivityRecordQuerySet) -> QuerySet[Any, Any]:
        those = Q(participations__isnull=False)
        if self.public:
            field, _ = _field(self.public)
            those &= Q((f"participations__{field}", self.public))
        found = records.filter(those).order_by("on", F("starts_at").asc(nulls_last=True), "pk")
        return found.values_list("period", "participations__person", "participations__previous_on", *_PARTICIPANT)


def _places_of_day(on: date) -> tuple[tuple[str, Any], tuple[str, str], tuple[str, Any]]:
    """Where in a tally everything of a day is counted: under all, its month, its day of the week."""
    return ("all", ""), ("month", month_key(on)), ("weekday", on.isoweekday())


def _came_before(day: date) -> Q:
    return Q(participations__previous_on__lt=day)


def described(gender: str, age: str, status: str, acquisition: str, commune: str) -> Iterator[tuple[str, str]]:
    """Every axis a person is counted on."""
    yield "all", ""
    yield from zip(PEOPLE_AXES, (gender, age, status, acquisition, commune), strict=True)
    yield "department", department_of(commune)
    if acquisition:
        yield "acquisition_age", f"{acquisition}:{age}"


def _duration() -> Case:
    shorter = [When(minutes__lt=most, then=Value(name)) for name, most in DURATIONS.items() if most is not None]
    return Case(*shorter, default=Value("longer"), output_field=CharField())


_SUMS = {
    "activities": Count("pk"),
    "participations": Sum("heads"),
    "minutes_spent": Sum("minutes"),
    "without_name": Sum("heads_unnamed"),
    "without_name_known": Sum("heads_known"),
}
_FILTERS = ("organization", "adviser", "venue", "commune", "topic", "tag")
_FIRST_TIME = Q(participations__previous_on=None)
_SAID: dict[str, Any] = {
    "kind": F("kind"),
    "place": F("place"),
    "posture": F("posture"),
    "autonomy": F("autonomy"),
    "next_step": F("next_step"),
    "duration": _duration(),
    "hour": F("hour"),
    "venue": F("venue_id"),
    "place_commune": F("commune"),
}
_MENTIONS: tuple[dict[str, Any], ...] = (
    {"topic": F("topics__topic")},
    {"device": F("devices__device")},
    {"tag": F("tagged__tag_id")},
)
