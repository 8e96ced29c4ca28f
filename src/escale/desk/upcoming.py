"""What comes after the day on the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from escale.accounts.models import Organization, User
from escale.appointments.models import Appointment, AppointmentQuerySet
from escale.desk.cards import subject_for
from escale.desk.day import Scope, appointments_of
from escale.french.dates import hour, relative_day
from escale.together import Later, later

MOST = 8


@dataclass(frozen=True, kw_only=True)
class Coming:
    pk: int
    person_pk: int
    hour: str
    name: str
    subject: str


@dataclass(frozen=True, kw_only=True)
class NextDay:
    """The next day that holds appointments, and the first of them."""

    on: date
    title: str
    appointments: list[Coming]


def after(scope: Scope, end: datetime) -> Later[Appointment]:
    """The first appointments from that instant on."""
    return later(_after, *scope.whose, end)


def _after(organization: Organization, adviser: User | None, end: datetime) -> AppointmentQuerySet:
    coming = appointments_of(organization, adviser).expected().filter(starts_at__gte=end)
    return coming.with_everything_shown().order_by("starts_at", "pk")[:MOST]


def next_day(found: Sequence[Appointment], scope: Scope, *, zone: ZoneInfo, now: datetime) -> NextDay | None:
    """The first day that holds some of these, or None."""
    if not found:
        return None
    on = found[0].starts_at.astimezone(zone).date()
    same_day = [each for each in found if each.starts_at.astimezone(zone).date() == on]
    return NextDay(
        on=on,
        title=relative_day(on, now.astimezone(zone).date()),
        appointments=[_coming(each, scope) for each in same_day],
    )


def _coming(appointment: Appointment, scope: Scope) -> Coming:
    return Coming(
        pk=appointment.pk,
        person_pk=appointment.person_id,
        hour=hour(appointment.local_start),
        name=appointment.person.short_name,
        subject=subject_for(appointment, reader=scope.reader),
    )
