"""Taking an hour: many people at once for the same one, then as many bookings a second as two workers can make."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from statistics import median
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from escale.agenda.models import CommitmentKind
from escale.appointments import booking, hours
from escale.appointments.booking import Contact
from escale.appointments.models import Reason
from escale.operations.bench import by_hand, crowd, generator, pouring, races, serving
from escale.operations.bench.crowd import Pace
from escale.operations.bench.figures import SEED, Figure, Size, WrongAnswer
from escale.operations.bench.races import BOOKED, REFUSED, Ground
from escale.outbox.models import Message
from escale.portal.answers import Answers, ChosenHour
from escale.portal.steps import Journey

SCENARIO = "booking"
CLIENTS, COPIES = 64, 32
ROUNDS = {Size.SMALL: 10, Size.DEPARTEMENT: 100, Size.NATIONAL: 100}
HTTP_ROUNDS = {Size.SMALL: 3, Size.DEPARTEMENT: 10, Size.NATIONAL: 100}
HTTP_BOOKINGS = 40
BATCHES, BATCH, WARM_UP = 5, 100, 20
A_SECOND = 400
OTHER_NUMBERS = 500_000
"""Nobody who raced books here: a number has three coming appointments at most."""


def run(size: Size) -> list[Figure]:
    """Race, then measure."""
    rounds = ROUNDS[size]
    figures = [
        *_one_slot(rounds),
        *_over_http(HTTP_ROUNDS[size]),
        *_any_lengths(max(5, rounds // 5)),
        *_copies(max(5, rounds // 5)),
    ]
    if connection.vendor == "postgresql":
        figures += _controls()
    return figures + _throughput()


def _one_slot(rounds: int) -> list[Figure]:
    """Everybody wants the same hour; one person in four is at the counter, the others are online."""
    figures = []
    for who, staff in (("online", False), ("online and team", True)):
        ground = races.ground(f"race-{int(staff)}", now=timezone.now())
        got = _race(ground, rounds if not staff else max(5, rounds // 5), staff=staff)
        booked = [sum(answer[0] == BOOKED for answer in answers) for answers in got]
        clear = sum(answer[0] == REFUSED and answer[1] > 0 for answers in got for answer in answers)
        crowd.nobody_failed(got)
        metric = f"{CLIENTS} people, one hour, {who}:"
        figures += [
            _figure(f"{metric} rounds", len(got), "rounds"),
            _figure(
                f"{metric} rounds without exactly one appointment", sum(n != 1 for n in booked), "rounds", at_most=0
            ),
            _figure(f"{metric} refusals without other hours", (CLIENTS - 1) * len(got) - clear, "refusals", at_most=0),
            _figure(
                f"{metric} confirmations beside appointments",
                abs(races.confirmations(ground.reason.organization) - races.appointments(ground.reason.organization)),
                "off",
                at_most=0,
            ),
        ]
    return figures


def _race(ground: Ground, rounds: int, *, staff: bool = False) -> list[list[Any]]:
    starts = ground.starts(rounds)

    def act(number: int, turn: int) -> Any:
        phone = races.phone(turn * CLIENTS + number)
        if staff and number % 4 == 0:
            return ground.ask_by_staff(starts[turn], phone=phone)
        return ground.ask_online(ground.reason, starts[turn], phone=phone)

    return crowd.at_once(act, people=CLIENTS, rounds=len(starts))


def _over_http(rounds: int) -> list[Figure]:
    """The same race through the public's form, on a server of two processes; then form after form for other hours."""
    ground = races.ground("http", now=timezone.now())
    journey = Journey(reason=ground.reason, answers=Answers())
    journey.number_page()  # Addresses are read here, before anybody is forked.
    starts = ground.starts(rounds + HTTP_BOOKINGS)

    def press(number: int, turn: int) -> Any:
        status, _, page = serving.press_the_button(
            port,
            journey,
            hour=ChosenHour(ground.venue.pk, starts[turn]),
            form=uuid4(),
            phone=races.phone(turn * CLIENTS + number),
            address=f"10.{turn % 256}.{number}.{turn // 256}",
        )
        return status, page.count('name="creneau"')

    with serving.server() as port:
        got = crowd.at_once(press, people=CLIENTS, rounds=rounds)
        pace = crowd.in_turn(lambda number: press(0, rounds + number), times=HTTP_BOOKINGS)
    crowd.nobody_failed(got)
    answers = [answer for answers in got for answer in answers]
    noted = [sum(status == HTTPStatus.FOUND for status, _ in answers) for answers in got]
    clear = sum(status == HTTPStatus.CONFLICT and hours > 0 for status, hours in answers)
    metric = f"{CLIENTS} browsers, one hour:"
    booked = races.appointments(ground.reason.organization)
    return [
        _figure(f"{metric} rounds", rounds, "rounds"),
        _figure(f"{metric} rounds without exactly one appointment", sum(n != 1 for n in noted), "rounds", at_most=0),
        _figure(f"{metric} refusals without other hours", (CLIENTS - 1) * rounds - clear, "refusals", at_most=0),
        _figure(f"{metric} appointments missing", rounds + HTTP_BOOKINGS - booked, "appointments", at_most=0),
        _figure("forms noted by a server of two processes", pace.per_second, "/s"),
    ]


