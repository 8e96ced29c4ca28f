"""The two tables: the week of a team, a row a person; the month, a row a week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from escale.desk.agenda.columns import shown_days
from escale.desk.agenda.digest import Digest, digest, note_words
from escale.desk.agenda.items import Item
from escale.desk.agenda.period import Period, is_weekend
from escale.desk.agenda.reading import Reading
from escale.desk.agenda.scope import Person, Scope
from escale.french.dates import DAYS


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A day of a person, or of everybody shown; `outside` the month it is only a number."""

    on: date
    digest: Digest
    notes: list[str]
    is_today: bool
    is_off: bool
    outside: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person's week; `group` is her organization, on the first row of each."""

    person: Person
    group: str
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class TeamWeek:
    """`days` are (day, name, number, what the day is, is today); `free` counts the team's free hours of each."""

    days: list[Cell]
    rows: list[Row]


@dataclass(frozen=True, kw_only=True)
class Month:
    """`names` head the columns: Monday to Friday, to Sunday when a weekend holds something."""

    names: list[str]
    weeks: list[list[Cell]]


def team_week(reading: Reading, period: Period, scope: Scope, *, now: datetime) -> TeamWeek:
    """Sum up each person's days; a person with nothing is left out unless she was asked for."""
    today = now.astimezone(scope.zone).date()
    days = shown_days(reading, period, today=today)
    rows: list[Row] = []
    for person in scope.people:
        theirs = [item for item in reading.items if item.resource_id == person.resource_id]
        cells = [_cell(theirs, reading, on, today) for on in days]
        if all(cell.digest.is_empty for cell in cells) and not scope.is_named(person):
            continue
        group = person.organizations[0].name if len(scope.organizations) > 1 else ""
        said = group if group and not any(row.person.organizations[0].name == group for row in rows) else ""
        rows.append(Row(person=person, group=said, cells=cells))
    return TeamWeek(days=[_cell(reading.items, reading, on, today) for on in days], rows=rows)


def month(reading: Reading, period: Period, scope: Scope, *, now: datetime) -> Month:
    """Sum up each day, in weeks from Monday on."""
    today = now.astimezone(scope.zone).date()
    weekend = any(is_weekend(on) and any(item.touches(on) for item in reading.items) for on in period.days)
    width = 7 if weekend or (period.holds(today) and is_weekend(today)) else 5
    first = period.first - timedelta(days=period.first.weekday())
    count = (period.last - first).days // 7 + 1
    weeks = [
        [
            _cell(reading.items, reading, on, today, outside=not period.holds(on))
            for on in _week_from(first + timedelta(weeks=n), width)
        ]
        for n in range(count)
    ]
    return Month(
        names=[name.capitalize() for name in DAYS[:width]],
        weeks=[week for week in weeks if not all(cell.outside for cell in week)],
    )


def _week_from(monday: date, width: int) -> list[date]:
    return [monday + timedelta(days=n) for n in range(width)]


def _cell(items: Sequence[Item], reading: Reading, on: date, today: date, *, outside: bool = False) -> Cell:
    notes = reading.notes.get(on, [])
    return Cell(
        on=on,
        digest=digest([] if outside else items, on),
        notes=note_words(notes),
        is_today=on == today,
        is_off=any(note.is_off for note in notes),
        outside=outside,
    )
