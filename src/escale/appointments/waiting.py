"""Asking to be told when an hour becomes free, and leaving the list."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from escale.accounts.models import Membership
from escale.appointments import offer_links, offer_messages, turns
from escale.appointments.models import (
    Appointment,
    HalfDay,
    Offer,
    Reason,
    WaitingEntry,
    WaitingEntryQuerySet,
    WhyClosed,
)
from escale.outbox import writing
from escale.people.models import Beneficiary, Preference
from escale.places.models import Venue
from escale.prepared import prepared

LASTS = timedelta(days=60)
MOST_CLOSED = 200


class AlreadyWaits(Exception):
    """The same number waits for the same reason since: it can't wait twice."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What hour would do: at a venue or anywhere, some half of the day, some weekdays ("024", Monday is 0)."""

    venue: Venue | None = None
    half_day: HalfDay = HalfDay.ANY
    weekdays: str = ""


ANY_HOUR = Wish()


def ask(
    *,
    reason: Reason,
    first_name: str,
    phone: str,
    submission: UUID,
    now: datetime,
    wish: Wish = ANY_HOUR,
    person: Beneficiary | None = None,
    by: Membership | None = None,
) -> WaitingEntry:
    """Note that somebody waits for an hour, and write to her how to see her place and leave it.

    The same submission, or the same number again for the same reason, gives the place already taken: its first one.
    """
    entry = _entry(reason, wish, first_name=first_name, phone=phone, submission=submission, now=now)
    entry.person, entry.added_by = person, by.user if by else None
    first = Q(submission=submission) | Q(reason=reason, phone=phone, appointment=None, closed_at=None)
    return _noted(entry, WaitingEntry.objects.filter(first), now=now)


def ask_for_earlier(
    appointment: Appointment, *, now: datetime, wish: Wish = ANY_HOUR, by: Membership | None = None
) -> WaitingEntry:
    """Note that somebody who has an appointment would come on an earlier day; asking again gives the same place."""
    entry = _entry(
        appointment.reason,
        wish,
        first_name=appointment.person.first_name,
        phone=appointment.contact_phone,
        submission=None,
        now=now,
    )
    entry.person, entry.appointment, entry.added_by = appointment.person, appointment, by.user if by else None
    return _noted(entry, WaitingEntry.objects.filter(appointment=appointment, closed_at=None), now=now)


def earlier_asked(appointment: Appointment) -> WaitingEntry | None:
    """The place of somebody who waits for an earlier hour than this appointment."""
    return WaitingEntry.objects.open().with_everything_shown().filter(appointment=appointment).get_or_none()


def leave(entry: WaitingEntry, *, now: datetime) -> bool:
    """Wait no more, of one's own will; give whether she was still waiting."""
    return close(entry, WhyClosed.LEFT, now=now)


def remove(entry: WaitingEntry, *, now: datetime) -> bool:
    """Take somebody off the list, for the team."""
    return close(entry, WhyClosed.REMOVED, now=now)


def put_back(entry: WaitingEntry, *, now: datetime) -> None:
    """Undo: she waits again, at the place she had. Raises `AlreadyWaits`."""
    closed = WaitingEntry.objects.filter(pk=entry.pk).exclude(closed_at=None)
    try:
        with transaction.atomic():
            closed.update(closed_at=None, closed_why="", until=max(entry.until, now + LASTS))
    except IntegrityError as refusal:
        raise AlreadyWaits from refusal


def put_first(entry: WaitingEntry, *, why: str, by: Membership, now: datetime) -> None:
    """Put somebody before all the others, saying why; among those put first, the first one put stays first."""
    WaitingEntry.objects.open().filter(pk=entry.pk, raised_at=None).update(
        raised_at=now, raised_by=by.user, raised_why=why
    )


def put_in_turn(entry: WaitingEntry) -> None:
    """Undo: she waits in her turn again."""
    WaitingEntry.objects.open().filter(pk=entry.pk).update(raised_at=None, raised_by=None, raised_why="")


def close(entry: WaitingEntry, why: WhyClosed, *, now: datetime) -> bool:
    """End a wait, withdraw what is being offered to her, and offer that hour to the next; give whether this call did it."""
    with transaction.atomic():
        if not WaitingEntry.objects.open().filter(pk=entry.pk).update(closed_at=now, closed_why=why):
            return False
        writing.drop(offer_messages.ABOUT_ENTRY, entry.pk)
        for offer in Offer.objects.open().with_everything_shown().filter(entry=entry).order_by("pk"):
            turns.withdraw(offer, now=now)
        return True


def found_an_hour(appointment: Appointment, *, now: datetime) -> None:
    """Whoever waited for such an hour has one: she waits no more."""
    for entry in _waits(appointment.contact_phone, appointment.person_id, appointment.reason_id):
        close(entry, WhyClosed.GOT_AN_HOUR, now=now)


@prepared
def _waits(phone: str, person_id: int, reason_id: int) -> QuerySet[WaitingEntry]:
    hers = Q(phone=phone) | Q(person=person_id)
    return WaitingEntry.objects.open().filter(hers, reason=reason_id, appointment=None).order_by("pk")


def close_over(*, now: datetime) -> int:
    """End the waits that have nothing left to wait for; give how many."""
    over = WaitingEntry.objects.over(now=now).order_by("pk")[:MOST_CLOSED]
    return sum(close(entry, WhyClosed.ENDED, now=now) for entry in over)


def before(entry: WaitingEntry, *, now: datetime) -> int:
    """How many people wait for the same reason before her, at her venue or anywhere."""
    same = WaitingEntry.objects.waiting(now=now).filter(reason=entry.reason)
    if entry.venue_id is not None:
        same = same.filter(Q(venue=None) | Q(venue=entry.venue_id))
    line = same.in_turn(new_first=entry.organization.waiting_new_first).values_list("pk", flat=True)
    ids = list(line)
    return ids.index(entry.pk) if entry.pk in ids else 0


def _entry(
    reason: Reason, wish: Wish, *, first_name: str, phone: str, submission: UUID | None, now: datetime
) -> WaitingEntry:
    entry = WaitingEntry(
        organization=reason.organization,
        reason=reason,
        venue=wish.venue,
        half_day=wish.half_day,
        weekdays=wish.weekdays,
        first_name=first_name,
        phone=phone,
        created_at=now,
        until=now + LASTS,
    )
    if submission is not None:
        entry.submission = submission
    entry.link_hash = offer_links.hash_of(entry)
    return entry


def _noted(entry: WaitingEntry, already: WaitingEntryQuerySet, *, now: datetime) -> WaitingEntry:
    """Write a new place, or give the one already there: a page sent twice, two pages sent at once."""
    first = already.with_everything_shown().order_by("pk")
    if known := first.first():
        return known
    entry.sees_free_hours = bool(turns.hours_for(entry, now=now))
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
            _write(entry, now=now)
    except IntegrityError:
        if known := first.first():
            return known
        raise
    return entry


def _write(entry: WaitingEntry, *, now: datetime) -> None:
    writing.write(
        offer_messages.PLACE_NOTED,
        organization=entry.organization,
        person=entry.person,
        about=offer_messages.ABOUT_ENTRY,
        about_id=entry.pk,
        venue=entry.venue,
        phone=entry.phone,
        prefers=Preference(entry.person.preference) if entry.person else Preference.SMS,
        now=now,
        due_at=now,
        expires_at=entry.until,
    )
