"""What was looked for on the public site and not found: words, a commune, a day, a count. Nothing of whoever looked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet, Sum

from escale.french.plain_text import clean, fold
from escale.french.secrets import find_secrets
from escale.places import communes
from escale.places.communes import Commune
from escale.places.distance import kilometres
from escale.questions.models import UnansweredSearch
from escale.questions.naming import names_somebody

LONGEST, SHORTEST = 80, 3
MOST_A_DAY = 300
"""Different searches kept a day: a robot that invents words fills no disk."""

NEAR_KM = 25
SHOWN_DAYS = 60
MOST_SHOWN = 400


@dataclass(frozen=True)
class Unanswered:
    """What was looked for, near where ("" when it wasn't said), how many times."""

    words: str
    commune: str
    times: int


def keep(words: str, *, commune: Commune | None, on: date) -> None:
    """Count a search that found nothing; one that holds a secret, a number or an address of somebody is not kept."""
    said = clean(words).replace("\n", " ").casefold()[:LONGEST].strip()
    if len(fold(said)) < SHORTEST or names_somebody(words) or find_secrets(words):
        return
    where = {"commune_code": commune.code if commune else "", "commune_name": commune.name if commune else ""}
    today = UnansweredSearch.objects.filter(on=on)
    if today.filter(words=said, commune_code=where["commune_code"]).update(times=F("times") + 1):
        return
    if today.count() < MOST_A_DAY:
        UnansweredSearch.objects.bulk_create([UnansweredSearch(words=said, on=on, **where)], ignore_conflicts=True)


def near(codes: Collection[str], *, on: date) -> list[Unanswered]:
    """What was looked for near these communes, or without saying where, these last weeks; the most often first. One query."""
    return around(lately(on=on), codes)


def lately(*, on: date) -> QuerySet[UnansweredSearch, Any]:
    """What was looked for these last weeks, and where; the most often first."""
    return (
        UnansweredSearch.objects.filter(on__gt=on - timedelta(days=SHOWN_DAYS))
        .values("words", "commune_code", "commune_name")
        .annotate(total=Sum("times"))
        .order_by("-total", "words", "commune_code")[:MOST_SHOWN]
    )


def around(rows: Iterable[dict[str, Any]], codes: Collection[str]) -> list[Unanswered]:
    """Of these, what was looked for near these communes, or without saying where."""
    there = [commune for code in codes if (commune := communes.by_code(code))]
    return [
        Unanswered(row["words"], row["commune_name"], row["total"])
        for row in rows
        if not row["commune_code"] or _is_near(row["commune_code"], there)
    ]


def _is_near(code: str, around: Collection[Commune]) -> bool:
    there = communes.by_code(code)
    return there is not None and any(kilometres(there, commune) <= NEAR_KM for commune in around)
