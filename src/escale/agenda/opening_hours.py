"""When a place receives, in sentences: "Le lundi, le mardi et le jeudi : de 9 h à 12 h, puis de 14 h à 17 h"."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from escale.agenda.models import Permanence
from escale.french.dates import DAYS, PARITIES, RANKS, day_of_month, hour_range
from escale.scheduling.recurrence import Frequency, Recurrence

type Span = tuple[time, time]


def sentences(permanences: Iterable[Permanence]) -> list[tuple[str, str]]:
    """The rules of a place as (icon, sentence): every week first, day by day, then what comes less often."""
    weekly: defaultdict[int, list[Span]] = defaultdict(list)
    others: dict[str, None] = {}
    for permanence in permanences:
        rule, span = permanence.recurrence, (permanence.start_time, permanence.end_time)
        if _is_weekly(rule):
            for weekday in rule.weekdays:
                weekly[weekday].append(span)
        elif rule.frequency is not Frequency.ONCE:
            others[f"{_rare(rule)} : {hour_range(*span)}."] = None
    rows = [("clock", sentence) for sentence in weekly_sentences(weekly)]
    return rows + [("calendar-days", sentence) for sentence in others]


def every_week(permanences: Iterable[Permanence]) -> list[tuple[int, time, time]]:
    """What comes back every week, for programs: (weekday, from, to), Monday being 0; touching hours are one."""
    weekly: defaultdict[int, list[Span]] = defaultdict(list)
    for permanence in permanences:
        if _is_weekly(rule := permanence.recurrence):
            for weekday in rule.weekdays:
                weekly[weekday].append((permanence.start_time, permanence.end_time))
    return [(weekday, *span) for weekday in sorted(weekly) for span in _united(weekly[weekday])]


def weekly_sentences(weekly: Mapping[int, Iterable[Span]]) -> list[str]:
    """Hours by weekday (Monday is 0), the days that have the same ones together."""
    return [f"{_days(weekdays)} : {_spans(spans)}." for spans, weekdays in _alike(weekly)]


def closure_words(starts_on: date, ends_on: date) -> str:
    """ "le 24 décembre", "du 21 décembre au 3 janvier"."""
    if starts_on == ends_on:
        return f"le {day_of_month(starts_on)}"
    return f"du {day_of_month(starts_on)} au {day_of_month(ends_on)}"


def _is_weekly(rule: Recurrence) -> bool:
    return rule.frequency is Frequency.WEEKLY and rule.every == 1 and not rule.parity


def _alike(weekly: Mapping[int, Iterable[Span]]) -> list[tuple[tuple[Span, ...], list[int]]]:
    """Weekdays with the same hours together, in the order of the week."""
    together: dict[tuple[Span, ...], list[int]] = {}
    for weekday in sorted(weekly):
        together.setdefault(_united(weekly[weekday]), []).append(weekday)
    return list(together.items())


def _united(spans: Iterable[Span]) -> tuple[Span, ...]:
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((start, end))
    return tuple(united)


def _days(weekdays: Sequence[int]) -> str:
    if len(weekdays) == 5 and list(weekdays) == [0, 1, 2, 3, 4]:
        return "Du lundi au vendredi"
    if len(weekdays) == len(DAYS):
        return "Tous les jours"
    names = [f"le {DAYS[weekday]}" for weekday in weekdays]
    return _listed(names).capitalize()


def _spans(spans: Iterable[Span]) -> str:
    return ", puis ".join(hour_range(start, end) for start, end in spans)


def _rare(rule: Recurrence) -> str:
    names = _listed([f"le {DAYS[weekday]}" for weekday in sorted(rule.weekdays)])
    if rule.parity:
        return f"{names.capitalize()}, les semaines {PARITIES[rule.parity]}"
    if rule.frequency is Frequency.WEEKLY:
        return f"{names.capitalize()}, une semaine sur {rule.every}"
    month = "du mois" if rule.every == 1 else f"un mois sur {rule.every}"
    weekday = DAYS[next(iter(rule.weekdays))]
    return f"Le {RANKS[rule.nth or 1]} {weekday} {month}"


def _listed(words: Sequence[str]) -> str:
    return " et ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
