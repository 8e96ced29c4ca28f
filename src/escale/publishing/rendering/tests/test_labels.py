"""Labels for the post."""

import pytest

from escale.publishing.rendering import labels
from escale.publishing.rendering.tests import reading

pytestmark = pytest.mark.looks

RESIDENCE = ["Résidence Habitat Jeunes", "À l'attention de Sonia", "12 rue du Rachapt", "35500 Vitré"]
LONG = [
    "Association intercommunale d'aide à domicile en milieu rural de la Haute-Vilaine",
    *RESIDENCE[1:],
    "CS 35012",
    "FRANCE",
]


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (21, 1), (22, 2), (60, 3)])
def test_21_labels_fill_a_sheet(count, sheets):
    content = labels.pdf([RESIDENCE] * count)
    assert reading.sizes(content) == [(210, 297)] * sheets
    assert reading.text(content).count("35500 Vitré") == count
    assert reading.faults(content) == []


def test_a_long_address_stays_on_its_label():
    assert reading.faults(labels.pdf([LONG] * 21)) == []


def test_labels_already_used_are_left_out():
    first = labels.sheets([RESIDENCE], skip=20)[0]
    assert [bool(label.lines) for label in first] == [False] * 20 + [True]
    assert [len(sheet) for sheet in labels.sheets([RESIDENCE] * 2, skip=20)] == [21, 1]


def test_no_address_makes_no_sheet_of_labels():
    assert labels.sheets([]) == []


def test_labels_are_tagged_in_french_with_their_title():
    said = reading.unpacked(labels.pdf([RESIDENCE], title="Étiquettes : Résidence"))
    for mark in (b"/Marked true", b"/Lang (fr)", b"/DisplayDocTitle true", b"/StructTreeRoot"):
        assert mark in said, mark
