"""The agenda beside its floor: a week of one adviser with thirty items, the week of a team of ten, and a long history."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, models
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from escale.accounts.models import Membership
from escale.agenda.models import Commitment, PermanenceOccurrence
from escale.appointments import booking
from escale.appointments.models import Appointment
from escale.operations.bench import generator, pouring
from escale.operations.bench.figures import Figure, Size, WrongAnswer
from escale.operations.bench.generator import Department
from escale.operations.bench.timing import growth, interleaved
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.scheduling.wall_clock import day_bounds

SCENARIO = "agenda"
PARIS = ZoneInfo("Europe/Paris")
ADVISERS, ITEMS, REPEATS = 10, 30, 15
TIMES_LONGER = 10
"""How much longer the history becomes: from a year to ten."""

MOVED = ("original_on", "starts_at", "ends_at")

WEEK_QUERIES, TEAM_QUERIES, GROWTH = 12, 15, 0.1

OCCURRENCES = """
SELECT o.starts_at, o.ends_at, v.name FROM agenda_permanenceoccurrence o
JOIN places_venue v ON v.id = o.venue_id
WHERE o.adviser_id IN ({}) AND o.starts_at >= %s AND o.starts_at < %s ORDER BY o.starts_at
"""
COMMITMENTS = """
SELECT c.starts_at, c.ends_at, c.kind, p.first_name, r.name FROM agenda_commitment c
LEFT JOIN appointments_appointment a ON a.commitment_id = c.id
LEFT JOIN people_beneficiary p ON p.id = a.person_id
LEFT JOIN appointments_reason r ON r.id = a.reason_id
WHERE c.resource_id IN ({}) AND c.ends_at > %s AND c.starts_at < %s ORDER BY c.starts_at
"""


@dataclass(frozen=True, kw_only=True)
class Week:
    """The week measured: whose, from which Monday on, as which page."""

    of: Department
    first: date
    reader: Membership
    whose: str
    resource_ids: list[int]

    @property
    def address(self) -> str:
        return reverse("desk:agenda-week", args=[self.first]) + self.whose

    def floor(self) -> int:
        """The same rows by two range queries written by hand; gives how many."""
        start, end = day_bounds(self.first, PARIS).start, day_bounds(self.first + timedelta(days=7), PARIS).start
        advisers = ",".join(str(pk) for pk in self.resource_ids)
        bounds = [connection.ops.adapt_datetimefield_value(start), connection.ops.adapt_datetimefield_value(end)]
        rows = 0
        with connection.cursor() as cursor:
            for query in (OCCURRENCES, COMMITMENTS):
                cursor.execute(query.format(advisers), bounds)
                rows += len(cursor.fetchall())
        return rows

    def check(self, client: Client) -> None:
        """Raises WrongAnswer unless the page opens and the adviser's week holds its thirty appointments."""
        page = client.get(self.address)
        shown = page.content.count(b'data-item="appointment"')
        if page.status_code != HTTPStatus.OK or (not self.whose and shown < ITEMS):
            raise WrongAnswer(f"{self.address} answers {page.status_code} with {shown} appointments")


def run(size: Size) -> list[Figure]:
    """Measure two weeks beside their floors, then the first beside the same with ten times its history."""
    first = generator.first_day(timezone.localdate(timezone=PARIS))
    with pouring.fast_pouring():
        lived = generator.department("Longtemps", advisers=ADVISERS, first=first)
        _lengthen()
        of = generator.department("Equipe", advisers=ADVISERS, first=first)
    one, team = _weeks(of, first)
    old, _ = _weeks(lived, first)
    _fill(one)
    _fill(old)
    return [
        *_measured("week of an adviser", one, WEEK_QUERIES),
        *_measured("week of a team", team, TEAM_QUERIES),
        *_growth(one, old),
    ]


def _growth(one: Week, old: Week) -> list[Figure]:
    """Both in turn: a slow moment of the machine falls on the two."""
    browsers = {name: (_browser(week), week) for name, week in (("one", one), ("old", old))}
    for client, week in browsers.values():
        week.check(client)
    works = {
        name: lambda client=client, week=week: client.get(week.address) for name, (client, week) in browsers.items()
    }
    times = interleaved(works, repeats=2 * REPEATS)
    exponent = growth(small=times["one"].least, large=times["old"].least, times=TIMES_LONGER)
    return [
        _figure(
            f"week of an adviser, history {TIMES_LONGER} times longer, least",
            times["old"].least,
            floor=times["one"].least,
        ),
        _figure("growth with history", exponent, unit="exponent", at_most=GROWTH),
    ]


