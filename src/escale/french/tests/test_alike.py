import pytest

from escale.french.alike import are_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lefebvre", "Lefèvre"),
        ("Dupont", "Dupond"),
        ("Catherine", "Katerine"),
        ("Thomas", "Tomas"),
        ("Le Goff", "Legoff"),
        ("Philippe", "Filipe"),
        ("Dubois", "Dubosi"),
        ("Briand", "Brian"),
        ("Guérin", "Guerrin"),
    ],
)
def test_names_that_sound_the_same_or_slip_by_a_letter_are_alike(one, other):
    assert are_alike(one, other)
    assert are_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Martin", "Martel"), ("Léa", "Zoé"), ("Renault", "Regnier"), ("", ""), ("Anne", "")]
)
def test_others_are_not(one, other):
    assert not are_alike(one, other)
