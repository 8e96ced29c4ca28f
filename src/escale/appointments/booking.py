"""Taking an appointment: by the person herself, online; by a partner's professional or by the team, for somebody.

Both lock the resources first, compute the free time with the lock held, and write everything in one transaction: the
commitment, the appointment and its messages.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from escale.accounts.models import Membership, User
from escale.agenda import commitments
from escale.appointments import holding, links, messages, obstacles, waiting
from escale.appointments.holding import AppointmentPlace, LockedHour, SlotTaken
from escale.appointments.models import Appointment, BookableBy, BookedVia, Reason
from escale.appointments.obstacles import Acceptance
from escale.people import registration
from escale.people.models import Acquisition, Beneficiary
from escale.places.models import Room, Venue
from escale.prepared import insert, prepared

MOST_UPCOMING_PER_NUMBER = 3


class TooManyAppointments(Exception):
    """This number already has as many coming appointments as one number may."""


class NotBookable(Exception):
    """The public can't book this reason: it isn't open, or no longer."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who comes, and who hears of it. `phone` is E.164."""

    first_name: str
    phone: str
    last_name: str = ""
    booked_for_by: str = ""
    subject: str = ""
    acquisition: str = ""
    visit_address: str = ""
    visit_commune: str = ""


def book_online(
    *, reason: Reason, venue: Venue, starts_at: datetime, contact: Contact, submission: UUID, now: datetime
) -> Appointment:
    """Take the hour for whoever asked first; the same submission again gives the same appointment.

    Raises `SlotTaken`, `TooManyAppointments`, `NotBookable`.
    """
    if not is_bookable_online(reason):
        raise NotBookable
    return _first_come(reason, venue, starts_at, contact, via=BookedVia.PUBLIC, submission=submission, now=now)


def book_by_prescriber(
    *, reason: Reason, venue: Venue, starts_at: datetime, contact: Contact, submission: UUID, now: datetime
) -> Appointment:
    """As `book_online`, by a partner's professional: the same hours, for whom she refers.

    Raises `SlotTaken`, `TooManyAppointments`, `NotBookable`.
    """
    if reason.archived_at is not None or reason.bookable_by == BookableBy.STAFF:
        raise NotBookable
    return _first_come(reason, venue, starts_at, contact, via=BookedVia.PRESCRIBER, submission=submission, now=now)


def _first_come(
    reason: Reason,
    venue: Venue,
    starts_at: datetime,
    contact: Contact,
    *,
    via: BookedVia,
    submission: UUID,
    now: datetime,
) -> Appointment:
    try:
        with transaction.atomic():
            locked = holding.lock_free_hour(reason, venue=venue, starts_at=starts_at, now=now)
            if len(_upcoming_for(contact.phone, now)) >= MOST_UPCOMING_PER_NUMBER:
                raise TooManyAppointments
            return _take_free(reason, locked, contact, via=via, submission=submission, now=now)
    except (IntegrityError, SlotTaken, TooManyAppointments) as refusal:
        # A double click, a page sent again, a lost answer: the first copy of this form took the hour.
        if first := already_submitted(submission):
            return first
        if commitments.says_overlap(refusal):
            raise SlotTaken from refusal
        raise


def is_bookable_online(reason: Reason) -> bool:
    """Whether anyone may book this reason: `Reason.objects.open_to_public()` says the same in SQL, permanences aside."""
    return (
        reason.archived_at is None
        and reason.offered_online
        and reason.bookable_by == BookableBy.EVERYONE
        and reason.organization.is_open_online
    )


def already_submitted(submission: UUID) -> Appointment | None:
    """The appointment this form already made, if any."""
    return Appointment.objects.with_everything_shown().filter(submission=submission).get_or_none()


def book_by_staff(
    *,
    by: Membership,
    adviser: User,
    person: Beneficiary,
    reason: Reason,
    venue: Venue,
    starts_at: datetime,
    now: datetime,
    minutes: int | None = None,
    room: Room | None = None,
    co_adviser: User | None = None,
    subject: str = "",
    acquisition: Acquisition | str = "",
    accept_warnings: Acceptance = False,
    notify: bool = True,
    submission: UUID | None = None,
) -> Appointment:
    """Take any hour for a person; the same submission again gives the same appointment.

    Raises `Refused` with what stands in the way, unless the warnings were accepted: an hour that overlaps another then
    says who decided it.
    """
    submission = submission or uuid4()
    ends_at = starts_at + timedelta(minutes=minutes or reason.duration)
    place = AppointmentPlace.of(adviser, room, venue=venue, starts_at=starts_at, ends_at=ends_at, co_adviser=co_adviser)
    with transaction.atomic():
        commitments.lock(place.resource_ids)
        if first := already_submitted(submission):
            return first
        place = obstacles.accepted(place, reason=reason, person=person, by=by.user, accept=accept_warnings, now=now)
        appointment = Appointment(
            reason=reason,
            person=person,
            subject=subject,
            booked_via=BookedVia.STAFF,
            booked_by=by.user,
            contact_phone=person.message_phone,
            contact_email=person.email,
            acquisition=acquisition,
            submission=submission,
        )
        return _write(appointment, place, now=now, notify=notify)


def take_held(appointment: Appointment, place: AppointmentPlace, *, now: datetime) -> Appointment:
    """Take the hour that the commitments of this unsaved appointment already hold, in the caller's transaction."""
    return _write(appointment, place, now=now, notify=True)


def _take_free(
    reason: Reason, locked: LockedHour, contact: Contact, *, via: BookedVia, submission: UUID, now: datetime
) -> Appointment:
    person = registration.recognise_or_register(
        organization=reason.organization,
        first_name=contact.first_name,
        last_name=contact.last_name,
        phone=contact.phone,
        now=now,
    )
    appointment = Appointment(
        reason=reason,
        person=person,
        subject=contact.subject,
        booked_via=via,
        booked_for_by=contact.booked_for_by,
        contact_phone=contact.phone,
        visit_address=contact.visit_address,
        visit_commune=contact.visit_commune,
        acquisition=contact.acquisition,
        submission=submission,
    )
    return _write(appointment, holding.choose(locked, person=person), now=now, notify=True)


def _write(appointment: Appointment, place: AppointmentPlace, *, now: datetime, notify: bool) -> Appointment:
    appointment.organization = appointment.reason.organization
    appointment.link_hash = links.hash_of(appointment.link_nonce)
    appointment.created_at = now
    holding.hold(appointment, place)
    insert([appointment])
    waiting.found_an_hour(appointment, now=now)
    if notify:
        messages.announce_with_reminders(messages.CONFIRMATION, appointment, now=now)
    else:
        messages.schedule_reminders(appointment, now=now)
    return appointment


@prepared
def _upcoming_for(phone: str, now: datetime) -> QuerySet[Appointment, Any]:
    return Appointment.objects.upcoming(now=now).filter(contact_phone=phone).order_by("pk").values_list("pk")
