"""Several people at once for one hour, on a real database each time: PostgreSQL, or a file of SQLite."""

import importlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count, pairwise
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from psycopg.errors import DeadlockDetected

from escale.agenda import commitments
from escale.agenda.models import Commitment, Resource
from escale.appointments import booking, canceling, moving
from escale.appointments.booking import Contact
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, Reason
from escale.appointments.obstacles import Refused
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception
from escale.testing.races import at_once, database_on_disk, met

__all__ = ["database_on_disk"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE = 8
MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
"""Monday 16 November 2026, 9 h in Vitré."""
NUMBERS = count()
DAYS = [MONDAY_9 + timedelta(days=n) for n in range(4)]


@pytest.fixture
def reception(database_on_disk: None, reception: Reception) -> Reception:
    """Maëlle's permanence, written where the race will run."""
    return reception


def asking(reception: Reception, starts_at: datetime, *, reason: Reason | None = None) -> Callable[[], Any]:
    """What somebody who presses the last button does; each has her own number."""
    submission, phone = uuid4(), f"+3363998{next(NUMBERS):04}"
    return lambda: booking.book_online(
        reason=reason or reception.reason,
        venue=reception.venue,
        starts_at=starts_at,
        contact=Contact(first_name="Lucette", phone=phone),
        submission=submission,
        now=builders.NOW,
    )


def kinds(got: list[Any]) -> dict[str, int]:
    names = [type(answer).__name__ for answer in got]
    return {name: names.count(name) for name in sorted(set(names))}


def overlaps() -> int:
    """Pairs of exclusive commitments of one resource that overlap."""
    rows = Commitment.objects.filter(exclusive=True).order_by("resource_id", "starts_at", "pk")
    spans = list(rows.values_list("resource_id", "starts_at", "ends_at"))
    return sum(a[0] == b[0] and b[1] < a[2] for a, b in pairwise(spans))


def test_of_many_people_at_once_one_gets_the_hour_and_hears_of_it(reception: Reception) -> None:
    for day in DAYS:
        got = at_once([asking(reception, day) for _ in range(PEOPLE)])
        assert kinds(got) == {"Appointment": 1, "SlotTaken": PEOPLE - 1}
    assert Appointment.objects.count() == len(DAYS)
    assert Message.objects.filter(kind="confirmation").count() == len(DAYS)


def test_rdv_service_public_5367_the_public_and_the_team_at_once_never_give_an_hour_twice(
    reception: Reception,
) -> None:
    people = [builders.person(reception.organization) for _ in range(PEOPLE // 2)]

    def by_staff(day: datetime, person: Beneficiary) -> Callable[[], Any]:
        return lambda: booking.book_by_staff(
            by=reception.adviser,
            adviser=reception.adviser.user,
            person=person,
            reason=reception.reason,
            venue=reception.venue,
            starts_at=day,
            now=builders.NOW,
        )

    for day in DAYS:
        online = [asking(reception, day) for _ in range(PEOPLE // 2)]
        got = at_once([*online, *(by_staff(day, person) for person in people)])
        booked = [answer for answer in got if isinstance(answer, Appointment)]
        assert len(booked) == 1
        assert all(isinstance(answer, SlotTaken | Refused) for answer in got if answer not in booked)
    assert overlaps() == 0


def test_lengths_that_differ_never_overlap(reception: Reception) -> None:
    permanence = reception.reason.permanences.get()
    reasons = [
        builders.reason(reception.organization, name=f"{minutes} min", duration=minutes, step=5)
        for minutes in (30, 45, 60)
    ]
    for reason in reasons:
        reason.permanences.add(permanence)
    got = [
        answer
        for day in DAYS
        for answer in at_once(
            [
                asking(reception, day + timedelta(minutes=10 * number), reason=reasons[number % 3])
                for number in range(PEOPLE)
            ]
        )
    ]
    assert set(kinds(got)) == {"Appointment", "SlotTaken"}
    assert overlaps() == 0


def test_sixteen_copies_of_a_form_make_one_appointment(reception: Reception) -> None:
    got = at_once([asking(reception, MONDAY_9)] * 16)
    assert {answer.pk for answer in got} == {Appointment.objects.get().pk}
    assert Message.objects.filter(kind="confirmation").count() == 1


def test_of_many_moved_into_one_hour_one_arrives_and_the_others_keep_theirs(reception: Reception) -> None:
    made = [asking(reception, day)() for day in DAYS]
    wanted = MONDAY_9 + timedelta(days=7)

    def move(appointment: Appointment) -> Callable[[], Any]:
        return lambda: moving.move_by_person(appointment, venue=reception.venue, starts_at=wanted, now=builders.NOW)

    got = at_once([move(appointment) for appointment in made])
    assert kinds(got) == {"Appointment": 1, "SlotTaken": len(made) - 1}
    kept = {answer.pk for answer in got if isinstance(answer, Appointment)}
    starts = dict(Appointment.objects.order_by("pk").values_list("pk", "starts_at"))
    assert starts == {row.pk: wanted if row.pk in kept else row.starts_at for row in made}


def test_an_hour_freed_while_others_ask_for_it_is_given_once(reception: Reception) -> None:
    for day in DAYS:
        first = asking(reception, day)()
        asked = [asking(reception, day) for _ in range(PEOPLE - 1)]
        got = at_once([partial(canceling.cancel_by_person, first, now=builders.NOW), *asked])
        assert got[0].pk == first.pk
        assert Appointment.objects.standing().filter(starts_at=day).count() <= 1
        assert set(kinds(got[1:])) <= {"Appointment", "SlotTaken"}
    assert overlaps() == 0


def test_with_the_lock_off_and_no_constraint_hours_are_given_twice(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what the tests above would see if nothing protected the hour."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : sans verrou ni contrainte, il tient encore")
    monkeypatch.setattr(commitments, "lock", met(only_read, PEOPLE))
    migration = importlib.import_module("escale.agenda.migrations.0002_no_overlap")
    with connection.schema_editor() as editor:
        migration.drop_constraint(None, editor)
    try:
        for day in DAYS:
            at_once([asking(reception, day) for _ in range(PEOPLE)])
        assert overlaps() > 0
    finally:
        Commitment.objects.filter(appointment__isnull=False).update(exclusive=False)
        with connection.schema_editor() as editor:
            migration.add_constraint(None, editor)


def test_with_the_lock_off_the_constraint_still_holds(reception: Reception, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second line alone: it refuses with the same word as the first, or stops whoever waits for each other."""
    if connection.vendor == "sqlite":
        pytest.skip("La contrainte d’exclusion n’existe que sur PostgreSQL")
    monkeypatch.setattr(commitments, "lock", met(only_read, PEOPLE))
    got = [answer for day in DAYS for answer in at_once([asking(reception, day) for _ in range(PEOPLE)])]
    refused = [answer for answer in got if not isinstance(answer, Appointment)]
    assert len(got) - len(refused) == Appointment.objects.count() <= len(DAYS)
    # Without the lock, two that insert at once wait on each other's row: PostgreSQL then ends one as a deadlock.
    assert all(isinstance(no, SlotTaken) or isinstance(no.__cause__, DeadlockDetected) for no in refused)
    assert SlotTaken in {type(no) for no in refused}
    assert overlaps() == 0


def only_read(resource_ids: Any) -> list[Resource]:
    return list(Resource.objects.filter(pk__in=set(resource_ids)).order_by("pk"))
