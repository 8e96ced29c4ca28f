"""Hard words: a table anybody reads, and where they are marked in a page."""

import pytest

from escale.french.hard_words import every_word, mark
from escale.french.plain_language import hints


def drawn(html: str) -> str:
    return mark(html, lambda word, written: f"[{word.key}|{written}]")


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>Avec votre navigateur.</p>", "<p>Avec votre [navigateur|navigateur].</p>"),
        ('<p class="lead">Deux onglets</p>', '<p class="lead">Deux [onglet|onglets]</p>'),
        ("<p>Une pièce\u00a0jointe</p>", "<p>Une [piece-jointe|pièce\u00a0jointe]</p>"),
        (
            "<p>Une capture d’écran, ou d&#x27;écran</p>",
            "<p>Une [capture-d-ecran|capture d’écran], ou d&#x27;écran</p>",
        ),
        (
            "<p>Un logiciel libre et un logiciel</p>",
            "<p>Un [logiciel-libre|logiciel libre] et un [logiciel|logiciel]</p>",
        ),
        ("<p>Le PDF, puis le <b>PDF</b></p>", "<p>Le [pdf|PDF], puis le <b>PDF</b></p>"),
        ("<dl><dd>Le <b>virus</b></dd></dl>", "<dl><dd>Le <b>[virus|virus]</b></dd></dl>"),
    ],
)
def test_a_word_is_marked_where_it_first_stands_in_a_sentence(html: str, marked: str) -> None:
    assert drawn(html) == marked


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Le navigateur</h2>",
        '<p><a href="/x">Le navigateur</a></p>',
        "<p><button>Le navigateur</button></p>",
        '<form method="post"><p>Le navigateur</p></form>',
        "<ul><li>Le navigateur</li></ul>",
        '<p class="cluster">Le navigateur</p>',
        "<svg><title>x</title></svg><p>virusologie, contre-virus</p>",
        "<p>virus@example.org www.example.org/virus</p>",
        "<p>Un lien, un mail, un SMS</p>",
    ],
)
def test_what_is_pressed_named_or_known_to_all_is_left_alone(html: str) -> None:
    assert drawn(html) == html


def test_marking_never_changes_anything_else() -> None:
    html = '<div><!-- <p>virus --><script>"<p>virus</p>"</script><p>1 < 2 <br> fin</p></div>'
    assert drawn(html) == html


def test_a_form_of_a_word_belongs_to_one_word_and_keys_are_unique() -> None:
    forms = [form.lower() for word in every_word() for form in word.forms]
    keys = [word.key for word in every_word()]
    assert len(forms) == len(set(forms))
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("word", every_word(), ids=lambda word: word.key)
def test_a_meaning_is_plain_and_holds_no_longer_sentence_than_one_says(word) -> None:
    assert word.meaning.endswith(".")
    said = word.meaning
    for form in word.forms:
        said = said.replace(form, "ce mot")
    assert hints(said) == []
