"""Appointments in figures: who came and who didn't, after a reminder or not, and how long people waited for their day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache, reduce
from itertools import batched, chain
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
    QuerySet,
    Sum,
    Value,
    When,
)

from escale.accounts.models import OrganizationQuerySet
from escale.appointments.messages import ABOUT, REMINDER, SAME_MORNING
from escale.appointments.models import Appointment, AppointmentQuerySet, State
from escale.db import once
from escale.outbox.models import Message, MessageState
from escale.places.models import Venue
from escale.prepared import prepared
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
    whole = scopes[0]
    periods = [(scope.since, scope.until) for scope in scopes]
    totals: defaultdict[tuple[Any, ...], Tally] = defaultdict(Counter)
    organization = whole.organization
    if organization is None:
        totals = sum_up(Appointment.objects.all(), organizations=whole.organizations, periods=periods)
    else:
        filters = {
            "organization": organization.pk,
            "adviser": whole.adviser.pk if whole.adviser else None,
            "venue": whole.venue.pk if whole.venue else None,
            "venue__commune": whole.commune or None,
        }
        given = {name: value for name, value in filters.items() if value is not None}
        for (zone,) in once(organization, "zones", lambda: _zones(organization.pk)):
            instants = chain.from_iterable(_instants(*days, zone=ZoneInfo(zone)) for days in periods)
            _add(totals, _asked((*given, "venue__time_zone"))(*given.values(), zone, *instants))
    return [totals[n,] for n in range(len(scopes))]


@prepared
def _zones(organization_id: int) -> QuerySet[Venue, Any]:
    venues = Venue.objects.filter(organization_id=organization_id).order_by("time_zone")
    return venues.values_list("time_zone").distinct()


@cache
def _asked(names: tuple[str, ...]) -> prepared[tuple[Any, ...], *tuple[Any, ...]]:
    """The query of an organization's appointments told by the values of these names, then by the instants of each period."""

    def build(*values: Any) -> QuerySet[Any, Any]:
        given = dict(zip(names, values, strict=False))
        adviser = given.pop("adviser", None)
        found = Appointment.objects.filter(**given)
        found = found.of_adviser(adviser) if adviser else found
        return _rows(found, [*batched(values[len(names) :], 2)], group=())

    return prepared(build)


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
        _add(totals, _rows(there, [_instants(*days, zone=ZoneInfo(name)) for days in periods], group=group))
    return totals


def _add(totals: defaultdict[tuple[Any, ...], Tally], rows: Iterable[tuple[Any, ...]]) -> None:
    for *key, state, reminded, n, waited, wait in rows:
        total = totals[tuple(key)]
        total["meeting", state, "reminded" if reminded else "not_reminded"] += n
        total["meeting", state, "waited"] += waited
        total["meeting", state, "wait"] += wait // timedelta(microseconds=1) if wait else 0


def _instants(since: date, until: date, *, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant of a period, and the one after it."""
    start, end = (datetime.combine(day, time(), tzinfo=zone) for day in (since, until + timedelta(days=1)))
    return start, end


def _rows(
    appointments: AppointmentQuerySet, periods: Sequence[tuple[Any, ...]], *, group: Sequence[str]
) -> QuerySet[Any, Any]:
    """The sums of each period, by its rank, then of each value of the columns of `group`."""
    during = [Q(starts_at__gte=start, starts_at__lt=end) for start, end in periods]
    period = Case(*(When(those, then=Value(n)) for n, those in enumerate(during)), output_field=IntegerField())
    waited = Q(created_at__lte=F("starts_at"))
    reminded = Message.objects.filter(
        about=ABOUT,
        about_id=OuterRef("pk"),
        kind__in=(REMINDER.name, SAME_MORNING.name),
        state__in=(MessageState.SENT, MessageState.DELIVERED),
    )
    sums: QuerySet[Any, Any] = (
        appointments.order_by()
        .filter(reduce(or_, during), state__in=NOTED)
        .annotate(
            period=period,
            reminded=Case(When(Exists(reminded), then=Value(1)), default=Value(0)),
        )
        .values("period", *group, "state", "reminded")
        .annotate(
            n=Count("pk"),
            waited=Count("pk", filter=waited),
            wait=Sum(ExpressionWrapper(F("starts_at") - F("created_at"), DurationField()), filter=waited),
        )
        .values_list("period", *group, "state", "reminded", "n", "waited", "wait")
    )
    return sums
