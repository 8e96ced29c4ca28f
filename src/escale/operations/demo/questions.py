"""Questions heard at the Centre social: five months of wordings, most of them grouped, twelve that wait; who asks by a link."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from escale.accounts.models import Membership
from escale.places import communes
from escale.places.models import Venue
from escale.questions import grouping, links, noting, recurring, searches, trends
from escale.questions.models import HeardFrom, HeardHow, QuestionLink

FILE = Path(__file__).parent / "questions_heard.csv"
MONTHS = 5
HOW = (HeardHow.ON_SITE, HeardHow.REPORT, HeardHow.PHONE, HeardHow.APPOINTMENT)
PARTNERS = {
    "la Résidence Habitat Jeunes": "Faire un CV sur mon téléphone",
    "le CLIC du pays de Vitré": "Prendre rendez-vous chez le médecin en ligne",
}
"""Who notes by a link, and the question half of whose wordings come from there."""

SEARCHED = (("tableur", "35200", 4), ("parler anglais", "35360", 3), ("imprimer depuis son téléphone", "", 3))
"""Words, commune, times."""


@dataclass(frozen=True)
class Heard:
    """A line of the file: `month` counts back from the running one; `question` is "" for those that wait."""

    wording: str
    heard_from: HeardFrom
    times: int
    month: int
    question: str


def fill(by: Membership, *, venue: Venue, today: date, now: datetime) -> None:
    """Note every wording on its day, group those that are, and look for three things nobody teaches."""
    made = {title: links.make(label, by=by, now=now) for label, title in PARTNERS.items()}
    grouped: dict[str, list[int]] = {}
    for number, heard in enumerate(_read()):
        on = _day(heard.month, number, today=today)
        link = made.get(heard.question) if number % 2 else None
        pk = _note(heard, on=on, how=HOW[number % len(HOW)], link=link, by=by, venue=venue, now=now)
        if heard.question:
            grouped.setdefault(heard.question, []).append(pk)
    for title, pks in grouped.items():
        grouping.place(pks, into=recurring.make(title, by=by, now=now), by=by, now=now)
    for words, code, times in SEARCHED:
        for ago in range(times):
            searches.keep(words, commune=communes.by_code(code), on=today - timedelta(days=3 + 7 * ago))


def _read() -> Iterator[Heard]:
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Heard(
                row["wording"], HeardFrom(row["heard_from"]), int(row["times"]), int(row["month"]), row["question"]
            )


def _day(month: int, number: int, *, today: date) -> date:
    """A day of the month that is so many before this one, never to come."""
    first = trends.months_until(today, count=MONTHS)[-1 - month]
    return min(first + timedelta(days=number * 5 % 28), today)


def _note(
    heard: Heard, *, on: date, how: HeardHow, link: QuestionLink | None, by: Membership, venue: Venue, now: datetime
) -> int:
    at = now - timedelta(days=(now.date() - on).days)
    if link:
        noted = noting.note_by_link(heard.wording, heard_from=heard.heard_from, link=link, on=on, now=at)
    else:
        noted = noting.note(
            heard.wording,
            times=heard.times,
            heard_from=heard.heard_from,
            heard_how=how,
            venue=venue,
            on=on,
            by=by,
            now=at,
        )
    return noted.pk
