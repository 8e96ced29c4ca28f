"""A hand: asked until a day, offered, answered, thanked; closed by itself once the day is over."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from escale.accounts.models import Membership
from escale.community.models import Circle
from escale.places.communes import Commune
from escale.practice import peer_messages
from escale.practice.models import HandOffer, HandOfferState, HandRequest


class HandClosed(Exception):
    """It waits for nothing any more: its day is over, or whoever asked closed it."""


class OwnRequest(Exception):
    """One doesn't offer a hand to oneself."""


@dataclass(frozen=True, kw_only=True)
class Needed:
    """What is asked, until which day, where."""

    what: str
    details: str
    needed_on: date
    commune: Commune | None

    @property
    def values(self) -> dict[str, object]:
        place = {"commune": self.commune.code, "commune_name": self.commune.name} if self.commune else {}
        return {"what": self.what, "details": self.details, "needed_on": self.needed_on} | place


@transaction.atomic
def ask(needed: Needed, *, circle: Circle, member: Membership, submission: UUID, now: datetime) -> HandRequest:
    """Ask a circle for a hand; the same form sent twice asks once."""
    made = HandRequest(
        **needed.values,
        circle=circle,
        organization=member.organization,
        asked_by=member.user,
        created_at=now,
        submission=submission,
    )
    HandRequest.objects.bulk_create([made], ignore_conflicts=True)
    return HandRequest.objects.get(submission=submission)


def close(request: HandRequest, *, now: datetime) -> None:
    """It is settled, whichever way."""
    HandRequest.objects.filter(pk=request.pk, closed_at=None).update(closed_at=now)


def reopen(request: HandRequest) -> None:
    """It still waits."""
    HandRequest.objects.filter(pk=request.pk).update(closed_at=None)


@transaction.atomic
def offer(
    request: HandRequest, words: str, *, member: Membership, submission: UUID, today: date, now: datetime
) -> HandOffer:
    """Offer a hand: whoever asked is told. She has one offer at a time. Raises `HandClosed` or `OwnRequest`."""
    current = HandRequest.objects.locked().get(pk=request.pk)
    if current.asked_by_id == member.user_id:
        raise OwnRequest
    sent = HandOffer.objects.filter(request=current, offered_by=member.user)
    if known := sent.one(submission=submission) or sent.standing().get_or_none():
        return known
    if current.closed_at is not None or current.needed_on < today:
        raise HandClosed
    made = HandOffer.objects.create(
        request=current,
        offered_by=member.user,
        organization=member.organization,
        words=words,
        created_at=now,
        submission=submission,
    )
    peer_messages.tell(peer_messages.HAND_OFFERED, made.pk, to=request.asked_by, of=request.organization, now=now)
    return made


@transaction.atomic
def answer(offer: HandOffer, *, accepts: bool, now: datetime) -> None:
    """Say yes or no to an offer that waits, once: whoever made it is told."""
    state = HandOfferState.ACCEPTED if accepts else HandOfferState.DECLINED
    waiting = HandOffer.objects.filter(pk=offer.pk, state=HandOfferState.OFFERED)
    if waiting.update(state=state, answered_at=now):
        peer_messages.tell(peer_messages.HAND_ANSWERED, offer.pk, to=offer.offered_by, of=offer.organization, now=now)


def wait_again(offer: HandOffer) -> None:
    """Take an answer back; a mail that has not left says nothing."""
    HandOffer.objects.filter(pk=offer.pk, thanked_at=None).exclude(state=HandOfferState.WITHDRAWN).update(
        state=HandOfferState.OFFERED, answered_at=None
    )


@transaction.atomic
def thank(offer: HandOffer, *, now: datetime) -> None:
    """Say thank you for a hand that was accepted, once."""
    accepted = HandOffer.objects.filter(pk=offer.pk, state=HandOfferState.ACCEPTED, thanked_at=None)
    if accepted.update(thanked_at=now):
        peer_messages.tell(peer_messages.HAND_THANKED, offer.pk, to=offer.offered_by, of=offer.organization, now=now)


def withdraw(offer: HandOffer) -> None:
    """Take one's offer away."""
    HandOffer.objects.filter(pk=offer.pk, thanked_at=None).update(state=HandOfferState.WITHDRAWN)