def _weeks(of: Department, first: date) -> tuple[Week, Week]:
    resources = dict(of.organization.memberships.order_by("pk").values_list("user", "user__resource"))
    reader = of.organization.memberships.select_related("user", "organization").order_by("pk")[0]
    mine = [resources[reader.user_id]]
    return (
        Week(of=of, first=first, reader=reader, whose="", resource_ids=mine),
        Week(of=of, first=first, reader=reader, whose="?qui=equipe", resource_ids=list(resources.values())),
    )


def _fill(week: Week) -> None:
    """Book thirty people, six a day, wherever the permanences are."""
    venue = Venue.objects.of_organization(week.of.organization).order_by("pk")[0]
    person = Beneficiary.objects.of_organization(week.of.organization).order_by("pk")[0]
    for number in range(ITEMS):
        day, rank = divmod(number, 6)
        at = datetime.combine(week.first + timedelta(days=day), time(9), tzinfo=PARIS) + timedelta(minutes=75 * rank)
        booking.book_by_staff(
            by=week.reader,
            adviser=week.reader.user,
            person=person,
            reason=week.of.reason,
            venue=venue,
            starts_at=at,
            accept_warnings=True,
            notify=False,
            now=timezone.now(),
        )


def _measured(name: str, week: Week, most_queries: int) -> list[Figure]:
    product = _browser(week)
    week.check(product)
    with override_settings(MIDDLEWARE=[]):
        bare = Client(SERVER_NAME="localhost")
        _at_least(bare)
    works: dict[str, Callable[[], object]] = {
        "floor": lambda: [week.floor(), _at_least(bare)],
        "page": lambda: product.get(week.address),
    }
    times = interleaved(works, repeats=REPEATS)
    with CaptureQueriesContext(connection) as seen:
        product.get(week.address)
    return [
        _figure(f"{name}, least", times["page"].least, floor=times["floor"].least),
        _figure(f"{name}, median", times["page"].median, floor=times["floor"].median),
        _figure(f"queries of the {name}", len(seen), unit="queries", at_most=most_queries),
    ]


def _at_least(client: Client) -> int:
    """The least a request can cost."""
    with override_settings(ROOT_URLCONF="escale.operations.bench.pages"):
        return client.get("/rien.json").status_code


def _browser(week: Week) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(week.reader.user)
    return client


def _lengthen() -> None:
    """Live the past again, earlier: each date, each commitment and each appointment, nine times."""
    dates = _past(PermanenceOccurrence, generator.OCCURRENCE)
    pouring.pour(
        PermanenceOccurrence, generator.OCCURRENCE, _earlier(dates, start=pouring.next_id(PermanenceOccurrence))
    )
    commitments, start = _past(Commitment, generator.COMMITMENT), pouring.next_id(Commitment)
    pouring.pour(Commitment, generator.COMMITMENT, _earlier(commitments, start=start))
    held = {row["id"]: n for n, row in enumerate(commitments)}
    appointments = [row for row in _past(Appointment, generator.APPOINTMENT) if row["commitment"] in held]
    # The first identifier is read before: a connection that pours can't be asked anything.
    copies = _earlier(appointments, start=pouring.next_id(Appointment))
    rows = _with_their_commitments(copies, count=len(appointments), held=held, first_commitment=start)
    pouring.pour(Appointment, generator.APPOINTMENT, rows)


def _past(model: type[models.Model], fields: tuple[str, ...]) -> list[dict[str, Any]]:
    return list(model._default_manager.filter(ends_at__lt=timezone.now()).order_by("pk").values(*fields))


def _earlier(past: list[dict[str, Any]], *, start: int) -> Iterator[tuple[Any, ...]]:
    """Copies of these rows, a year earlier each time, with identifiers that follow."""
    for time_back in range(1, TIMES_LONGER):
        back = timedelta(weeks=generator.WEEKS_BEHIND * time_back)
        for n, row in enumerate(past, start + len(past) * (time_back - 1)):
            moved = {name: row[name] - back for name in MOVED if name in row}
            yield tuple((row | moved | {"id": n}).values())


def _with_their_commitments(
    copies: Iterator[tuple[Any, ...]], *, count: int, held: dict[int, int], first_commitment: int
) -> Iterator[tuple[Any, ...]]:
    """Copies of `count` appointments, each with the copy of its own commitment, and links of its own."""
    for n, values in enumerate(copies):
        row = dict(zip(generator.APPOINTMENT, values, strict=True))
        unique = row["id"]
        row["commitment"] = first_commitment + n // count * len(held) + held[row["commitment"]]
        row |= {"link_nonce": UUID(int=unique), "link_hash": f"{unique:064x}", "submission": UUID(int=unique)}
        yield tuple(row.values())


def _figure(
    metric: str, value: float, *, unit: str = "ms", floor: float | None = None, at_most: float | None = None
) -> Figure:
    return Figure(scenario=SCENARIO, metric=metric, value=value, unit=unit, floor=floor, at_most=at_most)
