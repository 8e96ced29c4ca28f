"""Shared by the tests of waiting: who waits, which hours are taken, which one is freed."""

from datetime import UTC, date, datetime
from uuid import uuid4

from escale.appointments import canceling, hours, waiting
from escale.appointments.models import Appointment, Offer, WaitingEntry
from escale.appointments.waiting import ANY_HOUR, Wish
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.cast import Reception

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
SOLANGE, JEANNE, MARC = "+33639980172", "+33639980173", "+33261912071"
"""Marc has a landline."""


def ask(
    reception: Reception, phone: str, *, now: datetime, wish: Wish = ANY_HOUR, first_name: str = "Solange"
) -> WaitingEntry:
    return waiting.ask(
        reason=reception.reason, first_name=first_name, phone=phone, wish=wish, submission=uuid4(), now=now
    )


def book(reception: Reception, person: Beneficiary, *, at: datetime, now: datetime = NOW) -> Appointment:
    return builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=at, now=now)


def all_taken(reception: Reception, *, first: date = date(2026, 11, 16), last: date = date(2026, 11, 17)) -> None:
    """Somebody has every hour of these days, and later days can't be booked yet."""
    reception.reason.horizon_days = (last - NOW.date()).days
    reception.reason.save()
    person = builders.person(reception.organization, first_name="Yvette", phone="")
    for hour in hours.search(
        reception.reason,
        first=first,
        last=last,
        venues=[reception.venue],
        rule=hours.public_rule(reception.reason, now=NOW),
        now=NOW,
    ):
        book(reception, person, at=hour.start)


def free(reception: Reception, at: datetime, *, now: datetime = NOW) -> Appointment:
    """Whoever has that hour gives it back."""
    taken = Appointment.objects.expected().get(starts_at=at)
    return canceling.cancel_by_staff(taken, by=reception.adviser, notify=False, now=now)


def open_offer() -> Offer:
    return Offer.objects.open().with_everything_shown().get()


def offered() -> list[str]:
    """The numbers offered an hour, in order."""
    return list(Offer.objects.order_by("made_at", "pk").values_list("phone", flat=True))
