"""A recurrence as RRULE text (RFC 5545 §3.3.10): how it is stored, and how calendar programs read it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from escale.scheduling.recurrence import BadRecurrence, Frequency, Parity, Recurrence

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""In the order of `date.weekday()`: Monday is 0."""

ONCE = "FREQ=DAILY;COUNT=1"
"""How RRULE text says "this one date": calendar programs read it as it is meant."""

KNOWN_PARTS = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYWEEKNO", "UNTIL", "COUNT", "WKST"})
MONTHLY_DAY = re.compile(r"(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU)")


def write(rule: Recurrence) -> str:
    """Give the RRULE text, without the start (DTSTART) nor the excluded dates (EXDATE), kept beside it."""
    if rule.frequency is Frequency.ONCE:
        return ONCE
    position = "" if rule.nth is None else str(rule.nth)
    # RFC 5545 keeps week numbers for yearly rules.
    parts = [f"FREQ=YEARLY;BYWEEKNO={weeks_of(rule.parity)}" if rule.parity else f"FREQ={rule.frequency.upper()}"]
    if rule.every > 1:
        parts.append(f"INTERVAL={rule.every}")
    parts.append("BYDAY=" + ",".join(position + WEEKDAY_CODES[day] for day in sorted(rule.weekdays)))
    if rule.until is not None:
        parts.append(f"UNTIL={rule.until:%Y%m%d}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    return ";".join(parts)


def read(text: str, *, starts_on: date, excluded: Iterable[date] = ()) -> Recurrence:
    """Read RRULE text as `write` writes it; raises BadRecurrence for a rule advisers can't choose on screen."""
    parts = _parts(text)
    frequency = parts["FREQ"]
    if frequency == "DAILY" and parts == {"FREQ": "DAILY", "COUNT": "1"}:
        return Recurrence(starts_on=starts_on, frequency=Frequency.ONCE, excluded=frozenset(excluded))
    if parts.get("WKST", "MO") != "MO":
        raise BadRecurrence("Les semaines commencent le lundi.")
    every = _whole_number(parts.get("INTERVAL", "1"))
    until = _until(parts["UNTIL"]) if "UNTIL" in parts else None
    count = _whole_number(parts["COUNT"]) if "COUNT" in parts else None
    days = parts.get("BYDAY", "")
    if frequency != "YEARLY" and "BYWEEKNO" in parts:
        raise BadRecurrence("Cette règle de répétition n’est pas lisible.")
    if frequency == "WEEKLY":
        weekdays = _weekdays(days) if days else (starts_on.weekday(),)
        return Recurrence.weekly(
            starts_on=starts_on, weekdays=weekdays, every=every, until=until, count=count, excluded=excluded
        )
    if frequency == "YEARLY" and every == 1 and (parity := _parity(parts.get("BYWEEKNO", ""))):
        return Recurrence.weekly(
            starts_on=starts_on, weekdays=_weekdays(days), until=until, excluded=excluded, parity=parity
        )
    if frequency == "MONTHLY" and (found := MONTHLY_DAY.fullmatch(days)):
        return Recurrence.monthly(
            starts_on=starts_on,
            weekday=WEEKDAY_CODES.index(found[2]),
            nth=int(found[1]),
            every=every,
            until=until,
            count=count,
            excluded=excluded,
        )
    raise BadRecurrence("Cette répétition n’est ni hebdomadaire ni mensuelle à jour fixe.")


def weeks_of(parity: Parity) -> str:
    """The weeks as BYWEEKNO lists them: 53 is odd, and comes in some years only."""
    return ",".join(str(week) for week in range(2 if parity is Parity.EVEN else 1, 54, 2))


def _parts(text: str) -> Mapping[str, str]:
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name not in KNOWN_PARTS or name in parts:
            raise BadRecurrence("Cette règle de répétition n’est pas lisible.")
        parts[name] = value
    if "FREQ" not in parts:
        raise BadRecurrence("Cette règle de répétition ne dit pas si elle est hebdomadaire ou mensuelle.")
    return parts


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise BadRecurrence("Cette règle de répétition contient un nombre illisible.")
    return int(text)


def _until(text: str) -> date:
    if not re.fullmatch(r"[0-9]{8}", text):
        raise BadRecurrence("La date de fin de la répétition n’est pas un jour.")
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise BadRecurrence("La date de fin de la répétition n’existe pas.") from None


def _parity(text: str) -> Parity | None:
    return next((parity for parity in Parity if weeks_of(parity) == text), None)


def _weekdays(text: str) -> list[int]:
    codes = text.split(",")
    if not all(code in WEEKDAY_CODES for code in codes):
        raise BadRecurrence("Un des jours choisis n’est pas un jour de la semaine.")
    return [WEEKDAY_CODES.index(code) for code in codes]
