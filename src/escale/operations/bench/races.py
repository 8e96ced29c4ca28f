"""What people do in a race for an hour, and what the database says of it afterwards."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from django.db import connection

from escale.accounts.models import Membership, Organization, User
from escale.agenda import commitments, permanences, resources
from escale.agenda.models import Resource
from escale.agenda.terms import Terms
from escale.appointments import booking, hours
from escale.appointments.booking import Contact
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, BookableBy, Reason
from escale.appointments.obstacles import Refused
from escale.outbox.models import Message
from escale.people import registration
from escale.places.models import Venue, VenueKind
from escale.scheduling.recurrence import Recurrence

WEEKDAYS = (0, 1, 2, 3, 4)
HORIZON_DAYS = 360
BOOKED, REFUSED = "booked", "refused"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One adviser who receives every weekday, all day, with nobody booked: each of her hours can be raced for."""

    adviser: Membership
    venue: Venue
    reasons: list[Reason]
    now: datetime

    @property
    def reason(self) -> Reason:
        return self.reasons[0]

    def starts(self, number: int) -> list[datetime]:
        """The first free starts, from tomorrow on."""
        first = (self.now + timedelta(days=1)).date()
        days = timedelta(days=2 + number // 4)
        return [hour.start for hour in self._free(self.reason, first, first + days)][:number]

    def free_starts(self, reason: Reason, on: datetime) -> list[datetime]:
        return [hour.start for hour in self._free(reason, on.date(), on.date())]

    def _free(self, reason: Reason, first: Any, last: Any) -> Any:
        rule = hours.public_rule(reason, now=self.now)
        return hours.search(reason, first=first, last=last, venues=[self.venue], rule=rule, now=self.now)

    def ask_online(self, reason: Reason, starts_at: datetime, *, phone: str, submission: UUID | None = None) -> Any:
        """What the public's form gives: the appointment's number, or a refusal with how many other hours it shows."""
        contact = Contact(first_name="Lucette", phone=phone)
        try:
            made = booking.book_online(
                reason=reason,
                venue=self.venue,
                starts_at=starts_at,
                contact=contact,
                submission=submission or uuid4(),
                now=self.now,
            )
        except SlotTaken:
            day = starts_at.date()
            return REFUSED, len(self._free(reason, day, day + timedelta(days=7)))
        return BOOKED, made.pk

    def ask_by_staff(self, starts_at: datetime, *, phone: str) -> Any:
        """What the team's form gives: the appointment's number, or a refusal with how many reasons it names."""
        person = registration.register(
            organization=self.reason.organization, first_name="René", phone=phone, now=self.now
        )
        try:
            made = booking.book_by_staff(
                by=self.adviser,
                adviser=self.adviser.user,
                person=person,
                reason=self.reason,
                venue=self.venue,
                starts_at=starts_at,
                now=self.now,
            )
        except Refused as refusal:
            return REFUSED, len(refusal.warnings)
        return BOOKED, made.pk


def ground(name: str, *, now: datetime, durations: tuple[int, ...] = (45,), step: int | None = None) -> Ground:
    """Open an organization of one adviser; each duration is a reason of its own."""
    organization = Organization.objects.create(
        name=name, slug=name, phone="+33261910512", online_booking_opened_at=now, set_up_at=now
    )
    user = User.objects.create_user(f"{name}@example.org", first_name="Maëlle")
    member = Membership.objects.create(user=user, organization=organization)
    venue = Venue.objects.create(
        organization=organization,
        name=name,
        slug=name,
        kind=VenueKind.ON_SITE,
        address="1 rue de la Course",
        commune="35360",
        phone="+33261910513",
    )
    reasons = [
        Reason.objects.create(
            organization=organization,
            name=f"{minutes} minutes",
            duration=minutes,
            step=step,
            horizon_days=HORIZON_DAYS,
            bookable_by=BookableBy.EVERYONE,
            offered_online=True,
        )
        for minutes in durations
    ]
    opened = permanences.open_permanence(
        Terms(
            venue=venue,
            recurrence=Recurrence.weekly(weekdays=WEEKDAYS, starts_on=now.date()),
            start_time=time(9),
            end_time=time(17),
        ),
        organization=organization,
        adviser=resources.for_adviser(user),
        now=now,
    )
    for reason in reasons:
        reason.permanences.add(opened)
    return Ground(adviser=member, venue=venue, reasons=reasons, now=now)


def phone(number: int) -> str:
    """A mobile for each number. Nothing is ever sent from here."""
    return f"+336{10_000_000 + number:08}"


def overlapping_pairs(organization: Organization) -> int:
    """How many pairs of exclusive commitments of one resource overlap, asked in SQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM agenda_commitment a JOIN agenda_commitment b ON a.resource_id = b.resource_id "
            "AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at "
            "WHERE a.exclusive AND b.exclusive AND a.id IN "
            "(SELECT commitment_id FROM appointments_appointment WHERE organization_id = %s)",
            [organization.pk],
        )
        (count,) = cursor.fetchone()
    return int(count)


def confirmations(organization: Organization) -> int:
    return Message.objects.of_organization(organization).filter(kind="confirmation").count()


def appointments(organization: Organization) -> int:
    return Appointment.objects.of_organization(organization).count()


@contextmanager
def without_the_lock() -> Iterator[None]:
    """The control: everything as in the product, but the resources are read without being locked."""
    with patch.object(commitments, "lock", _only_read):
        yield


@contextmanager
def without_the_constraint(organization: Organization) -> Iterator[None]:
    """The control of the control, on PostgreSQL: the second line is taken away, then put back on a clean table."""
    migration = importlib.import_module("escale.agenda.migrations.0002_no_overlap")
    with connection.schema_editor() as editor:
        migration.drop_constraint(None, editor)
    try:
        yield
    finally:
        Appointment.objects.of_organization(organization).delete()
        Resource.objects.filter(adviser__memberships__organization=organization).delete()
        with connection.schema_editor() as editor:
            migration.add_constraint(None, editor)


def _only_read(resource_ids: Any) -> list[Resource]:
    return list(Resource.objects.filter(pk__in=set(resource_ids)).order_by("pk"))
