"""An hour held for one person, and what she is told; the end of an offer frees its hour.

Nothing here waits for a lock: an hour or a person that somebody else is busy with is left for the next look. Whoever frees
an hour may then offer it in the same transaction, whatever that transaction already holds.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from escale.accounts.models import Membership
from escale.agenda import commitments
from escale.agenda.commitments import Hold
from escale.agenda.free_time import FreeHour
from escale.agenda.models import Closure, Commitment, CommitmentKind, Resource, ResourceKind
from escale.appointments import hours, offer_links, offer_messages
from escale.appointments.models import Offer, OfferState, WaitingEntry
from escale.outbox import writing
from escale.outbox.models import Channel, Message, MessageState
from escale.outbox.quiet_hours import next_allowed, ringing_hours
from escale.people.models import Preference
from escale.places.models import Venue
from escale.scheduling.answer_time import time_to_answer

BY_CALL = timedelta(hours=24)
"""What the team has at least to reach somebody by telephone; like any answer, never more than a quarter of the time left."""


def hold(
    entry: WaitingEntry, hour: FreeHour, *, venue: Venue, now: datetime, by: Membership | None = None
) -> Offer | None:
    """Hold a free hour for one person and write to her; None when either of them can't be had at this instant."""
    by_call = _is_told_by_call(entry)
    expires_at = expiry(entry, starts_at=hour.start, venue=venue, by_call=by_call, now=now)
    if expires_at is None:
        return None
    with transaction.atomic():
        resources = _lock(entry, hour, venue=venue, now=now)
        if not resources or not _claim(entry, now=now):
            return None
        offer = Offer(
            organization=entry.organization,
            entry=entry,
            phone=entry.phone,
            reason=entry.reason,
            venue=venue,
            room_id=hour.room_id,
            starts_at=hour.start,
            ends_at=hour.end,
            by_call=by_call,
            made_at=now,
            made_by=by.user if by else None,
            expires_at=expires_at,
        )
        _make_busy(offer, resources)
        offer.link_hash = offer_links.hash_of(offer)
        offer.save(force_insert=True)
        WaitingEntry.objects.filter(pk=entry.pk).update(offers_made=F("offers_made") + 1, last_offered_at=now)
        _tell(offer, now=now)
        return offer


def expiry(entry: WaitingEntry, *, starts_at: datetime, venue: Venue, by_call: bool, now: datetime) -> datetime | None:
    """When an offer made now would end; None when the hour starts too soon. At night the clock starts in the morning."""
    heard_at = next_allowed(now, venue.zone, venue.territory, ringing_hours(entry.organization))
    usual = timedelta(minutes=entry.organization.offer_minutes)
    held = time_to_answer(
        starts_at - heard_at,
        usual=max(usual, BY_CALL) if by_call else usual,
        notice=timedelta(minutes=entry.reason.notice),
    )
    return heard_at + held if held else None


def still_stands(offer: Offer) -> bool:
    """Whether the hour held may still be taken: somebody receives, nothing came in the way, and she still wants it."""
    if offer.reason.archived_at is not None or not offer.entry.accepts(offer.starts_at, offer.venue):
        return False
    open_then = hours.openings(offer.reason).filter(
        venue=offer.venue,
        adviser__adviser=offer.adviser_id,
        starts_at__lte=offer.starts_at,
        ends_at__gte=offer.ends_at,
    )
    on = offer.local_start.date()
    closed = Closure.objects.of_organization(offer.organization).touching(on, on)
    closed_there = closed.filter(Q(venue=None) | Q(venue=offer.venue))
    return open_then.exists() and not closed_there.exists() and not _in_the_way(offer)


def close(offer: Offer, state: OfferState, *, now: datetime) -> bool:
    """End an open offer and free its hour; give whether this call did it: of several at once, one does."""
    if not answer(offer, state, now=now):
        return False
    commitments.release(offer.held_ids)
    return True


def answer(offer: Offer, state: OfferState, *, now: datetime) -> bool:
    """End an open offer, and leave its hold to the caller; give whether this call did it."""
    ended = Offer.objects.open().filter(pk=offer.pk)
    if not ended.update(state=state, answered_at=now, commitment=None, room_commitment=None):
        return False
    is_unheard = bool(writing.drop(offer_messages.ABOUT_OFFER, offer.pk))
    if is_unheard and state == OfferState.WITHDRAWN:
        _uncount(offer)
    return True


