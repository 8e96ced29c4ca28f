"""What a wording asks, whatever its words; and why, in words."""

from collections import Counter

import pytest

from escale.french.stems import bare_stem
from escale.questions import clusters, reasons, vocabulary
from escale.questions.recurring import LONGEST_TITLE
from escale.questions.spelling import spelt, words_of
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
    assert read("scanner, zoomer").need == ""
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


def test_the_reason_names_two_words_that_say_the_same_unless_anybody_sees_it():
    assert reasons.why([read("mdp oublié"), read("mot de passe oublié")]).endswith(
        "« mdp » et « mot de passe » disent la même chose"
    )
    assert "disent la même chose" not in reasons.why([read("envoyer un scan"), read("renvoyer un scan")])


@pytest.mark.parametrize("half", ["a", ""])
def test_wordings_that_ask_the_same_are_put_together(half):
    found = measuring.measure(measuring.labelled(half))
    assert found.precision >= 0.9
    assert found.recall >= 0.7


def test_each_file_and_half_is_grouped_with_prudence():
    """A person confirms: a pair missed costs her a tick, a wrong one costs her trust."""
    for rows in (measuring.labelled("b"), measuring.labelled(source=measuring.MORE)):
        assert measuring.measure(rows).precision >= 0.85


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("jarive pas a instaler watsapp", "installer WhatsApp"),
        ("doctolibe", "doctolib"),
        ("mon ordinnateur", "mon ordinateur"),
        ("mot de passe", "mdp"),
        ("mise à jour", "MAJ"),
        ("le téléfone", "le téléphone"),
    ],
)
def test_mistakes_short_forms_and_phrases_are_read_as_what_they_mean(written, meant):
    assert read(written).words.keys() == read(meant).words.keys()


def test_a_word_that_is_near_two_of_the_table_or_too_short_is_left_as_it_is_typed():
    assert [word.stem for word in words_of("cot")] == ["cot"]
    assert spelt("tricoter") == bare_stem("tricoter")
    assert spelt("promet") == bare_stem("promet") != spelt("prompt")


@pytest.mark.parametrize(
    ("one", "other"),
    [("une fiche", "un fichier"), ("une adresse", "s’adresser"), ("passer", "payer"), ("un message", "une messagerie")],
)
def test_words_whose_stems_are_alike_are_kept_apart(one, other):
    assert read(one).words.keys() != read(other).words.keys()


def test_the_same_object_with_another_deed_is_another_question():
    assert read("mot de passe oublié").need != read("inventer un mot de passe").need
    assert clusters.together([read("imprimer une photo"), read("envoyer une photo à ma sœur")]) == [[0], [1]]


def test_every_need_of_the_table_has_a_title_that_fits_and_clues_that_say_something():
    needs = vocabulary.read().needs
    titles = [need.title for need in needs]
    assert len(titles) == len(set(titles))
    assert all(len(title) <= LONGEST_TITLE for title in titles)
    assert all(clue.words for need in needs for clue in need.clues)
    assert all(len(words) > 1 and " " not in words[0] for words in vocabulary.read().same)


def test_no_word_says_the_same_as_two_others():
    said = [word for words in vocabulary.read().same for word in words]
    assert [word for word, times in Counter(said).items() if times > 1] == []


def test_a_clue_is_written_once_for_all_the_words_it_stands_for():
    (need,) = (each for each in vocabulary.read().needs if each.title == "Scanner et envoyer un document")
    assert ("joindre", "ordonnance") in [clue.words for clue in need.clues]
