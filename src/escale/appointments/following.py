"""What follows an appointment: the next one, or several, with the same adviser, place and hour first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.agenda import commitments, resources
from escale.agenda.free_time import FreeHour
from escale.agenda.models import Resource
from escale.appointments import booking, hours, series
from escale.appointments.models import Appointment
from escale.places.models import Venue

PROPOSED = 3
WEEKS_SEARCHED = 5
HALF_A_WEEK = timedelta(days=3, hours=12)


@dataclass(frozen=True, kw_only=True)
class ProposedHour:
    """A free hour, with whom and where."""

    starts_at: datetime
    adviser: User
    venue: Venue


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One date of a series: the hour wanted, on the venue's clock, and the free hour closest to it, if any that week."""

    wanted: datetime
    proposal: ProposedHour | None


def propose(appointment: Appointment, *, now: datetime) -> list[ProposedHour]:
    """The free hours closest to this one a week later, two weeks later… three at most, earliest first."""
    weeks = plan(appointment, times=WEEKS_SEARCHED, weeks_apart=1, now=now)
    return [each.proposal for each in weeks if each.proposal][:PROPOSED]


def plan(appointment: Appointment, *, times: int, weeks_apart: int, now: datetime) -> list[Planned]:
    """As many dates, every so many weeks after this appointment, each with its closest free hour.

    Whoever accompanies the person, or received her, whenever she has an hour that week; then the same place; then the
    closest hour: always the same answer.
    """
    reason, wanted = appointment.reason, _wanted(appointment, times=times, weeks_apart=weeks_apart, now=now)
    venues = {venue.pk: venue for venue in hours.venues_of(reason)}
    found = hours.search(
        reason,
        first=(wanted[0] - HALF_A_WEEK).date(),
        last=(wanted[-1] + HALF_A_WEEK).date(),
        venues=list(venues.values()),
        rule=hours.team_rule(reason, now=now),
        now=now,
    )
    later = [hour for hour in found if hour.start >= appointment.ends_at]
    receiving = Resource.objects.filter(pk__in={hour.adviser_id for hour in later}).select_related("adviser")
    advisers = {each.pk: each.adviser for each in receiving.order_by("pk") if each.adviser}

    usual = appointment.person.referent_id or appointment.adviser_id

    def closest(at: datetime) -> ProposedHour | None:
        week = [hour for hour in later if abs(hour.start - at) <= HALF_A_WEEK]

        def distance(hour: FreeHour) -> tuple[bool, bool, timedelta, datetime, int]:
            other_adviser = advisers[hour.adviser_id].pk != usual
            other_venue = hour.venue_id != appointment.venue_id
            return other_adviser, other_venue, abs(hour.start - at), hour.start, hour.adviser_id

        best = min(week, key=distance, default=None)
        if best is None:
            return None
        return ProposedHour(starts_at=best.start, adviser=advisers[best.adviser_id], venue=venues[best.venue_id])

    return [Planned(wanted=at, proposal=closest(at)) for at in wanted]


def book(
    appointment: Appointment,
    chosen: Sequence[ProposedHour],
    *,
    by: Membership,
    notify: bool,
    submission: UUID,
    now: datetime,
) -> list[Appointment]:
    """Take these hours for the same person and reason, all or none, and tell her once; the same submission takes nothing more.

    Raises `Refused` when one of them can't be had without a word: the answer proposes others.
    """
    with transaction.atomic():
        # In one go, in their order: each booking then locks what is locked already.
        commitments.lock({resources.for_adviser(hour.adviser).pk for hour in chosen})
        taken = [
            booking.book_by_staff(
                by=by,
                adviser=hour.adviser,
                person=appointment.person,
                reason=appointment.reason,
                venue=hour.venue,
                starts_at=hour.starts_at,
                submission=submission_of(submission, number),
                notify=notify and len(chosen) == 1,
                now=now,
            )
            for number, hour in enumerate(chosen)
        ]
        Appointment.objects.filter(pk__in=[each.pk for each in taken]).update(follows=appointment)
        if notify and len(taken) > 1:
            series.announce(taken, now=now)
    return taken


def submission_of(form: UUID, number: int) -> UUID:
    """The key of one of the appointments that a form takes."""
    return uuid5(form, str(number))


def want_another(appointment: Appointment, *, wanted: bool) -> None:
    """Note that another appointment is necessary, or no longer; it stays to do until one is taken."""
    Appointment.objects.filter(pk=appointment.pk).update(needs_another=wanted)


def _wanted(appointment: Appointment, *, times: int, weeks_apart: int, now: datetime) -> list[datetime]:
    """The same weekday and hour on the wall, from the first week still to come."""
    local, zone = appointment.local_start, appointment.venue.zone
    weeks_gone = max(0, (now - appointment.starts_at) // timedelta(weeks=1))
    first = local.replace(tzinfo=None) + timedelta(weeks=weeks_gone + 1)
    return [(first + timedelta(weeks=weeks_apart * number)).replace(tzinfo=zone) for number in range(times)]
