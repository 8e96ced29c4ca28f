"""The programme on paper: folded in two, or hung up."""

from dataclasses import replace

import pytest

from escale.publishing.rendering import leaflet
from escale.publishing.rendering.tests import reading
from escale.publishing.rendering.tests.sources import ADDRESS, BRANDED, HARD, LONG_TERM, TERM
from escale.publishing.source import Source, SourceKind

pytestmark = pytest.mark.looks

EVERY = [
    pytest.param(TERM, id="drawn"),
    pytest.param(LONG_TERM, id="33 dates, hours and places that change"),
    pytest.param(replace(TERM, title=HARD.title, phone="", identity=BRANDED.identity), id="long title, logo"),
    pytest.param(replace(TERM, title="A" * 80), id="one endless word"),
    pytest.param(Source(kind=SourceKind.PROGRAMME, title="Rien", label="Programme"), id="almost nothing"),
]


@pytest.mark.parametrize("source", EVERY)
def test_nothing_leaves_the_sheets_nor_covers_anything(source):
    folded = leaflet.pdf(source, address=ADDRESS)
    assert reading.sizes(folded) == [(297, 210), (297, 210)]
    assert reading.faults(folded) == []
    hung = leaflet.pdf(source, address=ADDRESS, form="poster")
    assert reading.sizes(hung) == [(297, 420)]
    assert reading.faults(hung) == []


@pytest.mark.parametrize("form", ["folded", "poster"])
def test_every_date_is_there_with_what_is_done_then_and_why_one_is_skipped(form):
    said = reading.text(leaflet.pdf(TERM, address=ADDRESS, form=form))
    for words in (
        "Les vendredis du numérique",
        "De janvier à mars 2027, le vendredi, de 9 h 30 à 11 h 30",
        "Vendredi 8 janvier Scanner un papier et l’envoyer",
        "Vendredis 19 et 26 février Pas d’atelier : vacances d’hiver",
        "Vendredi 26 mars",
        "02 61 91 05 12",
    ):
        assert words in said
    assert said.count("de 9 h 30 à 11 h 30") == 1


def test_dates_that_do_not_fit_are_counted_and_left_to_the_page():
    shown = leaflet.leaflet(LONG_TERM, address=ADDRESS, form="folded", found_at=lambda picture: "")
    printed = sum(not row.off for column in shown.columns for row in column)
    met = sum(not each.off for each in LONG_TERM.occasions)
    assert shown.left == f"et {met - printed}\u00a0autres dates : escale.vitre.example/r/abc12"


def test_the_folded_cover_is_read_first_then_the_dates_are_inside():
    content = leaflet.pdf(TERM, address=ADDRESS)
    cover = reading.picture(content, dpi=20)
    assert cover.getpixel((20, 150)) == (255, 255, 255)
    assert cover.getpixel((200, 90)) != (255, 255, 255)
    said = reading.unpacked(content)
    assert said.index(b"/H1") < said.index(b"/H2")
    assert b"/Lang (fr)" in said
    assert reading.alternatives(content) == ["QR code\u00a0: voir le programme en ligne, escale.vitre.example/r/abc12"]


@reading.needs_zbar
@pytest.mark.parametrize("form", ["folded", "poster"])
def test_a_reader_finds_the_address_at_100_dots_per_inch(form):
    content = leaflet.pdf(TERM, address=ADDRESS, form=form)
    assert reading.decoded(reading.picture(content, dpi=100)) == [ADDRESS]
