"""Replacing an adviser who is away: her permanences, her appointments, those she only joins. All of it, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.agenda import absences, occurrences, resources, substitution
from escale.agenda.models import Absence, PermanenceOccurrence, Resource
from escale.appointments import away, settling, stranded
from escale.appointments.models import Appointment
from escale.appointments.settling import Decision, Proposal
from escale.scheduling.intervals import Interval


@dataclass(frozen=True, kw_only=True)
class DateDecision:
    """What becomes of one date of permanence: held by `to`, or not held at all when nobody is named."""

    occurrence: PermanenceOccurrence
    to: Resource | None = None


@dataclass(frozen=True, kw_only=True)
class Situation:
    """All an adviser had during some hours away.

    `proposals` are for the appointments she was to receive; `joined` are those a colleague receives, and will receive alone.
    `noted` are the absences already declared then; `possible` says who could hold each date of permanence.
    """

    adviser: User
    hours: Interval
    proposals: Sequence[Proposal]
    joined: Sequence[Appointment]
    dates: Sequence[PermanenceOccurrence]
    possible: Mapping[int, Sequence[Resource]]
    noted: Sequence[Absence]


def look(
    adviser: User, *, hours: Interval, colleagues: Sequence[User], organization_id: int, now: datetime
) -> Situation:
    """Read all an adviser had during these hours in this organization: as many queries for one appointment as for thirty."""
    own = resources.for_adviser(adviser)
    taken = [
        each for each in stranded.during_hours(adviser, [hours], now=now) if each.organization_id == organization_id
    ]
    dates = [
        each
        for each in substitution.dates_of(own, [hours])
        if each.permanence.organization_id == organization_id and each.ends_at > now
    ]
    among = list(Resource.objects.filter(adviser__in=colleagues).exclude(pk=own.pk).order_by("label", "pk"))
    receives = [each for each in taken if each.adviser_id == adviser.pk]
    return Situation(
        adviser=adviser,
        hours=hours,
        proposals=away.propose(receives, away=adviser, hours=[hours], now=now),
        joined=[each for each in taken if each.adviser_id != adviser.pk],
        dates=dates,
        possible=substitution.free_colleagues(dates, among=among),
        noted=absences.standing_between(own, hours),
    )


@transaction.atomic
def replace(
    situation: Situation,
    *,
    decisions: Iterable[Decision],
    dates: Sequence[DateDecision],
    notes_absence: bool,
    by: Membership,
    now: datetime,
) -> None:
    """Apply what was decided of each appointment and each date, and note the absence unless it is already.

    Raises `away.Unsettled`, or `occurrences.OccurrenceChanged` when a date changed meanwhile: nothing is then written.
    """
    own = resources.for_adviser(situation.adviser)
    decided = list(decisions)
    settling.lock(
        decided, appointments=situation.joined, resource_ids=[own.pk, *(each.to.pk for each in dates if each.to)]
    )
    for each in dates:
        if each.to is None:
            occurrences.cancel_occurrence(each.occurrence, now=now)
        else:
            substitution.hand_over(each.occurrence, to=each.to, now=now)
    if notes_absence and not situation.noted:
        hours = situation.hours
        absences.declare(own, starts_at=hours.start, ends_at=hours.end, by=by.user)
    away.leave_the_first_alone(situation.joined, by=by, now=now)
    away.apply(decided, by=by, now=now)
