"""Hours of a week in words, and read from the words somebody types; kept as OpenStreetMap writes them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from opening_hours import OpeningHours

from escale.agenda.opening_hours import weekly_sentences
from escale.directory import opening
from escale.french.dates import DAYS, day, hour_range
from escale.french.plain_text import fold

WEEKS = 52
USUAL = 0.8
"""A day has usual hours when it keeps them so many weeks of the year."""
FEW_DAYS = 3
SHORT = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
EVERY_DAY = re.compile(r"tous les jours|7 ?j sur 7|7j/7")
CHANGES = "Certaines semaines changent : appelez avant d’y aller."

type Span = tuple[time, time]
_TOKEN = re.compile(
    r"(?P<day>lun|mar|mer|jeu|ven|sam|dim)(?:di|credi|dredi|edi|anche)?s?\b\.?"
    r"|(?P<hour>\d{1,2})\s*(?:h|:)\s*(?P<minute>[0-5]\d)?"
    r"|(?P<noon>midi)"
    r"|(?P<closed>fermee?s?)\b"
    r"|(?P<through>\b(?:au|a|jusqu\W?au?)\b|-)"
    r"|(?P<nothing>\b(?:du|de|le|les|et|puis|ouverte?s?|des|matins?|apres.midi)\b|[\s,;:/.|&]+)"
    r"|(?P<other>\w+|.)"
)


class UnreadableHours(ValueError):
    """These words aren't hours of a week: nothing is guessed."""


def read(text: str) -> str:
    """Hours as OpenStreetMap writes them, from "du lundi au vendredi 9 h-12 h et 14 h-17 h 30", or as they were typed.

    Raises UnreadableHours when a word isn't understood, a time has no end, or no day is said.
    """
    text = text.strip()
    if not text or opening.readable(text):
        return text
    week: dict[int, list[Span]] = {}
    for days, times in _groups(EVERY_DAY.sub("lundi au dimanche", _plain(text))):
        if not days or len(times) % 2:
            raise UnreadableHours(text)
        spans = list(zip(times[::2], times[1::2], strict=True))
        if any(start >= end for start, end in spans):
            raise UnreadableHours(text)
        for each in days:
            week.setdefault(each, []).extend(spans)
    if not any(week.values()):
        raise UnreadableHours(text)
    return _written({each: sorted(spans) for each, spans in week.items() if spans})


def sentences(hours: str, *, today: date) -> list[str]:
    """ "Du lundi au vendredi : de 9 h à 12 h, puis de 14 h à 17 h 30."; the next days when weeks differ, none when unread.

    Public holidays left aside.
    """
    parsed = opening.readable(hours)
    if parsed is None:
        return []
    if hours == "24/7":
        return ["Tous les jours, jour et nuit."]
    by_day = _by_day(parsed, today)
    usual, is_regular = _usual(by_day)
    if usual:
        return [*weekly_sentences(usual), *([] if is_regular else [CHANGES])]
    coming = [(on, spans) for on, spans in by_day.items() if spans and on >= today][:FEW_DAYS]
    return [*(f"{day(on).capitalize()} : {_said(spans)}." for on, spans in coming), *([CHANGES] if coming else [])]


def _by_day(parsed: OpeningHours, today: date) -> dict[date, tuple[Span, ...]]:
    """A year of days, from the Monday of this week."""
    first = datetime.combine(today - timedelta(days=today.weekday()), time())
    last = first + timedelta(weeks=WEEKS)
    found: defaultdict[date, tuple[Span, ...]] = defaultdict(tuple)
    for span in opening.spans(parsed, first, last):
        if span.end - span.start < opening.LONGEST_DAY:
            found[span.start.date()] += ((span.start.time(), span.end.time()),)
    return {on: found[on] for on in (first.date() + timedelta(days=n) for n in range(7 * WEEKS))}


def _usual(by_day: dict[date, tuple[Span, ...]]) -> tuple[dict[int, list[Span]], bool]:
    """The hours of each weekday that has usual ones; and whether every week of the year is so."""
    usual: dict[int, list[Span]] = {}
    is_regular = True
    for weekday in range(7):
        [(spans, weeks)] = Counter(each for on, each in by_day.items() if on.weekday() == weekday).most_common(1)
        is_regular = is_regular and weeks == WEEKS
        if weeks < USUAL * WEEKS:
            return {}, False
        if spans:
            usual[weekday] = list(spans)
    return usual, is_regular


def _said(spans: Sequence[Span]) -> str:
    return ", puis ".join(hour_range(start, end) for start, end in spans)


def _plain(text: str) -> str:
    """Without accents nor capitals; dashes are all one."""
    return " ".join(re.sub(r"[–—−]", "-", "".join(_folded(text))).split())


def _folded(text: str) -> Iterator[str]:
    return (fold(sign) or sign.casefold() for sign in text)


def _groups(text: str) -> Iterator[tuple[list[int], list[time]]]:
    """Days and the times said of them, as they follow each other."""
    days: list[int] = []
    times: list[time] = []
    is_range = is_over = False
    for token in _TOKEN.finditer(text):
        match token.lastgroup:
            case "other":
                raise UnreadableHours(text)
            case "day":
                if is_over:
                    yield days, times
                    days, times, is_over = [], [], False
                weekday = [name[:3] for name in DAYS].index(token["day"])
                days += range(days[-1] + 1, weekday + 1) if is_range and days else [weekday]
                is_range = False
            case "through":
                is_range = not times
            case "closed":
                is_over = True
            case "noon":
                times.append(time(12))
                is_over = True
            case "hour" | "minute":
                times.append(_time(token))
                is_over = True
    yield days, times


def _time(token: re.Match[str]) -> time:
    try:
        return time(int(token["hour"]), int(token["minute"] or 0))
    except ValueError as problem:
        raise UnreadableHours(token[0]) from problem


def _written(week: dict[int, list[Span]]) -> str:
    """ "Mo-Fr 09:00-12:00,14:00-17:30; Sa 09:00-12:00"."""
    together: dict[str, list[int]] = {}
    for weekday in sorted(week):
        spans = ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in week[weekday])
        together.setdefault(spans, []).append(weekday)
    return "; ".join(f"{','.join(_runs(days))} {spans}" for spans, days in together.items())


def _runs(days: Sequence[int]) -> Iterator[str]:
    """Days in a row as a range: "Mo-Fr", "Sa"."""
    starts = [days[0], *(after for before, after in pairwise(days) if after != before + 1)]
    for start, following in zip(starts, [*starts[1:], 7], strict=True):
        run = [each for each in days if start <= each < following]
        yield SHORT[run[0]] if len(run) == 1 else f"{SHORT[run[0]]}-{SHORT[run[-1]]}"
