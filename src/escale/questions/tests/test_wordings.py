"""What a wording asks, whatever its words; and why, in words."""

import pytest

from escale.questions import clusters, reasons, vocabulary
from escale.questions.recurring import LONGEST_TITLE
from escale.questions.tests import measuring
from escale.questions.wordings import likeness, read


@pytest.mark.parametrize(
    ("said", "need"),
    [
        ("comment je scanne un papier", "Scanner et envoyer un document"),
        ("jarive pas a envoyé un mail", "Envoyer un mail"),
        ("les lettres sont trop petites", "Agrandir les lettres"),
        ("MON WIFI MARCHE PLUS", "Se connecter au wifi"),
    ],
)
def test_a_need_is_known_by_its_words_accents_and_spelling_left_aside(said, need):
    assert read(said).need == need


def test_two_needs_at_once_or_none_are_not_one():
    assert read("agrandir les lettres et brancher le wifi").need == ""
    assert read("bonjour").need == ""


def test_words_nobody_listed_are_near_by_their_stems():
    assert likeness(read("tricoter une écharpe"), read("tricoter des écharpes")) == pytest.approx(1)
    assert likeness(read("tricoter une écharpe"), read("scanner un papier")) == 0


def test_it_is_the_same_from_both_sides():
    one, other = read("scanner un papier"), read("envoyer un document scanné par mail")
    assert likeness(one, other) == likeness(other, one)


def test_the_nearest_question_is_found_and_none_when_none_is():
    questions = [[read("Agrandir les lettres")], [read("Scanner et envoyer un document"), read("joindre un pdf")]]
    assert clusters.nearest(read("scanner ma facture"), questions) == 1
    assert clusters.nearest(read("tricoter une écharpe"), questions) is None
    assert clusters.nearest(read("scanner"), []) is None


def test_nothing_is_lost_and_nothing_is_twice():
    rows = [read(row.wording) for row in measuring.labelled("a")]
    assert sorted(place for places in clusters.together(rows) for place in places) == list(range(len(rows)))


def test_the_reason_names_words_that_return_and_words_that_are_near():
    said = [read("envoyer un papier scanné"), read("scanner ma facture")]
    assert reasons.why(said).replace("\u00a0", " ") == "« scanné » revient ; « envoyer » et « facture » sont proches"


@pytest.mark.parametrize("half", ["a", ""])
def test_wordings_that_ask_the_same_are_put_together(half):
    found = measuring.measure(measuring.labelled(half))
    assert found.precision >= 0.9
    assert found.recall >= 0.7


def test_those_nobody_chose_words_for_are_put_together_with_prudence():
    """A person confirms: a pair missed costs her a tick, a wrong one costs her trust."""
    assert measuring.measure(measuring.labelled("b")).precision >= 0.85


def test_every_need_of_the_table_has_a_title_that_fits_and_clues_that_say_something():
    needs = vocabulary.read().needs
    titles = [need.title for need in needs]
    assert len(titles) == len(set(titles))
    assert all(len(title) <= LONGEST_TITLE for title in titles)
    assert all(clue.words for need in needs for clue in need.clues)
    assert all(len(words) > 1 and not any(" " in word for word in words) for words in vocabulary.read().same)
