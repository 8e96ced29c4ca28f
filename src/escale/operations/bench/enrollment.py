"""Enrolling: 200 people for 12 seats, a storm of cancellations, then how many a second two workers can enroll."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from escale.accounts.models import Organization, User
from escale.operations.bench import crowd
from escale.operations.bench.figures import SEED, Figure, Size, WrongAnswer
from escale.outbox.models import Message
from escale.places.models import Venue, VenueKind
from escale.workshops import canceling, enrollment, seats, waiting_list
from escale.workshops.enrollment import Who
from escale.workshops.models import Enrollment, EnrollmentState, Group, Session, Workshop

SCENARIO = "enrollment"
PEOPLE, SEATS = 200, 12
AT_ONCE = {"postgresql": 40, "sqlite": 4}
"""Connections, each sending its share of the forms one after the other: those of ten machines that share a PostgreSQL, or
of the one machine that serves an SQLite (`supervisor.py`: two workers, two threads each)."""
ROUNDS = {Size.SMALL: 3, Size.DEPARTEMENT: 20, Size.NATIONAL: 20}
SPREAD = 1000
BATCHES, BATCH, WARM_UP = 5, 200, 20
A_SECOND, QUERIES = 300, 15
SECONDS = 2
SEAT = "UPDATE bare_group SET taken = taken + 1 WHERE id = %s AND taken < seats"
ROW = "INSERT INTO bare_enrollment (group_id, waits) VALUES (%s, %s)"
TOGETHER = (
    "WITH seat AS (UPDATE bare_group SET taken = taken + 1 WHERE id = %s AND taken < seats RETURNING id) "
    "INSERT INTO bare_enrollment (group_id, waits) SELECT %s, NOT EXISTS (SELECT 1 FROM seat)"
)
TAKEN, FREED, ANSWERED = "taken", "freed", "answered"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """An organization with workshops to come, each a week ahead, all open to anyone."""

    organization: Organization
    groups: list[Group]
    now: datetime

    def enroll(self, group: Group, number: int) -> Enrollment:
        who = Who(first_name="Colette", phone=f"+336{10_000_000 + number:08}")
        return enrollment.enroll_online(group, who, submission=uuid4(), now=self.now)


def run(size: Size) -> list[Figure]:
    """Race, then measure."""
    figures = [*_rush(ROUNDS[size]), *_storm(ROUNDS[size])]
    if connection.vendor == "postgresql":
        figures += _control()
    return figures + _queries() + _throughput()


def ground(name: str, *, groups: int, seats: int = SEATS) -> Ground:
    """Open an organization with that many workshops."""
    now = timezone.now()
    organization = Organization.objects.create(name=name, slug=name, phone="+33261910512", set_up_at=now)
    adviser = User.objects.create_user(f"{name}@example.org", first_name="Maëlle")
    venue = Venue.objects.create(
        organization=organization,
        name=name,
        slug=name,
        kind=VenueKind.ON_SITE,
        address="1 rue de la Course",
        commune="35360",
    )
    subject = Workshop.objects.create(organization=organization, title=name, created_at=now)
    made = Group.objects.bulk_create(
        Group(
            organization=organization,
            workshop=subject,
            title=name,
            slug=f"{name}-{number}",
            seats=seats,
            published_at=now,
            created_at=now,
        )
        for number in range(groups)
    )
    Session.objects.bulk_create(
        Session(
            organization=organization,
            group=group,
            starts_at=now + timedelta(days=7),
            ends_at=now + timedelta(days=7, hours=2),
            venue=venue,
            adviser=adviser,
            created_at=now,
        )
        for group in made
    )
    return Ground(organization=organization, groups=made, now=now)


def _rush(rounds: int) -> list[Figure]:
    """Everybody wants one of the same few seats."""
    of = ground("rush", groups=rounds)
    got = crowd.at_once(partial(_ask, of), people=AT_ONCE[connection.vendor], rounds=rounds)
    crowd.nobody_failed(got)
    wrong = [problem for group in of.groups if (problem := _wrong(group))]
    took = [max(end for end, _ in answers) - min(start for _, start in answers) for answers in got]
    metric = f"{PEOPLE} people, {SEATS} seats:"
    return [
        _figure(f"{metric} rounds", rounds, "rounds"),
        _figure(f"{metric} rounds not exact, or a list with a hole", len(wrong), "rounds", at_most=0),
        _figure(f"{metric} everybody answered, median", median(took), "s", at_most=SECONDS),
        _figure(
            f"{metric} messages beside enrollments",
            abs(Message.objects.of_organization(of.organization).count() - rounds * PEOPLE),
            "off",
            at_most=0,
        ),
    ]


def _ask(of: Ground, number: int, turn: int) -> tuple[float, float]:
    """Send a share of the forms one after the other; give when the last was answered, and when the first left."""
    start = perf_counter()
    share = PEOPLE // AT_ONCE[connection.vendor]
    for more in range(share):
        of.enroll(of.groups[turn], turn * PEOPLE + number * share + more)
    return perf_counter(), start


def _wrong(group: Group) -> str:
    """What is not exact about a group after the rush; nothing when all is."""
    live = Enrollment.objects.filter(group=group).live()
    states = Counter(live.order_by("pk").values_list("state", flat=True))
    if states != {EnrollmentState.ENROLLED: SEATS, EnrollmentState.WAITING: PEOPLE - SEATS}:
        return f"{states}"
    came = list(live.waiting().order_by("pk").values_list("pk", flat=True))
    if waiting_list.positions(group) != {pk: rank for rank, pk in enumerate(came, start=1)}:
        return "a list out of order"
    first_waiter = came[0]
    if live.enrolled().filter(pk__gt=first_waiter).exists():
        return "somebody took a seat past those who wait"
    return ""


def _storm(rounds: int) -> list[Figure]:
    """Everybody who has a seat gives it up at once, twice each; then those it is offered to answer, some yes, some no."""
    of = ground("storm", groups=rounds)
    draw = random.Random(SEED)
    seated, waiting = [], []
    for turn, group in enumerate(of.groups):
        made = [of.enroll(group, turn * 3 * SEATS + number) for number in range(3 * SEATS)]
        seated.append(made[:SEATS])
        waiting.append([one.pk for one in made[SEATS:]])

    def leave(number: int, turn: int) -> Any:
        if number == 2 * SEATS:
            return TAKEN, _most_taken(of.groups[turn])
        return FREED, _left(partial(canceling.cancel_by_person, seated[turn][number % SEATS], now=of.now))

    got = crowd.at_once(leave, people=2 * SEATS + 1, rounds=rounds)
    crowd.nobody_failed(got)
    most = max(_numbers(got, TAKEN))
    offered = [_offered(group) for group in of.groups]
    astray = sum(hers != first[:SEATS] for hers, first in zip(offered, waiting, strict=True))
    twice = sum(sum(_numbers([answers], FREED)) != SEATS for answers in got)
    yes = [[draw.random() < 0.5 for _ in range(SEATS)] for _ in range(rounds)]

    def answer(number: int, turn: int) -> Any:
        if number == SEATS:
            return TAKEN, _most_taken(of.groups[turn])
        hers = Enrollment(pk=offered[turn][number], group=of.groups[turn])
        reply = waiting_list.accept if yes[turn][number] else waiting_list.decline
        reply(hers, now=of.now)
        return ANSWERED, 1

    got = crowd.at_once(answer, people=SEATS + 1, rounds=rounds)
    crowd.nobody_failed(got)
    most = max(most, *_numbers(got, TAKEN))
    left = sum(seats.of(group).left for group in of.groups)
    told = Message.objects.of_organization(of.organization).filter(kind="seat_offered")
    made_twice = told.count() - len(set(told.order_by("pk").values_list("about_id", flat=True)))
    metric = "storm of cancellations:"
    return [
        _figure(f"{metric} rounds", rounds, "rounds"),
        _figure(f"{metric} most seats taken at any instant, of {SEATS}", most, "seats", at_most=SEATS),
        _figure(f"{metric} rounds where a seat was freed twice", twice, "rounds", at_most=0),
        _figure(f"{metric} rounds where seats went to others than the first in turn", astray, "rounds", at_most=0),
        _figure(f"{metric} seats offered to two people", made_twice, "seats", at_most=0),
        _figure(f"{metric} seats left free while people wait", left, "seats", at_most=0),
    ]


def _numbers(got: list[list[Any]], what: str) -> list[int]:
    return [number for answers in got for said, number in answers if said == what]


def _left(cancel: Callable[[], Any]) -> int:
    """1 when this call freed the seat, 0 when another had."""
    try:
        cancel()
    except canceling.AlreadyLeft:
        return 0
    return 1


def _most_taken(group: Group) -> int:
    """Look at the seats again and again while the others act; give the most that were taken at once."""
    return max(seats.of(group).taken for _ in range(50))


def _offered(group: Group) -> list[int]:
    return list(Enrollment.objects.filter(group=group).offered().order_by("pk").values_list("pk", flat=True))


def _control() -> list[Figure]:
    """What the rush would see if nothing protected the seats."""
    of = ground("control", groups=5)
    with _without_the_lock():
        crowd.at_once(partial(_ask, of), people=AT_ONCE[connection.vendor], rounds=len(of.groups))
    over = sum(Enrollment.objects.filter(group=group).seats_taken() > SEATS for group in of.groups)
    return [_figure("control, lock off: groups oversold, of 5", over, "groups", at_least=1)]


@contextmanager
def _without_the_lock() -> Iterator[None]:
    with patch.object(seats, "lock", lambda *groups: Group.objects.in_bulk(groups)):
        yield


def _queries() -> list[Figure]:
    """Statements of one enrollment, BEGIN and COMMIT included: with a seat, then without."""
    of = ground("queries", groups=1, seats=2)
    counts = []
    for number in range(4):
        with CaptureQueriesContext(connection) as queries:
            of.enroll(of.groups[0], number)
        counts.append(len(queries))
    return [
        _figure("queries of an enrollment with a seat", counts[1], "queries", at_most=QUERIES),
        _figure("queries of an enrollment that waits", counts[3], "queries", at_most=QUERIES),
    ]


def _throughput() -> list[Figure]:
    """Two workers enroll person after person, each with her file and her message; beside it, the bare seat."""
    hot, spread = ground("hot", groups=1, seats=200), ground("spread", groups=SPREAD)
    _bare_tables()
    works = {"one workshop": hot, f"{SPREAD:,} workshops": spread}
    for name, of in works.items():
        for number in range(WARM_UP):  # Here, so that every process we fork is born with its caches full.
            of.enroll(of.groups[number % len(of.groups)], number + (name == "one workshop") * 5_000_000)
    ours: dict[str, list[crowd.Pace]] = {name: [] for name in works}
    bare: dict[str, list[crowd.Pace]] = {name: [] for name in works}
    for batch in range(1, BATCHES + 1):
        for name, of in works.items():
            ours[name].append(crowd.in_turn(_enrolling(of, batch, hot=of is hot), times=BATCH))
            bare[name].append(crowd.in_turn(_bare_seat(batch, groups=len(of.groups)), times=BATCH * 3))
    figures = []
    for name, of in works.items():
        made = Enrollment.objects.of_organization(of.organization).count()
        if made != BATCHES * BATCH + WARM_UP:
            raise WrongAnswer(f"{made} enrollments in {name}")
        rates, floors = [pace.per_second for pace in ours[name]], [pace.per_second for pace in bare[name]]
        figures += [
            _figure(
                f"enrollments by two workers, {name}, median",
                median(rates),
                "/s",
                floor=median(floors),
                at_least=A_SECOND,
            ),
            _figure(f"enrollments by two workers, {name}, most", max(rates), "/s", floor=max(floors)),
            _figure(
                f"processor of the worker, {name}, least",
                min(pace.processor_ms for pace in ours[name]),
                "ms",
                floor=min(pace.processor_ms for pace in bare[name]),
            ),
        ]
    return figures


def _enrolling(of: Ground, batch: int, *, hot: bool) -> Callable[[int], object]:
    first = WARM_UP + batch * BATCH + hot * 5_000_000

    def act(number: int) -> object:
        return of.enroll(of.groups[(first + number) % len(of.groups)], first + number)

    return act


def _bare_tables() -> None:
    """The seats as one counter, the people as one narrow row: the least an enrollment can be."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_group (id integer PRIMARY KEY, seats integer, taken integer)")
        key = "bigserial" if connection.vendor == "postgresql" else "integer"
        cursor.execute(f"CREATE TABLE bare_enrollment (id {key} PRIMARY KEY, group_id integer, waits boolean)")
        for number in range(SPREAD):
            cursor.execute("INSERT INTO bare_group VALUES (%s, 12, 0)", [number])


def _bare_seat(batch: int, *, groups: int) -> Callable[[int], object]:
    """The floor: a conditional update, and the row of whoever got the seat or waits. One statement on PostgreSQL."""

    def act(number: int) -> object:
        group = (batch * BATCH + number) % groups
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                return cursor.execute(TOGETHER, [group, group])
            cursor.execute(SEAT, [group])
            return cursor.execute(ROW, [group, not cursor.rowcount])

    return act


def _figure(metric: str, value: float, unit: str, **bounds: float | None) -> Figure:
    """`floor`, `at_most` or `at_least`, as `Figure` has them."""
    return Figure(scenario=SCENARIO, metric=metric, value=value, unit=unit, **bounds)