def _uncount(offer: Offer) -> None:
    """An offer taken back before she heard of it is none of her three, and she may be offered another at once.

    The offer before it, if any, was made a day earlier at least: nothing keeps her from the next one.
    """
    WaitingEntry.objects.filter(pk=offer.entry_id).update(offers_made=F("offers_made") - 1, last_offered_at=None)


def _lock(entry: WaitingEntry, hour: FreeHour, *, venue: Venue, now: datetime) -> list[Resource]:
    """The adviser, then the room if any, locked with the hour free; nothing otherwise."""
    where = Q(pk=hour.adviser_id) | Q(room=hour.room_id) if hour.room_id else Q(pk=hour.adviser_id)
    wanted = Resource.objects.filter(where)
    locked = commitments.lock_at_once(wanted.order_by("pk").values_list("pk", flat=True))
    on = hour.start.astimezone(venue.zone).date()
    found = hours.search(
        entry.reason,
        first=on,
        last=on,
        venues=[venue],
        rule=hours.public_rule(entry.reason, now=now),
        now=now,
        adviser_ids=[resource.pk for resource in locked],
    )
    return sorted(locked, key=lambda resource: resource.kind != ResourceKind.ADVISER) if hour in found else []


def _claim(entry: WaitingEntry, *, now: datetime) -> bool:
    """Lock every place this number has in any list, so that nobody is offered two hours at once; give whether it holds."""
    hers = WaitingEntry.objects.open().filter(phone=entry.phone)
    locked = hers.select_for_update(no_key=True, skip_locked=True, of=("self",)).order_by("pk")
    taken = set(locked.values_list("pk", flat=True))
    if taken != set(hers.order_by("pk").values_list("pk", flat=True)):
        return False
    return WaitingEntry.objects.may_be_offered(now=now).filter(pk=entry.pk).exists()


def _make_busy(offer: Offer, resources: list[Resource]) -> None:
    adviser, *rooms = resources
    what = Hold(
        starts_at=offer.starts_at,
        ends_at=offer.ends_at,
        kind=CommitmentKind.OFFER,
        label=f"Proposée à {offer.entry.first_name}",
        venue=offer.venue,
        before=offer.reason.before,
        after=offer.reason.after,
    )
    if adviser.adviser is None:
        raise TypeError(f"resource {adviser.pk} is not an adviser")
    offer.adviser = adviser.adviser
    offer.commitment = commitments.hold_free(adviser.pk, what)
    offer.room_commitment = commitments.hold_free(rooms[0].pk, what) if rooms else None


def _tell(offer: Offer, *, now: datetime) -> None:
    """By SMS; an offer by telephone waits under “À régler” by itself."""
    if offer.by_call:
        return
    writing.write(
        offer_messages.HOUR_OFFERED,
        organization=offer.organization,
        person=offer.entry.person,
        about=offer_messages.ABOUT_OFFER,
        about_id=offer.pk,
        venue=offer.venue,
        phone=offer.phone,
        now=now,
        due_at=now,
        expires_at=offer.expires_at,
    )


def _is_told_by_call(entry: WaitingEntry) -> bool:
    """No SMS can reach her, she prefers a call, or the last ones never arrived."""
    prefers = Preference(entry.person.preference) if entry.person else Preference.SMS
    if writing.choose_channel(phone=entry.phone, email="", prefers=prefers) != Channel.SMS:
        return True
    offers = Q(about=offer_messages.ABOUT_OFFER, about_id__in=entry.offers.values("pk"))
    place = Q(about=offer_messages.ABOUT_ENTRY, about_id=entry.pk)
    return Message.objects.filter(offers | place, state=MessageState.FAILED).exists()


def _in_the_way(offer: Offer) -> bool:
    """Whether anything else keeps the adviser or the room busy then: an absence, another agenda, an hour overbooked."""
    resources = Commitment.objects.filter(pk__in=offer.held_ids).values("resource")
    others = Commitment.objects.filter(resource__in=resources).overlapping(offer.starts_at, offer.ends_at)
    return others.exclude(pk__in=offer.held_ids).exists()
