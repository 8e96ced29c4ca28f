"""What people really type leads to what they need to read: among the three first, nine times out of ten, on both databases.

`queries.csv`, `queries_team.csv` and `alike.csv` were read while weights were chosen; those that end in `_blind` were written
last, and nothing was changed for them. Each says which sheets that come with Escale, or which texts of `corpus.txt`, answer.
"""

import csv
from importlib.resources import files

import pytest

from escale.library import searching, similar
from escale.library.tests.conftest import Library

FIRST = 3


def _read(name: str) -> list[tuple[str, set[str]]]:
    with files("escale.library.tests").joinpath(f"data/{name}.csv").open(encoding="utf-8") as text:
        rows = csv.reader(text, delimiter=";")
        next(rows)
        return [(said, set(expected.split())) for said, expected in rows]


@pytest.mark.parametrize(("name", "for_team"), [("queries", False), ("queries_team", True)])
def test_the_right_text_is_among_the_three_first(library: Library, name: str, for_team: bool) -> None:
    missed = []
    asked_for = _read(name)
    for said, expected in asked_for:
        first = [found.text.slug for found in searching.search(said, for_team=for_team, limit=FIRST)]
        if expected.isdisjoint(first):
            missed.append((said, first))
    rate = 1 - len(missed) / len(asked_for)
    print(f"{name}: {rate:.1%} of {len(asked_for)}")
    assert rate >= 0.9, missed
    print(missed)


@pytest.mark.parametrize("name", ["alike"])
def test_what_resembles_a_text_is_among_the_three_first(library: Library, name: str) -> None:
    missed = []
    judged = _read(name)
    for text, expected in judged:
        near = [each.slug for each in similar.alike(library[text], limit=FIRST)]
        if expected.isdisjoint(near):
            missed.append((text, near))
    rate = 1 - len(missed) / len(judged)
    print(f"{name}: {rate:.1%} of {len(judged)}")
    assert rate >= 0.9, missed
    print(missed)
