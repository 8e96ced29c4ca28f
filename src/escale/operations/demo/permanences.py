"""Permanences as they are in life: one in even weeks, a date moved, a holiday put back, another that ends soon."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from escale.accounts.models import Membership
from escale.agenda import occurrences, permanences, resources
from escale.agenda.models import Permanence, PermanenceOccurrence, Reception
from escale.agenda.occurrences import OneDate
from escale.agenda.terms import Terms
from escale.appointments.models import Reason
from escale.places.models import Venue
from escale.scheduling.recurrence import Parity, Recurrence

AHEAD = timedelta(weeks=3)
"""Far enough for nobody to have booked yet: the demonstration books 25 days ahead at most."""
ENDS_AFTER = timedelta(weeks=10)


def fill(adviser: Membership, *, venue: Venue, elsewhere: Venue, reasons: Collection[Reason], now: datetime) -> None:
    """Add them to what an adviser already holds."""
    today = now.astimezone(venue.zone).date()
    even = _open(adviser, venue, Recurrence.weekly(starts_on=today, weekdays=[4], parity=Parity.EVEN), now=now)
    even.reasons.set(reasons)
    _move_a_date(even, now=now)
    _put_a_holiday_back(even, first=today, now=now)
    ending = Recurrence.weekly(starts_on=today, weekdays=[2], until=today + ENDS_AFTER)
    _open(adviser, elsewhere, ending, now=now, reception=Reception.WALK_IN)


def _open(
    adviser: Membership,
    venue: Venue,
    recurrence: Recurrence,
    *,
    now: datetime,
    reception: Reception = Reception.APPOINTMENT,
) -> Permanence:
    return permanences.open_permanence(
        Terms(
            venue=venue,
            recurrence=recurrence,
            start_time=time(16),
            end_time=time(18),
            reception=reception,
            skips_school_holidays=True,
        ),
        organization=adviser.organization,
        adviser=resources.for_adviser(adviser.user),
        now=now,
    )


def _move_a_date(permanence: Permanence, *, now: datetime) -> None:
    moved: PermanenceOccurrence | None = (
        permanence.occurrences.filter(starts_at__gt=now + AHEAD)
        .select_related("venue", "room", "adviser")
        .order_by("starts_at")
        .first()
    )
    if moved is None:
        return
    day = timedelta(days=1)
    wanted = replace(
        OneDate.of(moved),
        starts_at=moved.starts_at - day,
        ends_at=moved.ends_at - day,
        note="Réunion du réseau le vendredi",
    )
    occurrences.change_occurrence(moved, wanted, now=now)


def _put_a_holiday_back(permanence: Permanence, *, first: date, now: datetime) -> None:
    skipped = Terms.of(permanence).plan(first, permanences.horizon(now, permanence.venue)).skipped
    if skipped:
        occurrences.put_back(permanence, skipped[0].on, now=now)
