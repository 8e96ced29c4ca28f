"""The figures of a scope, as screens, reports and the API read them. Three are never mixed: activities, participations
(somebody helped five times is five) and different people (those who have a file; people without a name are said apart).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from escale import together
from escale.activity.models import Kind
from escale.appointments.models import State
from escale.statistics import cycles, labels, meetings, reading, unmet
from escale.statistics.cycles import Cycles
from escale.statistics.labels import Labels
from escale.statistics.lines import ActivityLine, Meetings, Month, PeopleLine, Totals, rate
from escale.statistics.scopes import NobodysFigures, Public, Scope
from escale.statistics.tallies import Tally, month_key, months_of
from escale.together import side_by_side

__all__ = [
    "ActivityLine",
    "Cycles",
    "Figures",
    "Meetings",
    "Month",
    "NobodysFigures",
    "PeopleLine",
    "Public",
    "Scope",
    "Totals",
    "read",
    "read_each",
    "read_with_before",
]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Everything that is counted of a scope. Lines of open lists come by number; those of a scale, in its order.

    `no_shows` is None where appointments don't say what the scope filters by. `former_ages` and `former_statuses` hold
    people without a name in the words of the former national tool. `acquisition_by_age` has values such as
    "newspaper:soixante_dix_plus". `communes` are where people live; a network of many organizations reads `departments`.
    `unmet` says how often each need of the list stayed without answer.
    """

    scope: Scope
    totals: Totals
    months: tuple[Month, ...]
    topics: tuple[ActivityLine, ...]
    devices: tuple[ActivityLine, ...]
    tags: tuple[ActivityLine, ...]
    hours: tuple[ActivityLine, ...]
    weekdays: tuple[ActivityLine, ...]
    durations: tuple[ActivityLine, ...]
    places: tuple[ActivityLine, ...]
    venues: tuple[ActivityLine, ...]
    activity_communes: tuple[ActivityLine, ...]
    postures: tuple[ActivityLine, ...]
    autonomy: tuple[ActivityLine, ...]
    next_steps: tuple[ActivityLine, ...]
    genders: tuple[PeopleLine, ...]
    ages: tuple[PeopleLine, ...]
    statuses: tuple[PeopleLine, ...]
    acquisition: tuple[PeopleLine, ...]
    acquisition_by_age: tuple[PeopleLine, ...]
    communes: tuple[PeopleLine, ...]
    departments: tuple[PeopleLine, ...]
    former_ages: tuple[PeopleLine, ...]
    former_statuses: tuple[PeopleLine, ...]
    no_shows: Meetings | None
    cycles: Cycles | None
    unmet: Mapping[str, int]

    @property
    def waiting_days(self) -> float | None:
        return self.no_shows.waiting_days if self.no_shows else None

    @property
    def alone_rate(self) -> int | None:
        """Out of a hundred activities that say it, those after which the person does alone; None when none does."""
        said = {line.value: line.activities for line in self.autonomy}
        return rate(said.get("autonome", 0), sum(said.values()) - said.get("autonome", 0))


def read(scope: Scope, *, now: datetime) -> Figures:
    """Read the figures of a scope: from months already counted when nothing is left out, else from the rows."""
    return read_each([scope], now=now)[0]


def read_with_before(scope: Scope, *, now: datetime) -> tuple[Figures, Figures]:
    """Read the figures of a scope, and those of the period before: see `Scope.before`."""
    shown, before = read_each([scope, scope.before], now=now)
    return shown, before


def read_each(scopes: Sequence[Scope], *, now: datetime) -> list[Figures]:
    """Read scopes alike but for their days, together; when something is filtered, no day may be in two of them."""
    totals = reading.tally_each(scopes, now=now)
    pieces = labels.of(*totals), cycles.read_each(scopes), unmet.count_each(scopes)
    names, followed, lacking = together.read(side_by_side(*pieces))
    return [_figures(*each, names=names) for each in zip(scopes, totals, followed, lacking, strict=True)]


