"""Figures: the whole page of an adviser, of a département and of a country, beside the rows counted straightforwardly.

National: 5 million activities and 500,000 people. Every figure that is timed was first found equal to the rows.
"""

from datetime import date, timedelta
from functools import partial
from time import perf_counter

from django.db import connection
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncMonth
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from escale.accounts.models import Network
from escale.activity.models import ActivityRecord, Autonomy, Kind, MonthToCount, Place, Posture
from escale.operations.bench import country
from escale.operations.bench.country import Country, Lived
from escale.operations.bench.figures import Figure, Size, WrongAnswer
from escale.operations.bench.timing import interleaved
from escale.people.models import AgeBand, Gender, SocialStatus
from escale.statistics import figures, monthly, raw
from escale.statistics.scopes import Scope

SCENARIO = "statistics"
HOW_MUCH = {
    Size.SMALL: (6, 9, 480, 6_000, 0),
    Size.DEPARTEMENT: (44, 60, 8_000, 75_000, 24_000),
    Size.NATIONAL: (2_900, 4_000, 500_000, 5_000_000, 1_600_000),
}
"""Organizations, advisers, people, activities, appointments."""
ADVISER, DEPARTMENT, NATION = 50, 150, 500
REPEATS, TIMES, A_RECORD = 7, 5, 1.0


def run(size: Size) -> list[Figure]:
    """Live three years, count the months pages read, then measure: pages of last year, one's own of the year to date."""
    now = timezone.now()
    organizations, advisers, people, records, appointments = HOW_MUCH[size]
    wanted = Country(
        organizations=organizations,
        advisers=advisers,
        people=people,
        records=records,
        appointments=appointments if connection.vendor == "postgresql" else 0,
        last=now.date() - timedelta(days=1),
    )
    lived = country.live(wanted)
    since, _ = _last_year()
    held = ActivityRecord.objects.filter(on__gte=since).count()
    start = perf_counter()
    monthly.recount_all(since=since)
    counted = Figure(
        scenario=SCENARIO, metric="months counted ahead", value=held / (perf_counter() - start), unit="records/s"
    )
    country.settle_down()
    return [
        counted,
        *_pages(lived),
        *against_the_rows(lived, at_least=TIMES if size is Size.NATIONAL else None),
        # A few records cost a whole pass: what one costs is said of a whole country's evening.
        *incremental(lived, on=wanted.weekdays[-1], at_most=A_RECORD if size is Size.NATIONAL else None),
    ]


def _pages(lived: Lived) -> list[Figure]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(lived.adviser.user)
    year = _last_year()
    period = f"{year[0]:%Y-%m-%d}_{year[1]:%Y-%m-%d}"
    mine, team = reverse("desk:figures", query={"adviser": lived.adviser.pk}), reverse("desk:figures")
    pages = {
        ("adviser", ADVISER): mine,
        ("organization", DEPARTMENT): team,
        ("département", DEPARTMENT): _of_network(lived.department, period),
        ("country", NATION): _of_network(lived.nation, period),
    }
    for address in pages.values():
        if (answer := client.get(address)).status_code != 200:
            raise WrongAnswer(f"{address} answers {answer.status_code}")
    works = {name: partial(client.get, address) for (name, _), address in pages.items()}
    times = interleaved(works, repeats=REPEATS)
    return [
        Figure(
            scenario=SCENARIO,
            metric=f"page of the {name}, a year, median",
            value=times[name].median,
            unit="ms",
            at_most=goal,
        )
        for name, goal in pages
    ]


def _of_network(network: Network, period: str) -> str:
    return reverse("desk:figures-network", args=[network.pk], query={"period": period})


def against_the_rows(lived: Lived, *, at_least: float | None = None) -> list[Figure]:
    """The same year of a network by both ways, in turn. The country's rows are counted once: it is long enough."""
    since, until = _last_year()
    now, found = timezone.now(), []
    for name, network, repeats in (("département", lived.department, REPEATS), ("country", lived.nation, 1)):
        scope = Scope(network=network, since=since, until=until)
        ours, theirs = figures.read(scope, now=now), straightforward(scope)
        if (ours.totals.participations, ours.totals.people) != theirs:
            raise WrongAnswer(f"{name}: {ours.totals} where the rows give {theirs}")
        times = interleaved(
            {
                "ours": partial(figures.read, scope, now=now),
                "theirs": partial(straightforward, scope),
            },
            repeats=repeats,
        )
        found.append(
            Figure(
                scenario=SCENARIO,
                metric=f"{name}: the straightforward count, in times ours",
                value=times["theirs"].median / times["ours"].median,
                unit="times",
                at_least=at_least,
            )
        )
    return found


def straightforward(scope: Scope) -> tuple[int, int]:
    """Count a page as it is usually written: sums with filters, and people made distinct line by line.

    Four queries over the activities of the period, as the national tool makes them; gives participations and people.
    """
    records = raw.records(scope).order_by()
    by_value = {
        f"{field}_{value}": Sum("people", filter=Q((field, value)))
        for field, values in (("kind", Kind), ("place", Place), ("posture", Posture), ("autonomy", Autonomy))
        for value in values.values
    }
    totals = records.aggregate(all=Sum("people"), minutes_spent=Sum("minutes"), **by_value)
    list(records.values("topics__topic").annotate(n=Sum("people")).values_list("topics__topic", "n"))
    list(records.annotate(month=TruncMonth("on")).values("month").annotate(n=Sum("people")).values_list("month", "n"))
    person = "participations__person"
    distinct = {
        f"{field}_{value}": Count(person, distinct=True, filter=Q((f"participations__{field}", value)))
        for field, values in (("gender", Gender), ("age_band", AgeBand), ("status", SocialStatus))
        for value in values.values
    }
    people = records.aggregate(people_helped=Count(person, distinct=True), **distinct)
    return totals["all"], people["people_helped"]


def incremental(lived: Lived, *, on: date, at_most: float | None = None) -> list[Figure]:
    """One evening: every activity of a day of the country has changed, each with its mark."""
    changed = ActivityRecord.objects.filter(on=on)
    count = changed.update(minutes=F("minutes") + 5)
    days = changed.order_by("pk").values_list("organization", flat=True)
    MonthToCount.objects.bulk_create(
        [MonthToCount(organization_id=organization, month=on.replace(day=1)) for organization in days]
    )
    start = perf_counter()
    monthly.count_due()
    took = (perf_counter() - start) * 1000
    month = Scope(network=lived.nation, since=on.replace(day=1), until=_end(on))
    counted = figures.read(month, now=timezone.now()).totals.minutes
    rows = raw.records(month).aggregate(n=Sum("minutes"))["n"]
    if counted != rows:
        raise WrongAnswer(f"{counted} minutes where the rows give {rows}")
    return [
        Figure(
            scenario=SCENARIO, metric=f"counting {count} records again", value=took / count, unit="ms", at_most=at_most
        )
    ]


def _last_year() -> tuple[date, date]:
    year = timezone.now().year - 1
    return date(year, 1, 1), date(year, 12, 31)


def _end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
