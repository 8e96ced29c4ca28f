"""The dates of a permanence as its pages list them: held, put back or moved by hand, skipped with the reason."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from types import MappingProxyType

from escale.agenda.models import PermanenceOccurrence
from escale.agenda.planning import Plan
from escale.appointments.settling import Choice, Decision
from escale.appointments.settling_words import Telling
from escale.french.dates import MONTHS, day, day_of_month, hour_range, month_year
from escale.french.elision import of
from escale.french.plural import plural
from escale.outbox.models import Channel

SHOWN = 18

TOLD: Mapping[Channel, tuple[str, str]] = MappingProxyType(
    {
        Channel.SMS: ("personne reçoit un SMS", "personnes reçoivent un SMS"),
        Channel.EMAIL: ("personne reçoit un mail", "personnes reçoivent un mail"),
        Channel.CALL: ("appel s’ajoute à votre liste", "appels s’ajoutent à votre liste"),
    }
)


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
    several_weekdays = len({each.original_on.weekday() for each in occurrences}) > 1
    said = day if several_weekdays else day_of_month
    lines = [_line(each, put_back, said) for each in occurrences]
    lines += [_skipped(group, said) for group in _runs(skipped)]
    lines.sort(key=lambda line: line.on)
    held = sum(each.canceled_at is None for each in occurrences)
    rest = lines[SHOWN:]
    return Dates(
        first=lines[:SHOWN],
        rest=rest,
        rest_words=_rest_words(rest),
        held=held,
        skipped_words=f"{plural(len(skipped), 'sautée')}, {_months(lines[0].on, lines[-1].on)}" if lines else "",
        school_calendar_known=plan.school_calendar_known,
    )


def summary(decisions: Iterable[tuple[Decision, Telling]]) -> str:
    """ "1 personne reçoit un SMS, 1 rendez-vous reste hors permanence."; empty when nobody is concerned."""
    all_told = list(decisions)
    channels = Counter(telling.channel for _, telling in all_told)
    kept = sum(decision.option.choice == Choice.KEEP for decision, _ in all_told)
    said = [plural(channels[channel], *words) for channel, words in TOLD.items() if channels[channel]]
    if kept:
        said.append(plural(kept, "rendez-vous reste hors permanence", "rendez-vous restent hors permanence"))
    return f"{', '.join(said)}." if said else ""


def _line(occurrence: PermanenceOccurrence, put_back: Collection[date], said: Callable[[date], str]) -> Line:
    zone = occurrence.venue.zone
    start, end = occurrence.starts_at.astimezone(zone), occurrence.ends_at.astimezone(zone)
    on = start.date()
    words = said(on)
    if occurrence.canceled_at:
        return Line(on=on, words=words, why=occurrence.note or "Annulée", occurrence=occurrence, is_off=True)
    if occurrence.original_on in put_back:
        return Line(on=on, words=words, why="Remise", occurrence=occurrence, values=occurrence.original_on.isoformat())
    if occurrence.changed_at is None:
        return Line(on=on, words=words, occurrence=occurrence)
    moved = f", au lieu du {day(occurrence.original_on)}" if occurrence.original_on != on else ""
    why = f"À la main : {hour_range(start, end)}, {occurrence.venue.name}{moved}"
    return Line(on=on, words=words, why=f"{why}. {occurrence.note}" if occurrence.note else why, occurrence=occurrence)


def _skipped(run: Sequence[tuple[date, str]], said: Callable[[date], str]) -> Line:
    days = [on for on, _ in run]
    words = said(days[0]) if len(days) == 1 else _listed(days)
    return Line(on=days[0], words=words, why=run[0][1], is_off=True, values=" ".join(on.isoformat() for on in days))


def _rest_words(rest: Sequence[Line]) -> str:
    """ "Et 9 dates de mai à juin"; empty when nothing is folded."""
    held = sum(not line.is_off for line in rest)
    return f"Et {plural(held, 'date')} {_months(rest[0].on, rest[-1].on)}" if rest else ""


def _listed(days: Sequence[date]) -> str:
    """ "22 et 29 décembre", "16 et 30 juillet, 13 et 27 août": each month is said once."""
    months = [list(group) for _, group in groupby(days, key=lambda on: (on.year, on.month))]
    return ", ".join(" et ".join([*(_number(on) for on in same[:-1]), day_of_month(same[-1])]) for same in months)


def _number(on: date) -> str:
    return "1er" if on.day == 1 else str(on.day)


def _runs(skipped: Sequence[tuple[date, str]]) -> list[list[tuple[date, str]]]:
    """Skipped dates that follow each other for one reason."""
    return [list(run) for _, run in groupby(skipped, key=lambda each: each[1])]


def _months(first: date, last: date) -> str:
    """ "de novembre à juin", "en novembre", "de novembre 2026 à novembre 2027"."""
    if (first.year, first.month) == (last.year, last.month):
        return f"en {MONTHS[first.month - 1]}"
    same_name = first.month == last.month
    start, end = (month_year(on) if same_name else MONTHS[on.month - 1] for on in (first, last))
    return f"{of(start)} à {end}"
