"""The sessions of a group as enrolling reads them: which are to come, until when one may join."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from escale.places.models import Venue
from escale.prepared import prepared
from escale.workshops.models import Group, Session


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The standing sessions of a group, by date, and the number of the last one at which one may still join."""

    sessions: Sequence[Session]
    joins_until: int | None

    @property
    def last_moment(self) -> datetime | None:
        """When it becomes too late to join: the start of the only session, or of the last one a cycle lets one join at."""
        if not self.sessions:
            return None
        if self.joins_until is None:
            return self.sessions[0].starts_at
        return self.sessions[min(self.joins_until, len(self.sessions)) - 1].starts_at

    @property
    def ends_at(self) -> datetime | None:
        """When everything is over."""
        return max((session.ends_at for session in self.sessions), default=None)

    def next(self, *, now: datetime) -> Session | None:
        """The first session not started yet."""
        return next((session for session in self.sessions if session.starts_at > now), None)

    def venue(self, *, now: datetime) -> Venue | None:
        """Where the next session is, or the last one was: what messages take their zone and holidays from."""
        session = self.next(now=now) or (self.sessions[-1] if self.sessions else None)
        return _venue(session.venue_id) if session else None


def of(group: Group) -> Dates:
    """Read the dates of a group, in one query."""
    rows = _standing(group.pk)
    sessions = [
        Session(
            pk=pk,
            group_id=group.pk,
            organization_id=group.organization_id,
            number=number,
            starts_at=starts_at,
            ends_at=ends_at,
            venue_id=venue_id,
            revision=revision,
            reminded_at=reminded_at,
        )
        for pk, number, starts_at, ends_at, venue_id, revision, reminded_at, _ in rows
    ]
    return Dates(sessions=sessions, joins_until=rows[0][-1] if rows else None)


def _venue(pk: int) -> Venue:
    (venue,) = _venues(pk)
    return venue


@prepared
def _standing(group_id: int) -> QuerySet[Session, Any]:
    return (
        Session.objects.standing()
        .filter(group_id=group_id)
        .by_date()
        .values_list(
            "pk",
            "number",
            "starts_at",
            "ends_at",
            "venue_id",
            "revision",
            "reminded_at",
            "group__cycle__joins_until",
        )
    )


@prepared
def _venues(pk: int) -> QuerySet[Venue]:
    return Venue.objects.filter(pk=pk).order_by("pk")
