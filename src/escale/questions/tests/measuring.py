"""How well wordings are grouped, by pairs: those put together that ask the same (precision), and the other way (recall).

`python -m escale.questions.tests.measuring` prints both for each file and half, then what was confused. A file
`wordings_blind.csv`, when there is one, is measured too, but never what was confused in it: nobody may choose words on it.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from escale.questions import clusters
from escale.questions.wordings import read

FILE = Path(__file__).parent / "data" / "wordings.csv"
MORE = FILE.with_name("wordings_more.csv")
BLIND = FILE.with_name("wordings_blind.csv")


@dataclass(frozen=True)
class Labelled:
    wording: str
    question: str
    half: str = ""


@dataclass(frozen=True)
class Measure:
    """Counts of pairs; `confused` are the pairs of questions put together, with how many pairs of wordings."""

    right: int
    wrong: int
    missed: int
    confused: Counter[tuple[str, str]]

    @property
    def precision(self) -> float:
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + self.missed) or 1)


def labelled(half: str = "", source: Path = FILE) -> list[Labelled]:
    """The wordings of a half, or all of them."""
    with source.open(encoding="utf-8", newline="") as file:
        return [row for row in (Labelled(**each) for each in csv.DictReader(file)) if half in ("", row.half)]


def measure(rows: Sequence[Labelled]) -> Measure:
    """Group them as the product would, knowing no question, and count."""
    sets = clusters.together([read(row.wording) for row in rows])
    set_of = {place: number for number, places in enumerate(sets) for place in places}
    right = wrong = missed = 0
    confused: Counter[tuple[str, str]] = Counter()
    for (one, first), (other, second) in combinations(enumerate(rows), 2):
        together, same = set_of[one] == set_of[other], first.question == second.question
        right, missed = right + (together and same), missed + (same and not together)
        if together and not same:
            wrong += 1
            confused[min(first.question, second.question), max(first.question, second.question)] += 1
    return Measure(right, wrong, missed, confused)


def lines() -> Iterator[str]:
    """What is printed."""
    sets = {"half a": labelled("a"), "half b": labelled("b"), "all 300": labelled(), "more": labelled(source=MORE)}
    if BLIND.exists():
        sets["blind"] = labelled(source=BLIND)
    for name, rows in sets.items():
        found = measure(rows)
        yield f"{name}: {len(rows)} wordings, precision {found.precision:.2f}, recall {found.recall:.2f}"
    for rows in (labelled(), labelled(source=MORE)):
        for (one, other), count in measure(rows).confused.most_common():
            yield f"{count:4}  {one} / {other}"


if __name__ == "__main__":
    print("\n".join(lines()))
