"""Sheets that hold words somebody typed, for the filters of a list."""

from collections.abc import Iterable

from escale.french.plain_text import fold
from escale.sheets import reading
from escale.sheets.models import ResourceSheet
from escale.topics import Topic

TITLE, SENTENCE, TEXT = 4, 2, 1


def ranked(sheets: Iterable[ResourceSheet], words: str) -> list[ResourceSheet]:
    """Those in which every word stands, whole or begun, the ones that say them in their title first."""
    asked = fold(words).split()
    weighed = [(weight, sheet) for sheet in sheets if (weight := _weight(sheet, asked))]
    return [sheet for _, sheet in sorted(weighed, key=lambda one: (-one[0], one[1].title, one[1].pk))]


def _weight(sheet: ResourceSheet, asked: list[str]) -> int:
    """How much a sheet answers; 0 when a word is missing."""
    topics = " ".join(Topic(code).label for code in sheet.topics if code in Topic)
    places = (
        (fold(sheet.title), TITLE),
        (fold(f"{sheet.sentence} {topics}"), SENTENCE),
        (fold(reading.text_of(sheet)), TEXT),
    )
    total = 0
    for word in asked:
        best = max((weight for said, weight in places if f" {word}" in f" {said}"), default=0)
        if not best:
            return 0
        total += best
    return total
