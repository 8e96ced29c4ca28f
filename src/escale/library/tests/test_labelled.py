"""What people really type leads to what they need to read: among the three first, nine times out of ten, on both databases.

Files of `data` say which sheets that come with Escale, which chronicles of the demonstration, or which texts of `corpus.txt`
answer. They were read while weights were chosen, but those that end in `_blind`: written last, nothing was changed for them.
"""

import csv
from importlib.resources import files

from escale.library import ranking, searching, similar, telling, texts
from escale.library.asked import asked
from escale.library.models import Document
from escale.library.similar import Readable
from escale.library.tests.conftest import Library
from escale.media.models import Article
from escale.sheets.models import SheetKind

FIRST = 3
SEARCHES = {
    "queries": False,
    "queries_team": True,
    "queries_chronicles": False,
    "queries_blind": False,
    "queries_team_blind": True,
}
"""Whether a team looks, by file."""


def _read(name: str) -> list[tuple[str, set[str]]]:
    with files("escale.library.tests").joinpath(f"data/{name}.csv").open(encoding="utf-8") as text:
        rows = csv.reader(text, delimiter=";")
        next(rows)
        return [(said, set(expected.split())) for said, expected in rows]


LEAST, LEAST_OF_A_FILE = 0.9, 0.8


def test_the_right_text_is_among_the_three_first(library: Library) -> None:
    _judge(
        {
            name: {
                said: (expected, [found.text.slug for found in searching.search(said, for_team=for_team, limit=FIRST)])
                for said, expected in _read(name)
            }
            for name, for_team in SEARCHES.items()
        }
    )


def test_what_resembles_a_text_is_among_the_three_first(library: Library) -> None:
    _judge(
        {
            name: {text: (expected, _near(library[text])) for text, expected in _read(name)}
            for name in ("alike", "alike_blind")
        }
    )


def test_the_order_is_the_one_that_scores_give_without_any_database(library: Library) -> None:
    """What both databases answer is what pure Python answers from the texts: hence the same on both."""
    documents = {document.pk: document for document in Document.objects.with_what_is_read().order_by("pk")}
    rows = [
        (key, pk, said.weight)
        for pk, document in documents.items()
        for key, said in telling.telling(_text(document)).keys.items()
    ]
    for typed, _ in [*_read("queries"), *_read("queries_blind")]:
        said = asked(typed)
        if all(any(key == word for key, _, _ in rows) for word in said.words):
            wanted = [row for row in rows if row[0] in said.keys]
            scores = ranking.answering(said, wanted, total=len(documents))
            found = searching.search(typed, for_team=True, limit=len(documents))
            assert [each.document.pk for each in found] == ranking.in_order(scores), typed


def _judge(found: dict[str, dict[str, tuple[set[str], list[str]]]]) -> None:
    missed = {
        name: {asked_for: first for asked_for, (expected, first) in rows.items() if expected.isdisjoint(first)}
        for name, rows in found.items()
    }
    rates = {name: 1 - len(missed[name]) / len(rows) for name, rows in found.items()}
    whole = 1 - sum(map(len, missed.values())) / sum(map(len, found.values()))
    print({name: f"{rate:.1%} of {len(found[name])}" for name, rate in rates.items()}, f"{whole:.1%} in all")
    assert min(rates.values()) >= LEAST_OF_A_FILE, missed
    assert whole >= LEAST, missed


def _near(text: Readable) -> list[str]:
    return [
        each.slug
        for each in similar.alike(
            text, for_team=getattr(text, "kind", SheetKind.HOW_TO) != SheetKind.HOW_TO, limit=FIRST
        )
    ]


def _text(document: Document) -> telling.Text:
    text = searching.text_of(document)
    return texts.of_article(text) if isinstance(text, Article) else texts.of_sheet(text)
