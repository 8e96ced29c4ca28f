"""Adding, ordering, opening and archiving reasons."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from escale.accounts.models import Organization
from escale.agenda.models import Permanence
from escale.appointments.models import BookableBy, Reason, ReasonQuerySet
from escale.appointments.starters import STARTERS

LONGEST_NAME = Reason._meta.get_field("name").max_length or 60


def add(reason: Reason, *, organization: Organization) -> Reason:
    """Write a reason just described, at the end of the list."""
    reason.organization = organization
    reason.position = _next_position(organization)
    reason.save(force_insert=True)
    return reason


@transaction.atomic
def add_starters(organization: Organization, *, keys: Collection[str]) -> list[Reason]:
    """Add the chosen ready-made reasons; one whose name is already used stays as the organization wrote it."""
    used = set(_in_use(organization).values_list("name", flat=True))
    first = _next_position(organization)
    chosen = [starter for starter in STARTERS if starter.key in keys and starter.name not in used]
    return Reason.objects.bulk_create(
        Reason(
            organization=organization,
            name=starter.name,
            public_sentence=starter.public_sentence,
            description=starter.description,
            bring=starter.bring,
            icon=starter.icon,
            duration=starter.duration,
            position=position,
        )
        for position, starter in enumerate(chosen, first)
    )


@transaction.atomic
def duplicate(reason: Reason) -> Reason:
    """Copy a reason under another name, carried by the same permanences, for the team only until somebody opens it."""
    permanences = list(reason.permanences.order_by("pk"))
    copied = Reason.objects.get(pk=reason.pk)
    copied.pk = None
    copied._state.adding = True
    copied.name = _free_name(reason)
    copied.bookable_by, copied.offered_online = BookableBy.STAFF, False
    add(copied, organization=reason.organization)
    copied.permanences.set(permanences)
    return copied


def archive(reason: Reason, *, now: datetime) -> None:
    """Propose a reason no more; appointments already taken for it stay."""
    Reason.objects.filter(pk=reason.pk, archived_at=None).update(archived_at=now, offered_online=False)


@transaction.atomic
def move(reason: Reason, *, by: int) -> None:
    """Move a reason in the list: up by one (-1) or down by one (1). At the end of the list, nothing moves."""
    Organization.objects.locked().get(pk=reason.organization_id)
    reasons = list(_in_use(reason.organization).order_by("position", "pk"))
    here = reasons.index(reason)
    there = min(max(here + by, 0), len(reasons) - 1)
    reasons.insert(there, reasons.pop(here))
    for position, each in enumerate(reasons):
        each.position = position
    Reason.objects.bulk_update(reasons, ["position"])


def open_to_everyone(reason: Reason) -> None:
    """Let anyone book for this reason, once it is offered online."""
    Reason.objects.filter(pk=reason.pk).update(bookable_by=BookableBy.EVERYONE)


def offer_online(reason: Reason, *, offered: bool) -> None:
    """Show this reason to the public, or no longer."""
    Reason.objects.filter(pk=reason.pk).update(offered_online=offered)


def carry(permanence: Permanence, reasons: Collection[Reason]) -> None:
    """Receive for these reasons, and no others, during a permanence."""
    permanence.reasons.set(reasons)


def _in_use(organization: Organization) -> ReasonQuerySet:
    return Reason.objects.of_organization(organization).in_use()


def _next_position(organization: Organization) -> int:
    last = _in_use(organization).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _free_name(reason: Reason) -> str:
    used = set(_in_use(reason.organization).values_list("name", flat=True))
    number = 2
    while (name := f"{reason.name[: LONGEST_NAME - 4]} ({number})") in used:
        number += 1
    return name
