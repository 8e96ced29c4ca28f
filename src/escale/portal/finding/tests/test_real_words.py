"""What people really type leads to what they need: among the three first answers, nine times out of ten, on both databases.

`queries.csv` was read while the tables were written; the fifty of `queries_blind.csv` were written last, and nothing was
changed for them. Each says which sheets of the library, or which subjects of appointments, answer it.
"""

import csv
from importlib.resources import files
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.urls import resolve

from escale.networks.current import EVERYTHING
from escale.portal.finding import answers, scope
from escale.portal.finding.answers import Entry
from escale.portal.workshops import filters
from escale.testing.builders import NOW

FIRST = 3


def _read(name: str) -> list[tuple[str, set[str]]]:
    with files("escale.offers.tests").joinpath(f"data/{name}.csv").open(encoding="utf-8") as text:
        return [(row["said"], set(row["expected"].split())) for row in csv.DictReader(text, delimiter=";")]


def _names(entries: list[Entry], announced: dict[int, str], received: dict[int, str]) -> list[str]:
    return [_name(entry, announced, received) for entry in entries]


def _name(entry: Entry, announced: dict[int, str], received: dict[int, str]) -> str:
    if entry.found and entry.found.row:
        return announced[entry.found.row.group_id]
    reason = resolve(urlsplit(entry.card.address).path).kwargs.get("reason") if entry.card else None
    return received.get(reason, "") if reason else ""


@pytest.mark.parametrize(("name", "least"), [("queries", 0.93), ("queries_blind", 0.9)])
def test_the_right_answer_is_among_the_three_first(
    announced: dict[int, str], received: dict[int, str], name: str, least: float
) -> None:
    missed = []
    asked = _read(name)
    for said, expected in asked:
        read = filters.read(QueryDict(mutable=True) | {"q": said})
        found = answers.found(read, scope.within(read, EVERYTHING), now=NOW)
        first = _names(list(found.entries[:FIRST]), announced, received)
        if expected.isdisjoint(first):
            missed.append((said, first))
    rate = 1 - len(missed) / len(asked)
    print(f"{name}: {rate:.1%} of {len(asked)}")
    assert rate >= least, missed


def test_every_sheet_and_subject_is_looked_for() -> None:
    """The queries speak of everything the library holds."""
    spoken = {each for name in ("queries", "queries_blind") for _, expected in _read(name) for each in expected}
    assert len(spoken) >= 28
