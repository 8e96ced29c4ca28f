"""Appointments in figures: who came and who didn't, after a reminder or not, and how long people waited for their day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)

from escale.accounts.models import OrganizationQuerySet
from escale.appointments.messages import ABOUT, REMINDER, SAME_MORNING
from escale.appointments.models import Appointment, AppointmentQuerySet, State
from escale.outbox.models import Message, MessageState
from escale.places.models import Venue
from escale.statistics.scopes import Scope
from escale.statistics.tallies import Tally

NOTED = (State.SEEN, State.NO_SHOW)
"""What tells how many keep their appointment: one called off in time is neither."""


def are_known_for(scope: Scope) -> bool:
    """Nothing is known of an appointment that says a topic, a public or a tag."""
    return not (scope.topic or scope.public or scope.tag)


def tally(scope: Scope) -> Tally:
    """Count the appointments of a scope."""
    found = Appointment.objects.all()
    if scope.adviser:
        found = found.of_adviser(scope.adviser)
    if scope.venue:
        found = found.filter(venue=scope.venue)
    if scope.commune:
        found = found.filter(venue__commune=scope.commune)
    return sum_up(found, organizations=scope.organizations, since=scope.since, until=scope.until)[()]


def sum_up(
    appointments: AppointmentQuerySet,
    *,
    organizations: OrganizationQuerySet,
    since: date,
    until: date,
    group: Sequence[str] = (),
) -> defaultdict[tuple[Any, ...], Tally]:
    """Count appointments of organizations by what became of them, each on its day where it took place.

    Each value of the columns of `group` is counted apart.
    """
    totals: defaultdict[tuple[Any, ...], Tally] = defaultdict(Counter)
    # A day doesn't begin everywhere at the same instant.
    venues = Venue.objects.filter(organization__in=organizations.order_by().values("pk"))
    for name in venues.order_by("time_zone").values_list("time_zone", flat=True).distinct():
        zone = ZoneInfo(name)
        start, end = (datetime.combine(day, time(), tzinfo=zone) for day in (since, until + timedelta(days=1)))
        there = appointments.filter(organization__in=organizations.order_by().values("pk"), venue__time_zone=name)
        rows = _rows(there.filter(starts_at__gte=start, starts_at__lt=end), group=group)
        for *key, state, reminded, n, waited, wait in rows:
            total = totals[tuple(key)]
            total["meeting", state, "reminded" if reminded else "not_reminded"] += n
            total["meeting", state, "waited"] += waited
            total["meeting", state, "wait"] += wait // timedelta(microseconds=1) if wait else 0
    return totals


def _rows(appointments: AppointmentQuerySet, *, group: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    waited = Q(created_at__lte=F("starts_at"))
    reminded = Message.objects.filter(
        about=ABOUT,
        about_id=OuterRef("pk"),
        kind__in=(REMINDER.name, SAME_MORNING.name),
        state__in=(MessageState.SENT, MessageState.DELIVERED),
    )
    rows: Iterable[tuple[Any, ...]] = (
        appointments.order_by()
        .filter(state__in=NOTED)
        .annotate(
            reminded=Case(When(Exists(reminded), then=Value(1)), default=Value(0)),
        )
        .values(*group, "state", "reminded")
        .annotate(
            n=Count("pk"),
            waited=Count("pk", filter=waited),
            wait=Sum(ExpressionWrapper(F("starts_at") - F("created_at"), DurationField()), filter=waited),
        )
        .values_list(*group, "state", "reminded", "n", "waited", "wait")
    )
    return rows