def _figures(
    scope: Scope, total: Tally, followed: Cycles | None, lacking: Mapping[str, int], *, names: Labels
) -> Figures:
    tables = _Tables(total, names)
    activities, people = tables.activities, tables.people
    return Figures(
        scope=scope,
        totals=_totals(total),
        months=_months(total, scope),
        topics=activities("topic"),
        devices=activities("device"),
        tags=activities("tag"),
        hours=activities("hour"),
        weekdays=activities("weekday"),
        durations=activities("duration"),
        places=activities("place"),
        venues=activities("venue"),
        activity_communes=activities("place_commune"),
        postures=activities("posture"),
        autonomy=activities("autonomy"),
        next_steps=activities("next_step"),
        genders=people("gender"),
        ages=people("age"),
        statuses=people("status"),
        acquisition=people("acquisition"),
        acquisition_by_age=people("acquisition_age"),
        communes=people("commune"),
        departments=people("department"),
        former_ages=people("former_age"),
        former_statuses=people("former_status"),
        no_shows=_meetings(total) if meetings.are_known_for(scope) else None,
        cycles=followed,
        unmet=lacking,
    )


class _Tables:
    """The lines of each axis of a tally."""

    def __init__(self, total: Tally, names: Labels) -> None:
        self.total, self.names = total, names
        self.values: defaultdict[str, list[str]] = defaultdict(list)
        for axis, value in dict.fromkeys((axis, value) for axis, value, _ in total):
            self.values[axis].append(value)

    def activities(self, axis: str) -> tuple[ActivityLine, ...]:
        """What activities say on this axis; those that say nothing are in no line."""
        lines = [
            ActivityLine(
                value=value,
                label=self.names.of(axis, value),
                activities=self.total[axis, value, "activities"],
                participations=self.total[axis, value, "participations"],
                minutes=self.total[axis, value, "minutes"],
            )
            for value in self._in_order(axis)
            if value
        ]
        return tuple(
            lines if labels.scale(axis) else sorted(lines, key=lambda line: (-line.participations, line.label))
        )

    def people(self, axis: str) -> tuple[PeopleLine, ...]:
        lines = [
            PeopleLine(
                value=value,
                label=self.names.of(axis, value),
                people=self.total[axis, value, "people"],
                new=self.total[axis, value, "new"],
                unnamed=self.total[axis, value, "unnamed"] + (self._unsaid(axis) if value == UNSAID else 0),
            )
            for value in self._in_order(axis)
        ]
        said = [line for line in lines if line.people or line.unnamed]
        return tuple(said if labels.scale(axis) else sorted(said, key=lambda line: (-line.people, line.label)))

    def _in_order(self, axis: str) -> Sequence[str]:
        """A scale is whole, so that nought is seen."""
        return labels.scale(axis) or self.values[axis]

    def _unsaid(self, axis: str) -> int:
        """People without a name of whom nothing was counted on this axis."""
        said = sum(
            n for (at, _, measure), n in self.total.items() if measure == "unnamed" and at in (axis, f"former_{axis}")
        )
        return max(0, self.total["all", "", "unnamed"] - said)


UNSAID = "non_communique"


def _totals(total: Tally) -> Totals:
    everything = {measure: n for (axis, _, measure), n in total.items() if axis == "all"}
    unnamed = everything.get("unnamed", 0)
    return Totals(
        activities=everything.get("activities", 0),
        individual=total["kind", Kind.INDIVIDUAL, "activities"],
        collective=total["kind", Kind.COLLECTIVE, "activities"],
        participations=everything.get("participations", 0),
        individual_participations=total["kind", Kind.INDIVIDUAL, "participations"],
        collective_participations=total["kind", Kind.COLLECTIVE, "participations"],
        minutes=everything.get("minutes", 0),
        people=everything.get("people", 0),
        new_people=everything.get("new", 0),
        unnamed=unnamed,
        unnamed_new=unnamed - everything.get("unnamed_known", 0),
    )


def _months(total: Tally, scope: Scope) -> tuple[Month, ...]:
    """Every month the period touches, those without anything too."""
    return tuple(
        Month(
            first=first,
            activities=total["month", month_key(first), "activities"],
            participations=total["month", month_key(first), "participations"],
            individual=total["month", month_key(first), Kind.INDIVIDUAL],
            collective=total["month", month_key(first), Kind.COLLECTIVE],
        )
        for first in months_of(scope.since, scope.until)
    )


def _meetings(total: Tally) -> Meetings:
    def count(measure: str, *states: str) -> int:
        return sum(total["meeting", state, measure] for state in states)

    seen, missed = State.SEEN, State.NO_SHOW
    wait = timedelta(microseconds=count("wait", seen, missed))
    return Meetings(
        seen=count("reminded", seen) + count("not_reminded", seen),
        missed=count("reminded", missed) + count("not_reminded", missed),
        seen_reminded=count("reminded", seen),
        missed_reminded=count("reminded", missed),
        waited=count("waited", seen, missed),
        waited_days=wait / timedelta(days=1),
    )
