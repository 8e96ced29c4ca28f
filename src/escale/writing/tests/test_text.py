"""The plain text of blocks."""

from typing import Any

import pytest
from wagtail.blocks import StreamValue

from escale.media.models import Article
from escale.sheets.models import ResourceSheet
from escale.writing import text


def _body(*blocks: tuple[str, Any], of: Any = Article) -> StreamValue:
    block = of._meta.get_field("body").stream_block
    return block.to_python([{"type": kind, "value": value} for kind, value in blocks])


def test_every_word_is_read_a_paragraph_a_line() -> None:
    body = _body(
        ("heading", "Noter les questions"),
        ("paragraph", "<p>Trois fois la <b>même</b>&nbsp;?</p><ul><li>Un atelier.</li></ul>"),
        ("quote", {"text": "Je refais seule.", "who": "Lucette"}),
        ("figure", {"value": "22", "sentence": "personnes sont venues", "source": ""}),
        ("box", {"title": "À retenir", "text": "<p>Une question, un atelier.</p>"}),
        ("picture", {"picture": 12, "caption": "La salle"}),
    )
    assert text.text_of(body).splitlines() == [
        "Noter les questions",
        "Trois fois la même\u00a0?",
        "Un atelier.",
        "Je refais seule.",
        "Lucette",
        "22",
        "personnes sont venues",
        "À retenir",
        "Une question, un atelier.",
        "La salle",
    ]


def test_a_step_is_read_with_its_versions() -> None:
    versions = [{"type": "item", "value": {"device": "iphone", "text": "<p>Touchez Partager.</p>"}, "id": "1"}]
    body = _body(("step", {"text": "<p>Ouvrez la photo.</p>", "picture": None, "versions": versions}), of=ResourceSheet)
    assert text.text_of(body).splitlines() == ["Ouvrez la photo.", "Touchez Partager."]


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (180, 1), (270, 2), (720, 4)])
def test_reading_takes_a_minute_for_180_words(words: int, minutes: int) -> None:
    assert text.minutes("mot " * words) == minutes


def test_titles_and_workshops_are_found_in_order() -> None:
    body = _body(("heading", "Un "), ("workshop", 7), ("heading", "Deux"))
    assert text.headings(body) == ["Un", "Deux"]
    assert text.workshop_ids(body) == {7}
