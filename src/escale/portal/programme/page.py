"""What the page of a programme says: its workshops to come with their seats, the days without, what was called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from escale.french.dates import day, on_days
from escale.places.models import Venue
from escale.places.zones import zone_of
from escale.portal.activity import Activity
from escale.portal.workshops import coming, words
from escale.portal.workshops.coming import Coming, Wanted
from escale.programme.models import Programme, ProgrammeSlot


@dataclass(frozen=True, kw_only=True)
class Page:
    """`off` and `canceled` are sentences; `is_over` when its last day is gone."""

    programme: Programme
    activities: Sequence[Activity]
    off: Sequence[str]
    canceled: Sequence[str]
    is_over: bool


def read(programme: Programme, found: Sequence[Coming], *, now: datetime) -> Page:
    """The programme as it is at that moment, with those of its workshops that are shown."""
    today = now.astimezone(zone_of(programme.organization)).date()
    slots = list(ProgrammeSlot.objects.filter(programme=programme, on__gte=today).order_by("on", "pk"))
    return Page(
        programme=programme,
        activities=[words.card(one, origin=None) for one in found if not one.is_off],
        off=_off(slots),
        canceled=[
            f"{day(one.next.local_start.date()).capitalize()}\u00a0: {one.group.title}" for one in found if one.is_off
        ],
        is_over=programme.ends_on < today,
    )


def workshops(programme: Programme, *, now: datetime) -> list[Coming]:
    """Its workshops to come, called-off ones included, the soonest first."""
    slots = ProgrammeSlot.objects.filter(programme=programme).exclude(group=None).order_by("pk")
    return coming.find_with_canceled(Wanted(group_ids=list(slots.values_list("group_id", flat=True))), now=now)


def at(venue: Venue, *, now: datetime) -> list[Programme]:
    """The published programmes that have a date to come at a venue, the soonest first."""
    today = now.astimezone(venue.zone).date()
    here = ProgrammeSlot.objects.filter(venue=venue, on__gte=today).exclude(group=None).values("programme")
    return list(Programme.objects.published().filter(pk__in=here).order_by("starts_on", "pk"))


def _off(slots: Sequence[ProgrammeSlot]) -> list[str]:
    """ "Vacances d’hiver : pas d’atelier les 26 février et 5 mars"."""
    by_reason: dict[str, set[date]] = {}
    for slot in slots:
        if slot.off_because:
            by_reason.setdefault(slot.off_because, set()).add(slot.on)
    return [f"{why}\u00a0: pas d’atelier {on_days(sorted(days))}" for why, days in by_reason.items()]
