"""Yes, no, or no answer: what becomes of an hour held for somebody."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.agenda import commitments
from escale.appointments import booking, moving, offering, turns, waiting
from escale.appointments.holding import AppointmentPlace
from escale.appointments.models import (
    MOST_OFFERS,
    Appointment,
    BookedVia,
    Offer,
    OfferState,
    WaitingEntry,
    WhyClosed,
)
from escale.appointments.moving import NotExpected
from escale.appointments.turns import FreedHour
from escale.people import registration

MOST_EXPIRED = 50


class OfferOver(Exception):
    """The hour is held for her no more: answered already, passed on, or gone."""


def accept(offer: Offer, *, now: datetime, by: Membership | None = None) -> Appointment:
    """Take the hour held: the hold becomes the appointment's; asked for earlier, the old hour is given back. Once only.

    Saying yes again gives the same appointment. Raises `OfferOver`.
    """
    with transaction.atomic():
        to_move = _locked_appointment(offer)
        current = _locked(offer)
        if current.taken is not None:
            return current.taken
        if not current.is_open(now=now):
            raise OfferOver
        if offering.still_stands(current):
            return _take(current, to_move, by=by, now=now)
        turns.withdraw(current, now=now)
    raise OfferOver


def decline(offer: Offer, *, now: datetime) -> None:
    """Give the hour to the next; saying no again changes nothing. Raises `OfferOver` when it was taken or passed on."""
    if not pass_on(offer, OfferState.DECLINED, now=now):
        state = Offer.objects.values_list("state", flat=True).get(pk=offer.pk)
        if state != OfferState.DECLINED:
            raise OfferOver


def unanswered(offer: Offer, *, now: datetime) -> None:
    """Nobody answers the telephone: give the hour to the next. Raises `OfferOver`."""
    if not pass_on(offer, OfferState.EXPIRED, now=now):
        raise OfferOver


def expire_due(*, now: datetime) -> int:
    """Pass on the hours nobody answered for in time; give how many. Any number of workers may do it at once."""
    due = Offer.objects.due(now=now).with_everything_shown().order_by("expires_at", "pk")[:MOST_EXPIRED]
    return sum(pass_on(offer, OfferState.EXPIRED, now=now) for offer in due)


def pass_on(offer: Offer, state: OfferState, *, now: datetime) -> bool:
    """End an open offer without an appointment, and offer its hour to the next; give whether this call did it."""
    with transaction.atomic():
        entry = WaitingEntry.objects.locked().get(pk=offer.entry_id)
        if not offering.close(offer, state, now=now):
            return False
        if entry.offers_made >= MOST_OFFERS:
            waiting.close(entry, WhyClosed.THREE_OFFERS, now=now)
        turns.hour_freed(FreedHour.of_offer(offer), now=now)
        return True


def _locked_appointment(offer: Offer) -> Appointment | None:
    """The appointment to bring forward, alone to change it; None when there is none, or it is over.

    Appointments are locked before entries, entries before offers.
    """
    if offer.entry.appointment is None:
        return None
    try:
        return moving.locked(offer.entry.appointment)
    except NotExpected:
        return None


def _locked(offer: Offer) -> Offer:
    """Read the offer again, alone to answer it."""
    WaitingEntry.objects.locked().get(pk=offer.entry_id)
    return Offer.objects.with_everything_shown().select_related("taken").get_locked(pk=offer.pk)


def _take(offer: Offer, to_move: Appointment | None, *, by: Membership | None, now: datetime) -> Appointment:
    where = AppointmentPlace.of(
        offer.adviser, offer.room, venue=offer.venue, starts_at=offer.starts_at, ends_at=offer.ends_at
    )
    taken = _bring_forward(offer, to_move, where, by=by, now=now) if to_move else _book(offer, where, by=by, now=now)
    Offer.objects.filter(pk=offer.pk).update(taken=taken)
    return taken


def _book(offer: Offer, place: AppointmentPlace, *, by: Membership | None, now: datetime) -> Appointment:
    """The hold becomes the appointment's, in one row that never stops being busy."""
    entry = offer.entry
    person = entry.person or registration.recognise_or_register(
        organization=offer.organization, first_name=entry.first_name, last_name="", phone=entry.phone, now=now
    )
    appointment = Appointment(
        reason=offer.reason,
        person=person,
        commitment_id=offer.commitment_id,
        room_commitment_id=offer.room_commitment_id,
        booked_via=BookedVia.STAFF if by else BookedVia.PUBLIC,
        booked_by=by.user if by else None,
        contact_phone=entry.phone,
        contact_email=person.email if entry.person else "",
        submission=offer.link_nonce,
    )
    offering.answer(offer, OfferState.ACCEPTED, now=now)
    return booking.take_held(appointment, place, now=now)


def _bring_forward(
    offer: Offer, appointment: Appointment, place: AppointmentPlace, *, by: Membership | None, now: datetime
) -> Appointment:
    """The hold is given up and taken by the appointment in one transaction; its old hour goes to whoever waits."""
    held = offer.held_ids
    offering.answer(offer, OfferState.ACCEPTED, now=now)
    commitments.release(held)
    waiting.close(offer.entry, WhyClosed.GOT_AN_HOUR, now=now)
    return moving.move_to_held(appointment, place, by=by.user if by else None, now=now)
