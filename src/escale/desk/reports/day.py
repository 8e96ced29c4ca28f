"""The reports of one member's day, in one screen: done, ready, and what the day still waits for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import QueryDict

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.activity.models import ActivityRecord
from escale.appointments.models import Appointment
from escale.desk.reports import reading, words
from escale.desk.reports.cards import ReportCard, TopicChips, card
from escale.desk.reports.forms import Drafted, PassersByForm
from escale.desk.workshops.roll.day import SessionCard, cards, sessions
from escale.french.plural import plural
from escale.scheduling.wall_clock import day_bounds
from escale.together import read_together
from escale.ui.shapes import bar_class


@dataclass(frozen=True, kw_only=True)
class PassersBy:
    """Everybody received that day without appointment and without a file, in one card."""

    records: Sequence[ActivityRecord]
    form: PassersByForm
    topics: TopicChips

    @property
    def title(self) -> str:
        return plural(len(self.records), "personne sans rendez-vous", "personnes sans rendez-vous")

    @property
    def hours(self) -> str:
        """ "entre 14 h 45 et 15 h", "à 14 h 45"."""
        said = [reading.at(record) for record in self.records]
        first, last = said[0], said[-1]
        return f"entre {first} et {last}" if first != last else f"à {first}"


@dataclass(frozen=True, kw_only=True)
class Done:
    """A report already confirmed, in words."""

    record: ActivityRecord

    @property
    def heading(self) -> str:
        return reading.heading(self.record)

    @property
    def flag(self) -> str:
        return reading.flag(self.record)

    @property
    def summary(self) -> str:
        return " ".join(filter(None, [reading.summary(self.record), reading.newcomers(self.record)]))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the day, with the template that draws it."""

    template: str
    starts_at: datetime
    content: Any


@dataclass(frozen=True, kw_only=True)
class DayPage:
    """A day as its page shows it. Forms are bound when something was sent."""

    on: date
    done: Sequence[ActivityRecord]
    cards: Sequence[ReportCard]
    passers_by: PassersBy | None
    rolls: Sequence[SessionCard]
    presences: Sequence[Appointment]
    has_draft: bool

    @cached_property
    def entries(self) -> list[Entry]:
        found = [
            *(_entry("done.html", Done(record=record), _start(record)) for record in self.done),
            *(_entry("card.html", each, _start(each.record)) for each in self.cards),
            *(_entry("roll.html", each, each.starts_at) for each in self.rolls),
            *(_entry("presence.html", each, each.starts_at) for each in self.presences),
        ]
        if self.passers_by:
            found.append(_entry("passers_by.html", self.passers_by, _start(self.passers_by.records[-1])))
        return sorted(found, key=lambda entry: entry.starts_at)

    @property
    def forms(self) -> list[Drafted]:
        return [*(each.form for each in self.cards), *((self.passers_by.form,) if self.passers_by else ())]

    @property
    def ready(self) -> int:
        return len(self.forms)

    @property
    def state(self) -> tuple[str, str]:
        """What the bar says before anything is saved."""
        return words.state_of_day(
            ready=self.ready, done=len(self.done), rolls=len(self.rolls), presences=len(self.presences)
        )

    @property
    def gauge(self) -> str:
        total = self.ready + len(self.done) + len(self.rolls) + len(self.presences)
        return bar_class(100 * (self.ready + len(self.done)) / total if total else 0)

    @property
    def is_wrong(self) -> bool:
        """Whether something sent can't be saved. Every form is read, so that each says what it lacks."""
        wrong = [form for form in self.forms if form.is_bound and not form.is_valid()]
        return bool(wrong)


def read(
    reader: Membership,
    on: date,
    *,
    zone: ZoneInfo,
    now: datetime,
    typed: QueryDict | None = None,
    draft: Mapping[str, Sequence[str]] | None = None,
) -> DayPage:
    """Read a day of hers: what was sent, else what she left, else what is proposed. A fixed number of queries."""
    bounds = day_bounds(on, zone)
    own = ActivityRecord.objects.of_organization(reader.organization).of_adviser(reader.user).counted().filter(on=on)
    hers = Appointment.objects.of_organization(reader.organization).of_adviser(reader.user).expected()
    expected = hers.between(bounds.start, bounds.end).filter(starts_at__lte=now).with_everything_shown()
    records = own.with_everything_shown().by_date()
    held = sessions(reader.organization, reader.user, bounds.start, bounds.end)
    presences = expected.order_by("starts_at", "pk")
    read_together(records, held, presences)
    waiting = [record for record in records if not record.is_complete]
    passing = [record for record in waiting if record.walk_in_id and not list(record.participations.all())]
    around = reading.Around.read(reader, waiting, now=now)
    again = _reasons_already_reported(reader, waiting)
    return DayPage(
        on=on,
        done=[record for record in records if record.is_complete],
        cards=[
            card(
                record,
                around,
                sees_notes=rules.may_see_notes(reader),
                typed=typed,
                draft=draft,
                again=_reason_of(record) in again,
            )
            for record in waiting
            if record not in passing
        ],
        passers_by=_passers_by(passing, around, typed=typed, draft=draft) if passing else None,
        rolls=[each for each in cards(list(held), named=False) if not each.called],
        presences=list(presences),
        has_draft=bool(draft) and typed is None,
    )


def _passers_by(
    records: Sequence[ActivityRecord],
    around: reading.Around,
    *,
    typed: QueryDict | None,
    draft: Mapping[str, Sequence[str]] | None,
) -> PassersBy:
    total = sum(record.minutes for record in records)
    topics = dict.fromkeys(row.topic for record in records for row in record.topics.all())
    together = "-".join(str(record.pk) for record in records)
    initial = {"topics": list(topics), "minutes": total, "records": together}
    form = PassersByForm(prefix="passage", minutes=total, initial=initial)
    if typed is not None and form.is_sent_in(typed):
        # Somebody came since the page was read: what was answered is said of those it showed.
        there = set(typed.get(form.add_prefix("records"), "").split("-"))
        records = [record for record in records if str(record.pk) in there] or records
        form = PassersByForm(typed, prefix="passage", minutes=total)
    elif draft:
        form.show_draft(draft)
        form.initial["records"] = together
    return PassersBy(records=records, form=form, topics=TopicChips.of(form, around.usual))


def _reason_of(record: ActivityRecord) -> int | None:
    if record.appointment:
        return record.appointment.reason_id
    return record.walk_in.reason_id if record.walk_in else None


def _reasons_already_reported(reader: Membership, waiting: Sequence[ActivityRecord]) -> set[int]:
    """For which of these reasons she has something to say "comme la dernière fois". One query."""
    wanted = {reason for record in waiting if (reason := _reason_of(record))}
    done = ActivityRecord.objects.counted().of_adviser(reader.user).exclude(completed_at=None)
    same = done.filter(Q(appointment__reason__in=wanted) | Q(walk_in__reason__in=wanted))
    found = same.order_by().values_list("appointment__reason", "walk_in__reason").distinct()
    return {reason for pair in found for reason in pair if reason}


def _entry(template: str, content: Any, starts_at: datetime) -> Entry:
    return Entry(template=f"desk/reports/{template}", starts_at=starts_at, content=content)


def _start(record: ActivityRecord) -> datetime:
    """Help in passing has no hour: it comes when it was written."""
    return record.starts_at or record.created_at
