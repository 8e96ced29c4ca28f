"""Opening online booking to the public, closing it again, and saying beforehand what the public will see."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from escale.accounts.models import Organization
from escale.appointments import hours
from escale.appointments.models import Reason


@dataclass(frozen=True)
class OpenReason:
    """A reason as the public will find it; `first` is the local start of its first free hour."""

    reason: Reason
    first: datetime | None


@dataclass(frozen=True)
class Effect:
    """What the public sees, or would see: reasons, distinct free hours, and the local days they span."""

    offers: list[OpenReason]
    hours: int
    first_on: date | None
    last_on: date | None


def effect(organization: Organization, *, now: datetime) -> Effect:
    """Count the hours the public could book today, from the very function that shows them."""
    offers: list[OpenReason] = []
    starts: dict[tuple[datetime, int], datetime] = {}
    for reason in Reason.objects.of_organization(organization).offered_to_everyone().order_by("position", "pk"):
        reason.organization = organization
        found = _local_starts(reason, now=now)
        offers.append(OpenReason(reason, min(found.values(), default=None)))
        starts |= found
    days = sorted(local.date() for local in starts.values())
    return Effect(offers, len(starts), days[0] if days else None, days[-1] if days else None)


def open_to_public(organization: Organization, *, now: datetime) -> None:
    """Let the public book online. Already open, the organization keeps its date of opening."""
    Organization.objects.filter(pk=organization.pk, online_booking_opened_at=None).update(online_booking_opened_at=now)


def close_to_public(organization: Organization) -> None:
    """Show nothing to the public any more; appointments already taken stay."""
    Organization.objects.filter(pk=organization.pk).update(online_booking_opened_at=None)


def _local_starts(reason: Reason, *, now: datetime) -> dict[tuple[datetime, int], datetime]:
    """The free hours of a reason on the clock of each venue, by start and adviser."""
    venues = hours.venues_of(reason)
    zones = {venue.pk: venue.zone for venue in venues}
    # A day of margin on each side covers every zone; the rule of the reason cuts what is too far.
    found = hours.search(
        reason,
        first=now.date() - timedelta(days=1),
        last=now.date() + timedelta(days=reason.horizon_days + 1),
        venues=venues,
        rule=hours.public_rule(reason, now=now),
        now=now,
    )
    return {(hour.start, hour.adviser_id): hour.start.astimezone(zones[hour.venue_id]) for hour in found}
