"""The dates of a permanence as its pages list them: held, put back or moved by hand, skipped with the reason."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from escale.agenda.models import PermanenceOccurrence
from escale.agenda.planning import Plan
from escale.appointments.settling import Choice, Decision
from escale.appointments.settling_words import Telling
from escale.french.dates import MONTHS, day, day_of_month, hour_range
from escale.french.plural import plural

SHOWN = 18


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the list. `why` says what is particular; `values` are the dates a button puts back, or skips again."""

    on: date
    words: str
    why: str = ""
    occurrence: PermanenceOccurrence | None = None
    is_off: bool = False
    values: str = ""


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The dates of a permanence: first those in sight, then the rest, folded; counts in words."""

    first: Sequence[Line]
    rest: Sequence[Line]
    rest_words: str
    held: int
    skipped_words: str
    school_calendar_known: bool


def dates_of(
    occurrences: Collection[PermanenceOccurrence],
    plan: Plan,
    *,
    put_back: Collection[date] = (),
    since: date | None = None,
) -> Dates:
    """Draw the dates written, or about to be, with those the plan skips and nobody has put back; all, or since a day."""
    occurrences = [each for each in occurrences if since is None or each.original_on >= since]
    written = {each.original_on for each in occurrences}
    skipped = [
        (each.on, each.why) for each in plan.skipped if each.on not in written and (since is None or each.on >= since)
    ]
    lines = [_line(each, put_back) for each in occurrences] + [_skipped(group) for group in _runs(skipped)]
    lines.sort(key=lambda line: line.on)
    held = sum(each.canceled_at is None for each in occurrences)
    rest = lines[SHOWN:]
    return Dates(
        first=lines[:SHOWN],
        rest=rest,
        rest_words=f"Et {plural(len(rest), 'ligne')} {_months(rest[0].on, rest[-1].on)}" if rest else "",
        held=held,
        skipped_words=f"{plural(len(skipped), 'sautée')}, {_months(lines[0].on, lines[-1].on)}" if lines else "",
        school_calendar_known=plan.school_calendar_known,
    )


def summary(decisions: Iterable[tuple[Decision, Telling]]) -> str:
    """ "1 personne reçoit un SMS, 1 rendez-vous reste hors permanence."; empty when nobody is concerned."""
    told = kept = 0
    for decision, telling in decisions:
        told += telling.channel is not None
        kept += decision.option.choice == Choice.KEEP
    said = [
        plural(told, "personne reçoit un message", "personnes reçoivent un message") if told else "",
        plural(kept, "rendez-vous reste hors permanence", "rendez-vous restent hors permanence") if kept else "",
    ]
    words = ", ".join(filter(None, said))
    return f"{words}." if words else ""


def _line(occurrence: PermanenceOccurrence, put_back: Collection[date]) -> Line:
    zone = occurrence.venue.zone
    start, end = occurrence.starts_at.astimezone(zone), occurrence.ends_at.astimezone(zone)
    on = start.date()
    words = day(on)
    if occurrence.canceled_at:
        return Line(on=on, words=words, why=occurrence.note or "Annulée", occurrence=occurrence, is_off=True)
    if occurrence.original_on in put_back:
        return Line(on=on, words=words, why="Remise", occurrence=occurrence, values=occurrence.original_on.isoformat())
    if occurrence.changed_at is None:
        return Line(on=on, words=words, occurrence=occurrence)
    moved = f", au lieu du {day(occurrence.original_on)}" if occurrence.original_on != on else ""
    why = f"À la main : {hour_range(start, end)}, {occurrence.venue.name}{moved}"
    return Line(on=on, words=words, why=f"{why}. {occurrence.note}" if occurrence.note else why, occurrence=occurrence)


def _skipped(run: Sequence[tuple[date, str]]) -> Line:
    days = [on for on, _ in run]
    *others, last = days
    words = day(last) if not others else f"{', '.join(_short(on, last) for on in others)} et {day_of_month(last)}"
    return Line(on=days[0], words=words, why=run[0][1], is_off=True, values=" ".join(on.isoformat() for on in days))


def _short(on: date, last: date) -> str:
    """ "22" beside "29 décembre", "23 février" beside "2 mars"."""
    return str(on.day) if on.month == last.month and on.day > 1 else day_of_month(on)


def _runs(skipped: Sequence[tuple[date, str]]) -> list[list[tuple[date, str]]]:
    """Skipped dates that follow each other for one reason."""
    return [list(run) for _, run in groupby(skipped, key=lambda each: each[1])]


def _months(first: date, last: date) -> str:
    """ "de novembre à juin", "en novembre"."""
    start, end = MONTHS[first.month - 1], MONTHS[last.month - 1]
    if start == end and first.year == last.year:
        return f"en {start}"
    return f"{'d’' if start[0] in 'ao' else 'de '}{start} à {end}"
