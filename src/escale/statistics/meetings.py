"""Appointments in figures: who came and who didn't, after a reminder or not, and how long people waited for their day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
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
    return tally_each([scope])[0]


def tally_each(scopes: Sequence[Scope]) -> list[Tally]:
    """Count the appointments of scopes alike but for their days, of which none is in two of them."""
    scope = scopes[0]
    found = Appointment.objects.all()
    if scope.adviser:
        found = found.of_adviser(scope.adviser)
    if scope.venue:
        found = found.filter(venue=scope.venue)
    if scope.commune:
        found = found.filter(venue__commune=scope.commune)
    periods = [(scope.since, scope.until) for scope in scopes]
    totals = sum_up(found, organizations=scope.organizations, periods=periods)
    return [totals[n,] for n in range(len(scopes))]


def sum_up(
    appointments: AppointmentQuerySet,
    *,
    organizations: OrganizationQuerySet,
    periods: Sequence[tuple[date, date]],
    group: Sequence[str] = (),
) -> defaultdict[tuple[Any, ...], Tally]:
    """Count appointments of organizations by what became of them, each on its day where it took place.

    Each period is counted apart, by its rank, and each value of the columns of `group`.
    """
    totals: defaultdict[tuple[Any, ...], Tally] = defaultdict(Counter)
    # A day doesn't begin everywhere at the same instant.
    venues = Venue.objects.filter(organization__in=organizations.order_by().values("pk"))
    for name in venues.order_by("time_zone").values_list("time_zone", flat=True).distinct():
        there = appointments.filter(organization__in=organizations.order_by().values("pk"), venue__time_zone=name)
        during = [_during(*days, zone=ZoneInfo(name)) for days in periods]
        period = Case(*(When(those, then=Value(n)) for n, those in enumerate(during)), output_field=IntegerField())
        rows = _rows(there.filter(reduce(or_, during)).annotate(period=period), group=("period", *group))
        for *key, state, reminded, n, waited, wait in rows:
            total = totals[tuple(key)]
            total["meeting", state, "reminded" if reminded else "not_reminded"] += n
            total["meeting", state, "waited"] += waited
            total["meeting", state, "wait"] += wait // timedelta(microseconds=1) if wait else 0
    return totals


def _during(since: date, until: date, *, zone: ZoneInfo) -> Q:
    start, end = (datetime.combine(day, time(), tzinfo=zone) for day in (since, until + timedelta(days=1)))
    return Q(starts_at__gte=start, starts_at__lt=end)


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
