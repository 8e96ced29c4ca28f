"""Publishing a programme: its chosen dates become workshops people enroll in, all of them or none."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from escale.accounts.models import Membership, Organization
from escale.programme import reviewing, themes
from escale.programme.models import Programme, ProgrammeSlot, Stage
from escale.programme.reviewing import Review
from escale.workshops import catalogue, holds, scheduling, starters
from escale.workshops.catalogue import Description
from escale.workshops.models import Group, Workshop
from escale.workshops.plans import GroupPlan
from escale.workshops.starters import Starter


@dataclass
class NotReady(Exception):
    """Something stands in the way; nothing was published."""

    review: Review


@transaction.atomic
def publish(programme: Programme, *, accepted: str = "", today: date, by: Membership, now: datetime) -> list[Group]:
    """Make and publish the workshop of every chosen date that has none, and open enrollment; a second call makes none.

    `accepted` is the key of the obstacles somebody has read. Raises `NotReady`.
    """
    current = locked(programme)
    waiting = reviewing.to_publish(current)
    if not waiting:
        return []
    holds.lock(list(reviewing.places(waiting).values()))
    review = reviewing.read(current, today=today, now=now)
    if not review.may_publish or (review.problems and review.key != accepted):
        raise NotReady(review)
    groups = [_publish(slot, by=by, now=now) for slot in review.ready]
    Programme.objects.filter(pk=current.pk).update(stage=Stage.PUBLISHED, published_at=current.published_at or now)
    return groups


def locked(programme: Programme) -> Programme:
    """Read a programme again, alone to publish it."""
    return Programme.objects.select_related("organization").get_locked(pk=programme.pk)


@transaction.atomic
def add_workshop(slot: ProgrammeSlot, *, starter: Starter | None = None, now: datetime) -> Workshop:
    """Give a date its workshop: the one of the catalogue that has its title, a ready one, or a new one to be completed."""
    # Two colleagues who ask at once make one workshop.
    organization = Organization.objects.get_locked(pk=slot.organization_id)
    in_use = Workshop.objects.of_organization(organization).in_use()
    found = themes.workshop_for(starter.description.title if starter else slot.title, in_use.by_title())
    if found is None and starter is not None:
        found = starters.add_starters(organization, [starter.slug], now=now)[0]
    if found is None:
        found = catalogue.write(
            Description(title=slot.title, level=slot.level, audience=slot.audience, seats=slot.seats),
            organization=organization,
            now=now,
        )
    ProgrammeSlot.objects.filter(pk=slot.pk, group=None).update(workshop=found)
    return found


@transaction.atomic
def add_workshops(slots: Collection[ProgrammeSlot], *, now: datetime) -> None:
    """Give each of these dates its workshop; two dates of one title share it."""
    for slot in slots:
        add_workshop(slot, now=now)


def _publish(slot: ProgrammeSlot, *, by: Membership, now: datetime) -> Group:
    """The workshop of one date. What stood in the way has been read for all of them at once."""
    workshop = slot.workshop
    if workshop is None:
        raise ValueError("A date without a workshop is never published.")
    group = scheduling.schedule_workshop(
        GroupPlan(
            workshop=workshop,
            title=slot.title,
            level=slot.level,
            audience=slot.audience,
            seats=slot.seats,
            co_host=slot.co_host,
        ),
        reviewing.plan(slot),
        by=by,
        publish=True,
        accept=True,
        now=now,
    )
    ProgrammeSlot.objects.filter(pk=slot.pk).update(group=group)
    return group