def _any_lengths(rounds: int) -> list[Figure]:
    """Half an hour, three quarters, an hour, every five minutes of one day: whoever comes second finds no overlap."""
    ground = races.ground("lengths", now=timezone.now(), durations=(30, 45, 60), step=5)
    days = ground.starts(rounds * 90)[::90]
    draw = random.Random(SEED)
    asked = []
    for day in days:
        free = {reason: ground.free_starts(reason, day) for reason in ground.reasons}
        asked.append([(reason, draw.choice(free[reason])) for reason in draw.choices(ground.reasons, k=CLIENTS)])

    def act(number: int, turn: int) -> Any:
        reason, starts_at = asked[turn][number]
        return ground.ask_online(reason, starts_at, phone=races.phone(turn * CLIENTS + number))

    got = crowd.at_once(act, people=CLIENTS, rounds=len(days))
    crowd.nobody_failed(got)
    taken = sum(answer[0] == BOOKED for answers in got for answer in answers)
    return [
        _figure(
            f"{CLIENTS} people, lengths of 30, 45 and 60 min: appointments", taken, "appointments", at_least=len(days)
        ),
        _figure(
            f"{CLIENTS} people, lengths of 30, 45 and 60 min: overlapping pairs",
            races.overlapping_pairs(ground.reason.organization),
            "pairs",
            at_most=0,
        ),
    ]


def _copies(rounds: int) -> list[Figure]:
    """One form sent many times over."""
    ground = races.ground("copies", now=timezone.now())
    starts = ground.starts(rounds)
    forms = [uuid4() for _ in starts]

    def act(_: int, turn: int) -> Any:
        return ground.ask_online(ground.reason, starts[turn], phone=races.phone(turn), submission=forms[turn])

    got = crowd.at_once(act, people=COPIES, rounds=len(starts))
    crowd.nobody_failed(got)
    several = sum(len(set(answers)) != 1 or answers[0][0] != BOOKED for answers in got)
    return [_figure(f"{COPIES} copies of a form: forms with several answers", several, "forms", at_most=0)]


def _controls() -> list[Figure]:
    """What the races would see if nothing protected the hour; then with the constraint alone."""
    second_line = races.ground("constraint", now=timezone.now())
    with races.without_the_lock():
        _race(second_line, 10)
    saved = races.overlapping_pairs(second_line.reason.organization)
    nothing = races.ground("nothing", now=timezone.now())
    organization = nothing.reason.organization
    with races.without_the_constraint(organization), races.without_the_lock():
        got = _race(nothing, 10)
        doubled = sum(sum(answer[0] == BOOKED for answer in answers) > 1 for answers in got)
    return [
        _figure("control, lock off: overlapping pairs the constraint let through", saved, "pairs", at_most=0),
        _figure("control, lock and constraint off: hours given twice, of 10", doubled, "hours", at_least=1),
    ]


def _throughput() -> list[Figure]:
    """Two workers book different hours of a département, messages written; beside it, the bare row."""
    now = timezone.now()
    first = generator.first_day(now.date())
    with pouring.fast_pouring():
        of = generator.department("Debit", advisers=60, first=first)
    book = _booking_of_free_hours(of.reason, first=first, now=now)
    before = Message.objects.count()
    floor = _bare_insert(of.permanences[0].adviser_id)
    same_by_hand = by_hand.booking(of.reason, of.permanences, now=now)
    for number in range(WARM_UP):  # Here, so that every process we fork is born with its caches full.
        book(0)(number)
    ours, bare, hand = [], [], []
    for batch in range(1, BATCHES + 1):
        ours.append(crowd.in_turn(book(batch), times=BATCH))
        bare.append(crowd.in_turn(floor(batch), times=BATCH * 5))
        hand.append(crowd.in_turn(same_by_hand(batch * BATCH), times=BATCH))
    written = Message.objects.filter(expires_at__lt=by_hand.FAR).count() - before
    return [
        *_compared(ours, bare=bare, hand=hand),
        _figure("messages written by a booking", written / (BATCHES * BATCH + WARM_UP), "messages", at_least=1),
    ]


