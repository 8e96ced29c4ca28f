"""The next free hours as the desk offers them: by day, each with the key its button sends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Protocol

from escale.accounts.models import Membership, User
from escale.agenda.models import Resource
from escale.appointments import hours
from escale.appointments.models import Reason
from escale.french.dates import day, day_hour, hour
from escale.places.models import Venue
from escale.scheduling.wall_clock import fold_label

DAYS_SEARCHED = 28
DAYS_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Who receives, where and when: an hour that was offered, or one typed freely."""

    adviser: User
    venue: Venue
    starts_at: datetime
    is_offered: bool = True

    @property
    def key(self) -> str:
        return slot_key(self.starts_at, venue_id=self.venue.pk, adviser_id=self.adviser.pk)


@dataclass(frozen=True, kw_only=True)
class OfferedHour:
    key: str
    words: str
    small: str


@dataclass(frozen=True, kw_only=True)
class OfferedDay:
    on: date
    title: str
    hours: list[OfferedHour]


@dataclass(frozen=True, kw_only=True)
class FreeHours:
    """Free hours of some days, and the day to search from to see the following ones."""

    days: list[OfferedDay]
    following_on: date


class HourChoice(Protocol):
    """The form that chooses an hour; `chosen` once it is understood."""

    chosen: Chosen | None


def slot_key(starts_at: datetime, *, venue_id: int, adviser_id: int) -> str:
    """What a button sends: an instant, a venue, a user."""
    return f"{int(starts_at.timestamp())}-{venue_id}-{adviser_id}"


def offer(
    reason: Reason,
    *,
    venues: Sequence[Venue],
    receivers: Sequence[Membership],
    first: date,
    now: datetime,
    ignoring: Collection[int] = (),
    minutes: int | None = None,
) -> FreeHours:
    """Offer the free hours of a reason from a day on, at these venues with whoever of these receives.

    For as long as the reason lasts, unless `minutes` says.
    """
    advisers = {member.user_id: member.user for member in receivers}
    resources = Resource.objects.filter(adviser__in=advisers).order_by("pk")
    by_resource = {pk: advisers[adviser] for pk, adviser in resources.values_list("pk", "adviser_id")}
    last = first + timedelta(days=DAYS_SEARCHED - 1)
    found = hours.search(
        reason,
        first=first,
        last=last,
        venues=venues,
        rule=hours.team_rule(reason, now=now, minutes=minutes),
        now=now,
        adviser_ids=by_resource,
        ignoring=ignoring,
    )
    by_venue = {venue.pk: venue for venue in venues}
    several_venues, several_advisers = len(venues) > 1, len(receivers) > 1
    rows = []
    for free in found:
        venue, adviser = by_venue[free.venue_id], by_resource[free.adviser_id]
        local = free.start.astimezone(venue.zone)
        named = [
            fold_label(local, venue.zone) or "",
            adviser.first_name if several_advisers else "",
            venue.name if several_venues else "",
        ]
        key = slot_key(free.start, venue_id=venue.pk, adviser_id=adviser.pk)
        rows.append((local.date(), OfferedHour(key=key, words=hour(local), small=", ".join(filter(None, named)))))
    days = [
        OfferedDay(on=on, title=day(on), hours=[offered for _, offered in group])
        for on, group in groupby(sorted(rows, key=lambda row: row[0]), key=lambda row: row[0])
    ][:DAYS_SHOWN]
    return FreeHours(days=days, following_on=(days[-1].on if days else last) + timedelta(days=1))


def offered(offer: FreeHours | None, form: HourChoice) -> dict[str, Any]:
    """What the page of hours shows: the offer, and the hour chosen before when it is offered no more."""
    keys = {each.key for day in offer.days for each in day.hours} if offer else set()
    chosen = form.chosen
    kept = None
    if chosen is not None and chosen.is_offered and chosen.key not in keys:
        kept = OfferedHour(key=chosen.key, words=day_hour(chosen.starts_at.astimezone(chosen.venue.zone)), small="")
    return {"offer": offer, "kept": kept}
