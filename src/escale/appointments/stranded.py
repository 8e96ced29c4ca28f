"""Coming appointments that nobody would keep: an absence, a closure, a date called off, the end of a permanence."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, OuterRef

from escale.accounts.models import Organization, User
from escale.agenda.models import Absence, Closure, OccurrenceQuerySet, Permanence, PermanenceOccurrence
from escale.appointments.models import Appointment, AppointmentQuerySet
from escale.places.models import Venue
from escale.scheduling.intervals import Interval


def during_absence(absence: Absence, *, now: datetime) -> AppointmentQuerySet:
    """Those the adviser has while she is away, earliest first."""
    theirs = Appointment.objects.upcoming(now=now).filter(adviser__resource=absence.adviser_id)
    return _shown(theirs.between(absence.starts_at, absence.ends_at))


def by_absence(absences: Iterable[Absence], *, now: datetime) -> list[tuple[Absence, list[Appointment]]]:
    """Each of these absences of one adviser with the appointments it strands. One query, whatever their number."""
    away = list(absences)
    if not away:
        return []
    first, last = min(each.starts_at for each in away), max(each.ends_at for each in away)
    theirs = Appointment.objects.upcoming(now=now).filter(adviser__resource=away[0].adviser_id)
    taken = list(_shown(theirs.between(first, last)))
    return [
        (each, [taking for taking in taken if taking.starts_at < each.ends_at and taking.ends_at > each.starts_at])
        for each in away
    ]


def during_hours(adviser: User, hours: Sequence[Interval], *, now: datetime) -> list[Appointment]:
    """Those an adviser has during these hours, alone or with a colleague, earliest first. One query."""
    if not hours:
        return []
    theirs = Appointment.objects.upcoming(now=now).of_adviser(adviser)
    around = theirs.between(min(each.start for each in hours), max(each.end for each in hours))
    return [
        taken
        for taken in _shown(around)
        if any(taken.starts_at < each.end and taken.ends_at > each.start for each in hours)
    ]


def on_closed_days(
    organization: Organization, *, venues: Sequence[Venue], first: date, last: date, now: datetime
) -> list[Appointment]:
    """Those of these days, on the clock of each venue, at these venues or everywhere, earliest first. One query."""
    taken = Appointment.objects.upcoming(now=now).of_organization(organization)
    margin = timedelta(days=1)
    around = taken.filter(
        starts_at__gte=datetime.combine(first, time.min, tzinfo=UTC) - margin,
        starts_at__lt=datetime.combine(last, time.min, tzinfo=UTC) + 2 * margin,
    )
    if venues:
        around = around.filter(venue__in=venues)
    return [each for each in _shown(around) if first <= each.local_start.date() <= last]


def by_closure(closures: Iterable[Closure], *, now: datetime) -> list[tuple[Closure, list[Appointment]]]:
    """Each of these closures of one organization with the appointments it strands. One query, whatever their number."""
    closed = list(closures)
    if not closed:
        return []
    taken = list(_shown(Appointment.objects.upcoming(now=now).filter(organization=closed[0].organization_id)))
    return [(each, [taking for taking in taken if _falls_in(taking, each)]) for each in closed]


def on_date(occurrence: PermanenceOccurrence, *, now: datetime) -> AppointmentQuerySet:
    """Those taken within one date of a permanence, earliest first."""
    there = Appointment.objects.upcoming(now=now).filter(
        adviser__resource=occurrence.adviser_id, venue=occurrence.venue_id
    )
    return _shown(there.between(occurrence.starts_at, occurrence.ends_at))


def outside(permanence: Permanence, *, after: datetime) -> AppointmentQuerySet:
    """Those of this adviser at this venue that no date held covers, earliest first."""
    held = PermanenceOccurrence.objects.held().filter(
        adviser=permanence.adviser_id,
        venue=permanence.venue_id,
        starts_at__lte=OuterRef("starts_at"),
        ends_at__gte=OuterRef("ends_at"),
    )
    hers = Appointment.objects.upcoming(now=after).filter(
        adviser__resource=permanence.adviser_id, venue=permanence.venue_id
    )
    return _shown(hers.filter(~Exists(held)))


def covered_by(permanence: Permanence, *, now: datetime) -> list[int]:
    """The keys of those taken within the dates held of a permanence, whoever receives on each: before it changes."""
    held = PermanenceOccurrence.objects.held().filter(permanence=permanence)
    return list(
        Appointment.objects.upcoming(now=now)
        .filter(Exists(_covering(held)))
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def no_longer_covered(appointment_ids: Sequence[int], *, now: datetime) -> list[Appointment]:
    """Which of these no date held covers any more, earliest first: after a change."""
    held = _covering(PermanenceOccurrence.objects.held())
    return list(_shown(Appointment.objects.upcoming(now=now).filter(~Exists(held), pk__in=appointment_ids)))


def _covering(occurrences: OccurrenceQuerySet) -> OccurrenceQuerySet:
    """The dates of the adviser of an appointment, at its venue, that contain it whole."""
    return occurrences.filter(
        adviser__adviser=OuterRef("adviser"),
        venue=OuterRef("venue"),
        starts_at__lte=OuterRef("starts_at"),
        ends_at__gte=OuterRef("ends_at"),
    )


def _falls_in(appointment: Appointment, closure: Closure) -> bool:
    there = closure.venue_id in {None, appointment.venue_id}
    return there and closure.starts_on <= appointment.local_start.date() <= closure.ends_on


def _shown(appointments: AppointmentQuerySet) -> AppointmentQuerySet:
    return appointments.with_everything_shown().order_by("starts_at", "pk")
