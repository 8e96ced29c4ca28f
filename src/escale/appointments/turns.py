"""Whose turn it is: an hour that becomes free is offered to the first who waits for such a one.

First whoever the team put first, then whoever was never received when the organization prefers so, then whoever asked
first. Nobody is offered more than three hours, nor two within twenty-four hours of each other, nor twice the same one; what
nobody takes is simply free.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Self

from django.db import transaction
from django.db.models import Min, Q

from escale.accounts.models import Membership, Organization
from escale.agenda.free_time import FreeHour
from escale.agenda.models import Resource
from escale.appointments import hours, offering
from escale.appointments.models import (
    Appointment,
    Offer,
    OfferState,
    Reason,
    WaitingEntry,
    WaitingEntryQuerySet,
)
from escale.places.models import Venue

LOOK_EVERY = timedelta(minutes=5)
MOST_REASONS = 20
MOST_ENTRIES = 100
MOST_TRIES = 3
MOST_OPEN = 200
"""Bounds of one look: the next one goes on where it stopped."""


@dataclass(frozen=True, kw_only=True)
class FreedHour:
    """What an adviser got back at a venue, half-open; `phone` is whoever gave it up."""

    organization: Organization
    venue: Venue
    adviser_id: int
    starts_at: datetime
    ends_at: datetime
    phone: str

    @classmethod
    def of_appointment(cls, freed: Appointment) -> Self:
        """The hour an appointment has, or has just given back."""
        return cls._of(freed, phone=freed.contact_phone)

    @classmethod
    def of_offer(cls, freed: Offer) -> Self:
        return cls._of(freed, phone=freed.phone)

    @classmethod
    def _of(cls, freed: Appointment | Offer, *, phone: str) -> Self:
        return cls(
            organization=freed.organization,
            venue=freed.venue,
            adviser_id=freed.adviser_id,
            starts_at=freed.starts_at,
            ends_at=freed.ends_at,
            phone=phone,
        )


def hour_freed(freed: FreedHour, *, now: datetime) -> Offer | None:
    """Hold an hour just freed for the first who waits for such a one, whatever her reason, and tell her."""
    if freed.starts_at <= now:
        return None
    waiting = WaitingEntry.objects.of_organization(freed.organization).may_be_offered(now=now)
    here = waiting.filter(Q(venue=None) | Q(venue=freed.venue)).exclude(phone=freed.phone)

    @cache
    def within(reason: Reason) -> list[FreeHour]:
        return _hours_within(freed, reason, now=now)

    for entry in _in_turn(here, freed.organization):
        if offer := _offer_one(entry, within(entry.reason), venues=[freed.venue], now=now):
            return offer
    return None


def offer_free_hours(*, now: datetime) -> int:
    """Look for hours that opened since, for those who wait; give how many were offered. Any number of workers may look."""
    due = WaitingEntry.objects.may_be_offered(now=now).filter(_to_look(now))
    oldest = due.values("reason").annotate(since=Min("created_at")).order_by("since", "reason")
    ids = list(oldest.values_list("reason", flat=True)[:MOST_REASONS])
    reasons = Reason.objects.select_related("organization").in_bulk(ids)
    return sum(_look_for(reasons[pk], now=now) for pk in ids)


def offer_by_hand(
    entry: WaitingEntry, *, venue: Venue, starts_at: datetime, by: Membership, now: datetime
) -> Offer | None:
    """Hold this free hour for somebody the team chose; None when it is free no more, or she may be offered none now."""
    on = starts_at.astimezone(venue.zone).date()
    for hour in _search(entry.reason, [venue], first=on, last=on, now=now):
        if hour.start == starts_at and (offer := offering.hold(entry, hour, venue=venue, by=by, now=now)):
            return offer
    return None


def hours_for(entry: WaitingEntry, *, now: datetime) -> list[FreeHour]:
    """The free hours that are what she asked for, earliest first, up to the horizon of the reason."""
    venues = hours.venues_of(entry.reason)
    return _suitable(entry, _all_hours(entry.reason, venues, now=now), venues)


def withdraw(offer: Offer, *, now: datetime) -> bool:
    """Take an offer back, and offer its hour to the next if it still can be had; give whether it was open."""
    with transaction.atomic():
        closed = offering.close(offer, OfferState.WITHDRAWN, now=now)
        if closed:
            hour_freed(FreedHour.of_offer(offer), now=now)
        return closed


def withdraw_gone(*, now: datetime) -> int:
    """Withdraw the offers whose hour is gone: a date called off, an absence, a closure; give how many."""
    open_now = Offer.objects.open().with_everything_shown().order_by("expires_at", "pk")[:MOST_OPEN]
    gone = [offer for offer in open_now if not offering.still_stands(offer)]
    return sum(withdraw(offer, now=now) for offer in gone)


def _look_for(reason: Reason, *, now: datetime) -> int:
    """One look for everybody who waits for a reason, by the worker that marks it first."""
    waiting = WaitingEntry.objects.filter(reason=reason)
    if not waiting.open().filter(_to_look(now)).update(looked_at=now):
        return 0
    venues = hours.venues_of(reason)
    free = _all_hours(reason, venues, now=now)
    made = 0
    for entry in _in_turn(waiting.may_be_offered(now=now), reason.organization):
        if entry.sees_free_hours:
            _forget_what_she_saw(entry, free, venues)
        elif offer := _offer_one(entry, free, venues=venues, now=now):
            free = [hour for hour in free if hour.end <= offer.starts_at or hour.start >= offer.ends_at]
            made += 1
    return made


def _forget_what_she_saw(entry: WaitingEntry, free: Iterable[FreeHour], venues: Sequence[Venue]) -> None:
    """Once nothing that suits her is free, whatever becomes free is news."""
    if not _suitable(entry, free, venues):
        WaitingEntry.objects.filter(pk=entry.pk).update(sees_free_hours=False)


def _to_look(now: datetime) -> Q:
    return Q(looked_at=None) | Q(looked_at__lte=now - LOOK_EVERY)


def _in_turn(waiting: WaitingEntryQuerySet, organization: Organization) -> list[WaitingEntry]:
    ordered = waiting.in_turn(new_first=organization.waiting_new_first).with_everything_shown()
    return list(ordered.prefetch_related("offers")[:MOST_ENTRIES])


def _offer_one(
    entry: WaitingEntry, free: Iterable[FreeHour], *, venues: Sequence[Venue], now: datetime
) -> Offer | None:
    """Offer her the first of these hours that suits her and that she was not offered before."""
    by_pk = {venue.pk: venue for venue in venues}
    before = {(offer.venue_id, offer.starts_at) for offer in entry.offers.all()}
    news = [hour for hour in _suitable(entry, free, venues) if (hour.venue_id, hour.start) not in before]
    for hour in news[:MOST_TRIES]:
        if offer := offering.hold(entry, hour, venue=by_pk[hour.venue_id], now=now):
            return offer
    return None


def _suitable(entry: WaitingEntry, free: Iterable[FreeHour], venues: Sequence[Venue]) -> list[FreeHour]:
    by_pk = {venue.pk: venue for venue in venues}
    return [hour for hour in free if entry.accepts(hour.start, by_pk[hour.venue_id])]


def _hours_within(freed: FreedHour, reason: Reason, *, now: datetime) -> list[FreeHour]:
    """The free hours of a reason that take something of what was freed."""
    on = freed.starts_at.astimezone(freed.venue.zone).date()
    found = _search(reason, [freed.venue], first=on, last=on, now=now, adviser_id=freed.adviser_id)
    return [hour for hour in found if hour.start < freed.ends_at and hour.end > freed.starts_at]


def _all_hours(reason: Reason, venues: Sequence[Venue], *, now: datetime) -> list[FreeHour]:
    # A day of margin on each side covers every zone; the rule of the reason cuts what is too far.
    first = now.date() - timedelta(days=1)
    return _search(reason, venues, first=first, last=now.date() + timedelta(days=reason.horizon_days + 1), now=now)


def _search(
    reason: Reason,
    venues: Sequence[Venue],
    *,
    first: date,
    last: date,
    now: datetime,
    adviser_id: int | None = None,
) -> list[FreeHour]:
    """What the public could book, of one adviser (a user) or of whoever receives."""
    of_adviser = Resource.objects.filter(adviser=adviser_id).order_by("pk").values_list("pk", flat=True)
    return hours.search(
        reason,
        first=first,
        last=last,
        venues=venues,
        rule=hours.public_rule(reason, now=now),
        now=now,
        adviser_ids=None if adviser_id is None else list(of_adviser),
    )
