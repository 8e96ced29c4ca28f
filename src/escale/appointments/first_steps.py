"""The three first settings of an organization: venues, hours in one sentence each, reasons. What they give, and the end."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from escale.accounts.models import Organization
from escale.agenda import permanences, planning
from escale.agenda.models import Permanence, Reception, Resource
from escale.agenda.planning import Plan
from escale.appointments import reasons
from escale.appointments.models import Reason
from escale.places.models import Venue
from escale.scheduling.recurrence import Recurrence
from escale.scheduling.slots import Opening, SlotRule, slots
from escale.scheduling.wall_clock import to_instants

USUAL_DURATION = timedelta(minutes=45)
DAYS_SHOWN = 3
LOOKED_AHEAD = timedelta(weeks=8)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A permanence in one sentence: "Je reçois le mardi de 14 h à 17 h au CCAS, sur rendez-vous"."""

    recurrence: Recurrence
    venue: Venue
    start_time: time
    end_time: time
    reception: Reception
    skips_public_holidays: bool = True
    skips_school_holidays: bool = False

    @classmethod
    def of(cls, permanence: Permanence) -> "Sentence":
        return cls(
            recurrence=permanence.recurrence,
            venue=permanence.venue,
            start_time=permanence.start_time,
            end_time=permanence.end_time,
            reception=Reception(permanence.reception),
            skips_public_holidays=permanence.skips_public_holidays,
            skips_school_holidays=permanence.skips_school_holidays,
        )

    def values(self) -> dict[str, Any]:
        """What opening or changing a permanence asks, by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def plan(self, first: date, last: date) -> Plan:
        """Which dates it gives from `first` to `last`, both included, and why others are skipped."""
        return planning.plan(
            self.recurrence,
            venue=self.venue,
            first=first,
            last=last,
            skips_public_holidays=self.skips_public_holidays,
            skips_school_holidays=self.skips_school_holidays,
        )


@dataclass(frozen=True)
class ComingDay:
    """One date of a sentence; `starts` are the local hours proposed, none when people come without appointment."""

    on: date
    sentence: Sentence
    starts: list[datetime]


@dataclass(frozen=True)
class SkippedDays:
    """Dates on which nobody receives, for one reason."""

    first_on: date
    last_on: date
    why: str


@dataclass(frozen=True)
class Prospect:
    """What some sentences give: people received by appointment in a week, minutes open to all, first dates, dates skipped."""

    people_a_week: int
    walk_in_minutes: int
    days: list[ComingDay]
    skipped: list[SkippedDays]


def prospect(sentences: Sequence[Sentence], *, now: datetime, duration: timedelta = USUAL_DURATION) -> Prospect:
    """Work out what these sentences give. The week is the first in which the most dates are held."""
    coming: list[ComingDay] = []
    skipped: list[SkippedDays] = []
    for sentence in sentences:
        first = now.astimezone(sentence.venue.zone).date()
        dates = sentence.plan(first, first + LOOKED_AHEAD)
        coming += [ComingDay(on, sentence, _starts(sentence, on, now=now, duration=duration)) for on in dates.held]
        skipped += [SkippedDays(each.on, each.on, each.why) for each in dates.skipped]
    coming.sort(key=lambda day: (day.on, day.sentence.start_time))
    week = _fullest_week(coming)
    walk_in = sum(_minutes(day.sentence) for day in week if day.sentence.reception != Reception.APPOINTMENT)
    return Prospect(sum(len(day.starts) for day in week), walk_in, coming[:DAYS_SHOWN], _grouped(skipped))


def sentences_of(organization: Organization, *, on: date) -> list[Sentence]:
    """The sentences already written, of everybody in the organization."""
    running = Permanence.objects.of_organization(organization).running(on=on).select_related("venue")
    return [Sentence.of(permanence) for permanence in running.order_by("starts_on", "start_time", "pk")]


@transaction.atomic
def open_sentences(
    sentences: Iterable[Sentence], *, organization: Organization, adviser: Resource, now: datetime
) -> list[Permanence]:
    """Open a permanence for each sentence; one this adviser already holds is not opened twice."""
    opened = []
    for sentence in sentences:
        already = Permanence.objects.filter(
            adviser=adviser,
            venue=sentence.venue,
            rule=sentence.recurrence.to_text(),
            start_time=sentence.start_time,
            end_time=sentence.end_time,
        )
        if already.running(on=now.date()).exists():
            continue
        opened.append(
            permanences.open_permanence(organization=organization, adviser=adviser, now=now, **sentence.values())
        )
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


def _starts(sentence: Sentence, on: date, *, now: datetime, duration: timedelta) -> list[datetime]:
    zone = sentence.venue.zone
    opening = to_instants(on, sentence.start_time, sentence.end_time, zone)
    if opening is None or sentence.reception == Reception.WALK_IN:
        return []
    rule = SlotRule(duration=duration, notice=timedelta(0), horizon_end=opening.end)
    cut = slots([Opening(opening.start, opening.end)], [], rule, now, zone=zone)
    return [slot.start.astimezone(zone) for slot in cut]


def _fullest_week(days: list[ComingDay]) -> list[ComingDay]:
    weeks: dict[tuple[int, int], list[ComingDay]] = {}
    for day in days:
        weeks.setdefault(day.on.isocalendar()[:2], []).append(day)
    return max(weeks.values(), key=lambda week: (len(week), sum(len(day.starts) for day in week)), default=[])


def _minutes(sentence: Sentence) -> int:
    start, end = sentence.start_time, sentence.end_time
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _grouped(skipped: list[SkippedDays]) -> list[SkippedDays]:
    """One line per reason, from its first to its last date."""
    spans: dict[str, SkippedDays] = {}
    for each in sorted(skipped, key=lambda days: days.first_on):
        first = spans[each.why].first_on if each.why in spans else each.first_on
        spans[each.why] = SkippedDays(first, each.last_on, each.why)
    return list(spans.values())
