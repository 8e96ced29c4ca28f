"""What people need, understood from what they type."""

import pytest

from escale.directory import needs


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("facture d'énergie", "energie"),
        ("facture energi", "energie"),
        ("electrcité", "energie"),
        ("titre de séjour", "titre-sejour"),
        ("titre de sejour", "titre-sejour"),
        ("jarrive pas a payer mon loyer", "loyer-impaye"),
        ("carte vital", "assurance-maladie"),
        ("surendetement", "dettes"),
        ("permi de conduire", "permis"),
        ("carte grise", "permis-carte-grise"),
        ("aide à domicile", "domicile"),
        ("ordinateur pas cher", "materiel"),
        ("mon mari me frappe", "violences"),
        ("je suis seule", "lien-senior"),
        ("Ouvrir ses droits à l’assurance maladie, premier emploi.", "assurance-maladie"),
    ],
)
def test_what_is_typed_is_understood_whatever_its_spelling(typed, code):
    assert needs.understood(typed)[0].code == code


@pytest.mark.parametrize("need", needs.NEEDS, ids=lambda need: need.code)
def test_a_need_is_found_by_its_label_and_by_each_of_its_words(need):
    assert needs.understood(need.label)[0] == need
    assert [words for words in need.words if need not in needs.understood(words)] == []


def test_a_word_not_ended_yet_is_guessed():
    assert "logement-social" in [need.code for need in needs.understood("logem")]


@pytest.mark.parametrize("typed", ["", "bonjour madame", "xyzzy", "d'", "4"])
def test_what_says_nothing_is_no_need(typed):
    assert needs.understood(typed) == []


def test_codes_are_each_of_one_need_and_short_enough_for_their_column():
    codes = [need.code for need in needs.NEEDS]

    assert len(set(codes)) == len(codes)
    assert max(map(len, codes)) <= 40
    assert [needs.by_code(code) for code in codes] == list(needs.NEEDS)
    assert needs.by_code("plumbing") is None


def test_national_subjects_and_types_point_to_needs():
    assert needs.needs_of(themes=["logement-hebergement--reduire-les-impayes-de-loyer"]) == {"loyer-impaye"}
    assert needs.needs_of(
        themes=["difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits"]
    ) == {"acces-droits"}
    assert needs.needs_of(kinds=["MDPH"]) == {"handicap"}
    assert needs.needs_of() == set()
