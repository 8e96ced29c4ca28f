import pytest

from escale.french.plural import agree, number, plural


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "0~participant"),
        (1, "1~participant"),
        (1.5, "1,5~participant"),
        (-1, "-1~participant"),
        (2, "2~participants"),
        (1200, "1~200~participants"),
    ],
)
def test_nought_and_one_are_singular(n: float, words: str):
    assert plural(n, "participant") == words.replace("~", "\u00a0")


def test_an_irregular_plural_is_given():
    assert plural(3, "créneau", "créneaux") == "3\u00a0créneaux"
    assert plural(1, "créneau", "créneaux") == "1\u00a0créneau"


def test_an_invariable_word_keeps_its_form():
    assert plural(2, "mois", "mois") == "2\u00a0mois"


def test_the_word_alone_agrees_with_a_count_said_elsewhere():
    assert [agree(n, "libre") for n in (0, 1, 2)] == ["libre", "libre", "libres"]


def test_numbers_have_a_decimal_comma_and_spaced_thousands():
    assert [number(n) for n in (0, 2.5, 1200, 3.0)] == ["0", "2,5", "1\u00a0200", "3"]
