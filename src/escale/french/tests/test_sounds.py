"""Words typed by ear are heard the same as those that are spelt well."""

import pytest

from escale.french.sounds import sound


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("koman", "comment"),
        ("fotos", "photos"),
        ("anvoyé", "envoyer"),
        ("wattsap", "whatsapp"),
        ("mél", "mail"),
        ("inpo", "impôts"),
        ("telefone", "téléphone"),
        ("anploi", "emploi"),
        ("aplikassion", "application"),
        ("instalé", "installer"),
        ("ranjé", "ranger"),
        ("kaf", "caf"),
        ("arnak", "arnaque"),
        ("intairnet", "internet"),
        ("resau", "réseaux"),
        ("retrète", "retraite"),
        ("banke", "banque"),
        ("numero", "numéro"),
    ],
)
def test_words_that_are_heard_the_same_have_one_sound(typed: str, spelt: str) -> None:
    assert sound(typed) == sound(spelt)


@pytest.mark.parametrize(
    ("one", "other"),
    [("mail", "mal"), ("photo", "moto"), ("carte", "quatre"), ("tablette", "tableau"), ("bon", "banc"), ("cou", "cu")],
)
def test_words_that_are_heard_apart_have_two(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize("text", ["", "é", "123", "!?", "x" * 5000, "œuf", "日本"])
def test_anything_typed_has_a_sound_or_none(text: str) -> None:
    assert isinstance(sound(text), str)
