"""The three first settings of an organization: venues, hours in one sentence each, reasons. What they give, and the end."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from escale.accounts.models import Organization
from escale.agenda import permanences
from escale.agenda.models import Permanence, Reception, Resource
from escale.agenda.terms import Terms
from escale.appointments import reasons
from escale.appointments.models import Reason
from escale.scheduling import recurrence_text
from escale.scheduling.slots import Opening, SlotRule, slots
from escale.scheduling.wall_clock import to_instants

USUAL_DURATION = timedelta(minutes=45)
DAYS_SHOWN = 3
LOOKED_AHEAD = timedelta(weeks=8)


@dataclass(frozen=True)
class ComingDay:
    """One date of a permanence; `starts` are the local hours proposed, none when people come without appointment."""

    on: date
    terms: Terms
    starts: list[datetime]


@dataclass(frozen=True)
class SkippedDays:
    """Dates on which nobody receives, for one reason."""

    first_on: date
    last_on: date
    why: str


@dataclass(frozen=True)
class Prospect:
    """What some permanences give: people received by appointment in a week, minutes open to all, first dates, dates skipped."""

    people_a_week: int
    walk_in_minutes: int
    days: list[ComingDay]
    skipped: list[SkippedDays]


def prospect(said: Sequence[Terms], *, now: datetime, duration: timedelta = USUAL_DURATION) -> Prospect:
    """Work out what permanences on these terms give. The week is the first in which the most dates are held."""
    coming: list[ComingDay] = []
    skipped: list[SkippedDays] = []
    for terms in said:
        first = now.astimezone(terms.venue.zone).date()
        dates = terms.plan(first, first + LOOKED_AHEAD)
        coming += [ComingDay(on, terms, _starts(terms, on, now=now, duration=duration)) for on in dates.held]
        skipped += [SkippedDays(each.on, each.on, each.why) for each in dates.skipped]
    coming.sort(key=lambda day: (day.on, day.terms.start_time))
    week = _fullest_week(coming)
    walk_in = sum(_minutes(day.terms) for day in week if day.terms.reception != Reception.APPOINTMENT)
    return Prospect(sum(len(day.starts) for day in week), walk_in, coming[:DAYS_SHOWN], _grouped(skipped))


def terms_written(organization: Organization, *, on: date) -> list[Terms]:
    """The terms of the running permanences, of everybody in the organization."""
    running = Permanence.objects.of_organization(organization).running(on=on).select_related("venue", "room")
    return [Terms.of(permanence) for permanence in running.order_by("starts_on", "start_time", "pk")]


@transaction.atomic
def open_all(
    said: Iterable[Terms], *, organization: Organization, adviser: Resource, now: datetime
) -> list[Permanence]:
    """Open a permanence on each of these terms; one this adviser already holds is not opened twice."""
    opened = []
    for terms in said:
        already = Permanence.objects.filter(
            adviser=adviser,
            venue=terms.venue,
            rule=recurrence_text.write(terms.recurrence),
            start_time=terms.start_time,
            end_time=terms.end_time,
        )
        if already.running(on=now.date()).exists():
            continue
        opened.append(permanences.open_permanence(terms, organization=organization, adviser=adviser, now=now))
    return opened


@transaction.atomic
def finish(organization: Organization, *, keys: Collection[str], now: datetime) -> list[Reason]:
    """Add the chosen reasons to every permanence held by appointment, and note that the organization is ready."""
    added = reasons.add_starters(organization, keys=keys)
    by_appointment = Permanence.objects.of_organization(organization).running(on=now.date())
    for permanence in by_appointment.exclude(reception=Reception.WALK_IN).order_by("pk"):
        permanence.reasons.add(*added)
    Organization.objects.filter(pk=organization.pk, set_up_at=None).update(set_up_at=now)
    return added


def _starts(terms: Terms, on: date, *, now: datetime, duration: timedelta) -> list[datetime]:
    zone = terms.venue.zone
    opening = to_instants(on, terms.start_time, terms.end_time, zone)
    if opening is None or terms.reception == Reception.WALK_IN:
        return []
    rule = SlotRule(duration=duration, notice=timedelta(0), horizon_end=opening.end)
    cut = slots([Opening(opening.start, opening.end)], [], rule, now, zone=zone)
    return [slot.start.astimezone(zone) for slot in cut]


def _fullest_week(days: list[ComingDay]) -> list[ComingDay]:
    weeks: dict[tuple[int, int], list[ComingDay]] = {}
    for day in days:
        weeks.setdefault(day.on.isocalendar()[:2], []).append(day)
    return max(weeks.values(), key=lambda week: (len(week), sum(len(day.starts) for day in week)), default=[])


def _minutes(terms: Terms) -> int:
    start, end = terms.start_time, terms.end_time
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _grouped(skipped: list[SkippedDays]) -> list[SkippedDays]:
    """One line per reason, from its first to its last date."""
    spans: dict[str, SkippedDays] = {}
    for each in sorted(skipped, key=lambda days: days.first_on):
        first = spans[each.why].first_on if each.why in spans else each.first_on
        spans[each.why] = SkippedDays(first, each.last_on, each.why)
    return list(spans.values())
