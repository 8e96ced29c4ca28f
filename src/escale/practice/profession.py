"""The agenda of the profession: an event added to a circle, kept in one's own agenda, read by one's calendar."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.accounts.secret_links import derived, hashed
from escale.agenda import absences, resources
from escale.community.models import Circle
from escale.community.rules import EXCHANGES
from escale.practice.models import ProfessionEvent, ProfessionFeed, ProfessionPlan

PURPOSE = "profession"


class EventOver(Exception):
    """It is over, or was taken away."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an event is. Half-open instants."""

    title: str
    sentence: str
    starts_at: datetime
    ends_at: datetime
    whole_days: bool
    place: str
    url: str


@transaction.atomic
def add(
    terms: Terms, *, circle: Circle, member: Membership, time_zone: str, submission: UUID, now: datetime
) -> ProfessionEvent:
    """Share an event with a circle; the same form sent twice shares it once."""
    made = ProfessionEvent(
        **asdict(terms),
        circle=circle,
        organization=member.organization,
        added_by=member.user,
        time_zone=time_zone,
        created_at=now,
        submission=submission,
    )
    ProfessionEvent.objects.bulk_create([made], ignore_conflicts=True)
    return ProfessionEvent.objects.get(submission=submission)


@transaction.atomic
def change(event: ProfessionEvent, terms: Terms) -> None:
    """Say something else of it: the agendas it stands in follow."""
    current = ProfessionEvent.objects.locked().get(pk=event.pk)
    for name, value in asdict(terms).items():
        setattr(current, name, value)
    current.save()
    for plan in ProfessionPlan.objects.filter(event=current).select_related("absence").order_by("pk"):
        if plan.absence is not None:
            absences.change(plan.absence, starts_at=current.starts_at, ends_at=current.ends_at, label=_label(current))


@transaction.atomic
def withdraw(event: ProfessionEvent, *, now: datetime) -> None:
    """Take it away: agendas are free again."""
    current = ProfessionEvent.objects.locked().get(pk=event.pk)
    if current.withdrawn_at is not None:
        return
    current.withdrawn_at = now
    current.save(update_fields=["withdrawn_at"])
    for plan in ProfessionPlan.objects.filter(event=current).select_related("absence").order_by("pk"):
        if plan.absence is not None:
            absences.withdraw(plan.absence, now=now)


@transaction.atomic
def put_back(event: ProfessionEvent) -> None:
    """It stands after all: so do the hours it kept."""
    current = ProfessionEvent.objects.locked().get(pk=event.pk)
    if current.withdrawn_at is None:
        return
    current.withdrawn_at = None
    current.save(update_fields=["withdrawn_at"])
    for plan in ProfessionPlan.objects.filter(event=current).select_related("absence").order_by("pk"):
        if plan.absence is not None:
            absences.restore(plan.absence)


@transaction.atomic
def plan(event: ProfessionEvent, *, member: Membership, now: datetime) -> None:
    """Keep its hours in her agenda, once. Raises `EventOver`."""
    current = ProfessionEvent.objects.locked().get(pk=event.pk)
    if current.withdrawn_at is not None or current.ends_at <= now:
        raise EventOver
    if ProfessionPlan.objects.filter(event=current, user=member.user).exists():
        return
    held = absences.declare(
        resources.for_adviser(member.user),
        starts_at=current.starts_at,
        ends_at=current.ends_at,
        label=_label(current),
        by=member.user,
    )
    ProfessionPlan.objects.create(event=current, user=member.user, absence=held, created_at=now)


@transaction.atomic
def unplan(event: ProfessionEvent, *, member: Membership, now: datetime) -> None:
    """Free her agenda of it."""
    current = ProfessionEvent.objects.locked().get(pk=event.pk)
    known = ProfessionPlan.objects.select_related("absence").one(event=current, user=member.user)
    if known is None:
        return
    if known.absence is not None:
        absences.withdraw(known.absence, now=now)
    known.delete()


def open_feed(user: User, *, now: datetime) -> ProfessionFeed:
    """Give her an address, or the one she has."""
    nonce = uuid.uuid4()
    feed, _ = ProfessionFeed.objects.get_or_create(
        user=user, defaults={"nonce": nonce, "secret_hash": hashed(derived(PURPOSE, nonce)), "created_at": now}
    )
    return feed


def close_feed(user: User) -> None:
    """The address opens nothing any more."""
    ProfessionFeed.objects.filter(user=user).delete()


def secret_of(feed: ProfessionFeed) -> str:
    """The secret part of the address; empty when the instance's key has changed since."""
    secret = derived(PURPOSE, feed.nonce)
    return secret if hashed(secret) == feed.secret_hash else ""


def find_feed(secret: str) -> ProfessionFeed | None:
    """The feed behind a secret, as long as its owner works among peers somewhere; None otherwise."""
    feed = ProfessionFeed.objects.select_related("user").one(secret_hash=hashed(secret), user__is_active=True)
    working = feed and Membership.objects.active().filter(user=feed.user, role__in=EXCHANGES).exists()
    return feed if working else None


def _label(event: ProfessionEvent) -> str:
    return event.title[:80]