def _booking_of_free_hours(reason: Reason, *, first: date, now: datetime) -> Callable[[int], Callable[[int], object]]:
    """What books an hour nobody else books, by batch and number in it. Raises WrongAnswer when there are too few."""
    venues = {venue.pk: venue for venue in hours.venues_of(reason)}
    last = first + timedelta(days=55)
    rule = hours.public_rule(reason, now=now)
    free = hours.search(reason, first=first, last=last, venues=list(venues.values()), rule=rule, now=now)
    random.Random(SEED).shuffle(free)
    if len(free) < (BATCHES + 1) * BATCH:
        raise WrongAnswer(f"only {len(free)} free hours to book")

    def of_batch(batch: int) -> Callable[[int], object]:
        def act(number: int) -> object:
            hour = free[batch * BATCH + number]
            return booking.book_online(
                reason=reason,
                venue=venues[hour.venue_id],
                starts_at=hour.start,
                contact=Contact(first_name="Lucette", phone=races.phone(OTHER_NUMBERS + batch * BATCH + number)),
                submission=uuid4(),
                now=now,
            )

        return act

    return of_batch


def _compared(ours: list[Pace], *, bare: list[Pace], hand: list[Pace]) -> list[Figure]:
    """Bookings, and the processor they take, beside the bare row and beside the same statements by hand."""
    rates, floors = [pace.per_second for pace in ours], [pace.per_second for pace in bare]
    statements = [pace.per_second for pace in hand]
    processor, bare_processor, hand_processor = (
        min(pace.processor_ms for pace in paces) for paces in (ours, bare, hand)
    )
    return [
        _figure("bookings by two workers, median", median(rates), "/s", floor=median(floors), at_least=A_SECOND),
        _figure("bookings by two workers, most", max(rates), "/s", floor=max(floors)),
        _figure("bookings by two workers, least", min(rates), "/s", floor=min(floors)),
        _figure(
            "bookings beside the same statements by hand, median",
            median(rates),
            "/s",
            floor=median(statements),
        ),
        _figure("processor of the worker, least", processor, "ms", floor=bare_processor),
        _figure(
            "processor of the worker beside the same statements by hand, least",
            processor,
            "ms",
            floor=hand_processor,
        ),
    ]


def _bare_insert(resource_id: int) -> Callable[[int], Callable[[int], object]]:
    """The floor: the row that makes somebody busy, checked for overlap by the database, and nothing else."""
    insert = (
        "INSERT INTO agenda_commitment (resource_id, starts_at, ends_at, kind, exclusive, label, commune, before, after) "
        "SELECT %s, %s, %s, %s, %s, '', '', 0, 0"
    )
    if connection.vendor == "sqlite":
        overlapping = "SELECT 1 FROM agenda_commitment WHERE resource_id = %s AND ends_at > %s AND starts_at < %s"
        insert = f"{insert} WHERE NOT EXISTS ({overlapping})"
    far = datetime(2040, 1, 1, tzinfo=UTC)

    def of_batch(batch: int) -> Callable[[int], object]:
        def act(number: int) -> object:
            start, end = (str(far + timedelta(minutes=(batch * 10_000 + number) * 5 + more)) for more in (0, 5))
            again: list[Any] = [resource_id, start, end] if connection.vendor == "sqlite" else []
            with transaction.atomic(), connection.cursor() as cursor:
                return cursor.execute(insert, [resource_id, start, end, CommitmentKind.EXTERNAL, True, *again])

        return act

    return of_batch


def _figure(
    metric: str,
    value: float,
    unit: str,
    *,
    floor: float | None = None,
    at_most: float | None = None,
    at_least: float | None = None,
) -> Figure:
    return Figure(
        scenario=SCENARIO, metric=metric, value=value, unit=unit, floor=floor, at_most=at_most, at_least=at_least
    )
