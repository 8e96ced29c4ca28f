"""Free hours of 60 advisers over 8 weeks: the search, and the request that answers it, beside their floors."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from escale.agenda.free_time import FreeHour
from escale.agenda.models import Closure, Commitment
from escale.appointments import hours
from escale.operations.bench import copies, floors, generator, oracle, pouring
from escale.operations.bench.figures import Figure, Size, WrongAnswer
from escale.operations.bench.generator import Department
from escale.operations.bench.timing import growth, interleaved
from escale.scheduling.wall_clock import day_bounds

SCENARIO = "slots"
ADVISERS = 60
WEEKS = 8
REPEATS = 15
TURNS = 12
"""How often the search goes from a base to the larger one: each has a connection of its own, that learns its plans."""
PARIS = ZoneInfo("Europe/Paris")
NATIONAL_ADVISERS = {"postgresql": 4_000, "sqlite": 1_500}
"""SQLite serves one structure or a few: a whole country is PostgreSQL's."""

MOST_QUERIES = 6
MOST_TIMES_THE_FLOOR = 5
JSON_MS, HTML_MS = 10, 25


@dataclass(frozen=True, kw_only=True)
class Search:
    """One search: who receives, and from which local day to which."""

    of: Department
    first: date
    last: date

    @property
    def address(self) -> str:
        return f"/heures/{self.of.reason.pk}/{self.first}/{self.last}.json"

    @property
    def page(self) -> str:
        """The public page of the hours, as somebody opens it."""
        return reverse("portal:booking-slot", args=[self.of.organization.slug, self.of.reason.pk])

    def run(self) -> list[FreeHour]:
        now = timezone.now()
        return hours.search(
            self.of.reason,
            first=self.first,
            last=self.last,
            venues=hours.venues_of(self.of.reason),
            rule=hours.public_rule(self.of.reason, now=now),
            now=now,
        )

    def floor(self) -> oracle.Answer:
        start, end = day_bounds(self.first, PARIS).start, day_bounds(self.last, PARIS).end
        return floors.free_hours(self.of.reason, start, end, self.closed)

    @property
    def closed(self) -> floors.Spans:
        return [
            (day_bounds(row.starts_on, PARIS).start, day_bounds(row.ends_on, PARIS).end)
            for row in Closure.objects.of_organization(self.of.organization).order_by("starts_on")
        ]

    def check(self) -> None:
        """Raises WrongAnswer unless the product and the floor both say what the oracle says."""
        expected = oracle.free_hours(self.of.reason, first=self.first, last=self.last, zone=PARIS)
        shown = {(hour.start, hour.adviser_id, hour.venue_id) for hour in self.run()}
        for who, answer in (("the product", shown), ("the floor", self.floor())):
            if answer != expected or not expected:
                raise WrongAnswer(f"{who} shows {len(answer)} hours, the oracle {len(expected)}")


def run(size: Size) -> list[Figure]:
    """Measure in a département, then inside a larger base."""
    first = generator.first_day(timezone.localdate(timezone=PARIS))
    with pouring.fast_pouring():
        few, some = (_search(advisers, first) for advisers in (6, ADVISERS))
    figures = _measured(some)
    if size == Size.SMALL:
        return figures + _growth_in_advisers([(6, few), (ADVISERS, some)])
    rows = Commitment.objects.count()
    with copies.copied() as alone:
        with pouring.fast_pouring():
            many = _search(600, first)
        figures += _growth_in_advisers([(6, few), (ADVISERS, some), (600, many)])
        if size == Size.NATIONAL:
            _fill_country(first)
        some.check()
        figures += _growth_in_rows(some, alone, times=Commitment.objects.count() / rows)
    return figures


def _search(advisers: int, first: date) -> Search:
    of = generator.department(f"Departement {advisers}", advisers=advisers, first=first)
    return Search(of=of, first=first, last=first + timedelta(weeks=WEEKS, days=-1))


