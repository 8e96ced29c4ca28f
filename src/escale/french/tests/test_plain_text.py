import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.french.plain_text import clean, fold


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Jeanne  Le\u00a0Gall ", "Jeanne Le Gall"),
        ("e\u0301te\u0301", "été"),
        ("a\x00b\x07c", "abc"),
        ("a\ud800b", "ab"),
        ("\u202eannaeJ\u202c", "annaeJ"),
        ("a\tb", "a b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a \n\n\n\n b", "a\n\nb"),
        ("👩🏽‍💻", "👩🏽‍💻"),
        ("جميلة", "جميلة"),
        ("\ufeffnom", "nom"),
        ("", ""),
    ],
)
def test_text_is_kept_without_what_cannot_be_seen(typed: str, kept: str):
    assert clean(typed) == kept


@given(st.text(st.characters(codec=None)))
def test_clean_text_can_always_be_stored_and_stays_the_same(text: str):
    kept = clean(text)
    assert clean(kept) == kept
    assert "\x00" not in kept
    kept.encode("utf-8")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Vitré", "vitre"),
        ("Saint-M’Hervé", "saint m herve"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("ŒUVRE Æquo", "oeuvre aequo"),
        ("  Noël  À\u00a0deux ", "noel a deux"),
        ("Straße", "strasse"),
        ("３５", "35"),
        ("🙂", ""),
    ],
)
def test_a_search_key_has_neither_case_nor_accents_nor_signs(typed: str, key: str):
    assert fold(typed) == key


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str):
    assert fold(fold(text)) == fold(text)
