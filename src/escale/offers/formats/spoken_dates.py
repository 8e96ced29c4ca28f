"""The first date of a French sentence: "mardi 17 novembre à 9 h 30", "le 17/11/2026 de 14h à 16h". Pure."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from escale.french.plain_text import fold

MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_DAY = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(MONTHS)})(?: (20\d\d))?\b")
_FIGURES = re.compile(r"\b(\d{1,2}) (\d{1,2}) (20\d\d)\b")
_HOUR = re.compile(r"\b(\d{1,2}) ?h ?(\d{2})?\b")
_TAIL = re.compile(
    r"[\s,:;–—(-]*(?:\b(?:le|ce|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b[\s,]*)*"
    r"\b(?:\d{1,2}(?:er)?\s+(?:janvier|f[eé]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[eé]cembre)"
    r"|\d{1,2}[/.]\d{1,2}[/.]20\d\d)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
LONG_AGO = timedelta(days=180)
"""A day without its year, further back than this, is the one of next year."""


def first(text: str, *, after: date, zone: ZoneInfo) -> datetime | None:
    """The first day with its hour, on the clock of `zone`; None without both. A day without a year is the nearest one."""
    said = fold(text)
    found = _DAY.search(said)
    numbers = _FIGURES.search(said)
    if numbers and (found is None or numbers.start() < found.start()):
        on, end = _date(int(numbers[3]), int(numbers[2]), int(numbers[1])), numbers.end()
    elif found:
        on, end = _near(found, after=after), found.end()
    else:
        return None
    hour = _HOUR.search(said, end)
    if on is None or hour is None or int(hour[1]) > 23 or int(hour[2] or 0) > 59:
        return None
    return datetime.combine(on, time(int(hour[1]), int(hour[2] or 0)), zone)


def without(title: str) -> str:
    """A title without the date it ends with: "Le mail, mardi 24 novembre à 9 h 30" is "Le mail"."""
    return _TAIL.sub("", title).strip() or title


def _near(found: re.Match[str], *, after: date) -> date | None:
    month, number = MONTHS.index(found[2]) + 1, int(found[1])
    if found[3]:
        return _date(int(found[3]), month, number)
    on = _date(after.year, month, number)
    return _date(after.year + 1, month, number) if on and after - on > LONG_AGO else on


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
