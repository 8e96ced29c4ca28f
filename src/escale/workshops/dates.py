"""The sessions of a group as enrolling reads them: which are to come, until when one may join."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from escale.places.models import Venue
from escale.prepared import prepared
from escale.workshops.models import CatchUp, EnrollmentState, Group, Session

VENUE_READ = ["id", "commune", "time_zone"]
"""In the order of the model, as `from_db` wants them."""


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The standing sessions of a group, by date, and the number of the last one at which one may still join."""

    sessions: Sequence[Session]
    joins_until: int | None
    guests_at: Mapping[int, int]
    """By session, the seats of those who only come there to catch up another."""

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
        return session.venue if session else None

    def guests(self, *, now: datetime) -> int:
        """The seats taken by those who catch up, at the session to come where they are most."""
        return max((self.guests_at[session.pk] for session in self.sessions if session.starts_at > now), default=0)


def of(group: Group) -> Dates:
    """Read the dates of a group, in one query. Of the venues, only the zone and the commune."""
    rows = _standing(group.pk)
    sessions = [
        Session(
            pk=pk,
            group_id=group.pk,
            organization_id=group.organization_id,
            number=number,
            starts_at=starts_at,
            ends_at=ends_at,
            venue=Venue.from_db(DEFAULT_DB_ALIAS, VENUE_READ, venue),
            revision=revision,
            reminded_at=reminded_at,
        )
        for pk, number, starts_at, ends_at, revision, reminded_at, _, _, *venue in rows
    ]
    guests = {row[0]: row[7] for row in rows}
    return Dates(sessions=sessions, joins_until=rows[0][6] if rows else None, guests_at=guests)


def last_start(group: Group) -> datetime | None:
    """When its last session that stands begins: from then on one looks back at all of them. One query."""
    last: datetime | None = Session.objects.standing().filter(group=group).aggregate(last=Max("starts_at"))["last"]
    return last


@prepared
def _standing(group_id: int) -> QuerySet[Session, Any]:
    catching_up = CatchUp.objects.filter(session=OuterRef("pk"), enrollment__state=EnrollmentState.ENROLLED)
    there = catching_up.order_by().values("session").annotate(there=Sum("enrollment__seats")).values("there")
    return (
        Session.objects.standing()
        .filter(group_id=group_id)
        .by_date()
        .annotate(guests=Coalesce(Subquery(there), 0))
        .values_list(
            "pk",
            "number",
            "starts_at",
            "ends_at",
            "revision",
            "reminded_at",
            "group__cycle__joins_until",
            "guests",
            *(f"venue__{name}" for name in VENUE_READ),
        )
    )
