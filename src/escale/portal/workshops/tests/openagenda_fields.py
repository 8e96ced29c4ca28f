"""What OpenAgenda documents of an event and of a place (v2): names, kinds and limits, read without knowing our writing."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

LONGEST_DAY = timedelta(hours=24)
MOST_TIMINGS = 800
LONGEST_REGISTRATION = 2000
ACCESSIBILITY = {"hi", "vi", "pi", "mi", "ii"}

type Check = Callable[[Any], bool]


def _is_text(longest: int) -> Check:
    """A text by language: `{"fr": "…"}`."""
    return lambda said: (
        isinstance(said, dict)
        and bool(said)
        and all(re.fullmatch("[a-z]{2}", key) and isinstance(text, str) and len(text) <= longest for key, text in said.items())
    )  # fmt: skip


def _is_keywords(said: Any) -> bool:
    return all(isinstance(word, str) and len(", ".join(words)) <= 255 for words in said.values() for word in words)


def _is_string(longest: int) -> Check:
    return lambda said: isinstance(said, str) and len(said) <= longest


def _is_one_of(*values: int) -> Check:
    return lambda said: type(said) is int and said in values


def _is_instant(said: Any) -> bool:
    return datetime.fromisoformat(said).tzinfo is not None


def _is_timings(said: Any) -> bool:
    """In order or not: none overlaps another, none lasts more than a day, each carries its offset."""
    read = sorted((datetime.fromisoformat(one["begin"]), datetime.fromisoformat(one["end"])) for one in said)
    apart = all(first[1] <= then[0] for first, then in pairwise(read))
    whole = all(set(one) == {"begin", "end"} for one in said)
    lasts = all(begin.tzinfo and timedelta(0) < end - begin <= LONGEST_DAY for begin, end in read)
    return 0 < len(said) <= MOST_TIMINGS and apart and whole and lasts


def _is_registration(said: Any) -> bool:
    kinds = {"link": r"https?://\S+", "phone": r"[+0-9 \u00a0]{6,20}", "email": r"\S+@\S+"}
    return sum(len(one["value"]) for one in said) <= LONGEST_REGISTRATION and all(
        re.fullmatch(kinds[one["type"]], one["value"]) for one in said
    )


def _is_ext_ids(said: Any) -> bool:
    return all(set(one) == {"key", "value"} and isinstance(one["value"], str) for one in said)


def _is_age(said: Any) -> bool:
    return 0 <= said["min"] <= said["max"] <= 120


LOCATION: Mapping[str, Check] = {
    "uid": lambda said: isinstance(said, int),
    "slug": _is_string(255),
    "extIds": _is_ext_ids,
    "name": _is_string(100),
    "address": _is_string(255),
    "city": _is_string(255),
    "postalCode": lambda said: bool(re.fullmatch(r"\d{5}|", said)),
    "insee": lambda said: bool(re.fullmatch(r"[0-9AB]{5}|", said)),
    "countryCode": lambda said: said == "FR",
    "latitude": lambda said: said is None or -90 <= said <= 90,
    "longitude": lambda said: said is None or -180 <= said <= 180,
    "timezone": lambda said: "/" in said,
    "phone": _is_string(40),
    "access": _is_text(1000),
}
EVENT: Mapping[str, Check] = {
    "uid": lambda said: isinstance(said, int),
    "slug": _is_string(255),
    "extIds": _is_ext_ids,
    "title": _is_text(140),
    "description": _is_text(200),
    "longDescription": _is_text(10_000),
    "conditions": _is_text(255),
    "keywords": _is_keywords,
    "timings": _is_timings,
    "timezone": lambda said: "/" in said,
    "attendanceMode": _is_one_of(1, 2, 3),
    "status": _is_one_of(1, 2, 3, 4, 5, 6),
    "state": _is_one_of(-1, 0, 1, 2),
    "registration": _is_registration,
    "accessibility": lambda said: set(said) == ACCESSIBILITY and all(type(value) is bool for value in said.values()),
    "createdAt": _is_instant,
    "updatedAt": _is_instant,
    "age": _is_age,
    "onlineAccessLink": _is_string(2000),
    "location": lambda said: not problems(said, LOCATION, needed={"name", "address", "countryCode"}),
}
NEEDED = {"title", "description", "timings"}


def problems(
    said: Mapping[str, Any], fields: Mapping[str, Check] = EVENT, *, needed: frozenset[str] | set[str] = NEEDED
) -> list[str]:
    """The names that are missing, unknown, or whose value isn't what is documented; none when all is well."""
    wrong = [name for name, value in said.items() if name not in fields or not fields[name](value)]
    missing = sorted(needed - said.keys())
    if fields is EVENT and said.get("attendanceMode") in (1, 3) and "location" not in said:
        missing.append("location")
    if fields is EVENT and said.get("attendanceMode") in (2, 3) and not said.get("onlineAccessLink"):
        missing.append("onlineAccessLink")
    return wrong + missing