def _fill_country(first: date) -> None:
    with pouring.fast_pouring():
        for n in range((NATIONAL_ADVISERS[connection.vendor] - 666) // 40):
            generator.department(f"Ailleurs {n}", advisers=40, first=first, overseas=n % 20 == 0)


def _measured(search: Search) -> list[Figure]:
    """The search and its requests, interleaved with what they cost at least."""
    search.check()
    with override_settings(ROOT_URLCONF="escale.operations.bench.pages"):
        product = Client(SERVER_NAME="localhost")
        page = search.page
        with override_settings(MIDDLEWARE=[]):
            bare = Client(SERVER_NAME="localhost")
            bare.get("/rien.json")
        works = {
            "floor": lambda: (search.floor(), bare.get("/rien.json")),
            "search": search.run,
            "json": lambda: _ok(product.get(search.address).status_code),
            "page": lambda: _ok(product.get(page).status_code),
        }
        times = interleaved(works, repeats=REPEATS)
        queries = {name: _queries_of(works[name]) for name in ("json", "page")}
    floor = times["floor"]
    return [
        _figure("search, least", times["search"].least, floor=floor.least),
        _figure("search, median", times["search"].median, floor=floor.median),
        _figure("search, most", times["search"].most, floor=floor.most),
        _figure("request with JSON, median", times["json"].median, floor=floor.median, at_most=JSON_MS),
        _figure(
            "request with JSON beside the floor",
            times["json"].least / floor.least,
            unit="×",
            at_most=MOST_TIMES_THE_FLOOR,
        ),
        _figure("queries of the request with JSON", queries["json"], unit="queries", at_most=MOST_QUERIES),
        _figure("public page of the hours, least", times["page"].least, floor=floor.least),
        _figure("public page of the hours, median", times["page"].median, floor=floor.median, at_most=HTML_MS),
        _figure("queries of the public page", queries["page"], unit="queries", at_most=MOST_QUERIES),
    ]


def _growth_in_advisers(searches: list[tuple[int, Search]]) -> list[Figure]:
    """The same work for more advisers; the number of queries stays the same."""
    for _, search in searches:
        search.check()
    times = interleaved({str(advisers): search.run for advisers, search in searches}, repeats=REPEATS)
    counts = {_queries_of(search.run) for _, search in searches}
    least, most = searches[0][0], searches[-1][0]
    exponent = growth(small=times[str(least)].least, large=times[str(most)].least, times=most / least)
    return [
        *(_figure(f"search, {advisers} advisers, least", times[str(advisers)].least) for advisers, _ in searches),
        _figure(f"growth from {least} to {most} advisers", exponent, unit="exponent", at_most=1.05),
        _figure("different numbers of queries", len(counts), unit="numbers", at_most=1),
    ]


def _queries_of(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


def _ok(status: int) -> None:
    if status != HTTPStatus.OK:
        raise WrongAnswer(f"the request was answered {status}")


def _growth_in_rows(search: Search, alone: str, *, times: float) -> list[Figure]:
    """The same search in a base so many times larger, in turn with the base as it was: `alone` is its name."""
    bases = {"alone": alone, "inside": str(connection.settings_dict["NAME"])}
    least = dict.fromkeys(bases, math.inf)
    for _ in range(TURNS):
        for name, base in bases.items():
            with copies.connected_to(base):
                least[name] = min(least[name], interleaved({"search": search.run}, repeats=REPEATS)["search"].least)
    return [
        _figure(f"search in a table {times:.0f} times larger, least", least["inside"], floor=least["alone"]),
        _figure(
            "growth in the size of the table",
            growth(small=least["alone"], large=least["inside"], times=times),
            unit="exponent",
            at_most=0.1,
        ),
    ]


def _figure(
    metric: str, value: float, *, unit: str = "ms", floor: float | None = None, at_most: float | None = None
) -> Figure:
    return Figure(scenario=SCENARIO, metric=metric, value=value, unit=unit, floor=floor, at_most=at_most)
