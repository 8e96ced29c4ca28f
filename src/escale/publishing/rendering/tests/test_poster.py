"""The poster: what it says, on one sheet, with nothing over anything else."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escale.publishing.rendering import poster, sheets
from escale.publishing.rendering.fitting import Fitted
from escale.publishing.rendering.tests import reading
from escale.publishing.rendering.tests.sources import ADDRESS, BRANDED, HARD, PHOTO, PHOTOS, SKY, TERM
from escale.publishing.source import Occasion, Source, SourceKind

pytestmark = pytest.mark.looks

EVERY = [
    pytest.param(PHOTOS, id="drawn"),
    pytest.param(HARD, id="hard"),
    pytest.param(replace(HARD, identity=replace(HARD.identity, logo=BRANDED.identity.logo)), id="hard, logo"),
    pytest.param(replace(HARD, phone=""), id="no telephone"),
    pytest.param(replace(HARD, title="A" * 80), id="one endless word"),
    pytest.param(replace(HARD, is_canceled=True), id="canceled"),
    pytest.param(Source(kind=SourceKind.EVENT, title="Fête", label="Fête"), id="almost nothing"),
]
LAYOUTS = ["harbour", "picture", "plain"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("source", EVERY)
def test_nothing_leaves_the_sheet_nor_covers_anything(source, layout):
    content = poster.pdf(source, address=ADDRESS, layout=layout, low_ink=source is HARD, picture=PHOTO)
    assert reading.sizes(content) == [(210, 297)]
    assert reading.faults(content) == []


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéèàœW'’-:,MÉ    "), min_size=1, max_size=80))
@settings(max_examples=12, deadline=None)
def test_any_title_of_80_characters_stays_on_its_sheet(title):
    content = poster.pdf(replace(PHOTOS, title=title.strip() or "a"), address=ADDRESS)
    assert reading.faults(content) == []


@pytest.mark.parametrize(("size", "millimetres"), [("A3", (297, 420)), ("A4", (210, 297))])
def test_it_is_one_sheet_of_its_size(size, millimetres):
    assert reading.sizes(poster.pdf(PHOTOS, address=ADDRESS, size=size)) == [millimetres]


def test_it_says_everything_needed_to_come():
    said = reading.text(poster.pdf(PHOTOS, address=ADDRESS))
    read_at = -1
    for words in (
        "Atelier gratuit",
        "Mes photos : du téléphone à l’ordinateur",
        "Vendredi 4 décembre de 9 h 30 à 11 h 30",
        "Centre social, salle 2 13 rue Notre-Dame, Vitré",
        "Apportez votre téléphone et son câble, si vous l’avez",
        "Débutants bienvenus 8 places. On prend le temps.",
        "Scannez pour réserver",
        "escale.vitre.example/r/abc12",
        "Réservez par téléphone 02 61 91 05 12",
        "Avec le CCAS, la Résidence Habitat Jeunes et la médiathèque",
        "Ne pas jeter sur la voie publique",
    ):
        read_at, before = said.find(words), read_at
        assert read_at > before, words


def test_without_a_telephone_the_address_is_what_to_write():
    said = reading.text(poster.pdf(replace(PHOTOS, phone=""), address=ADDRESS))
    assert "Réservez en ligne escale.vitre.example/r/abc12" in said


def test_a_canceled_activity_says_so_first_and_leads_to_the_other_dates():
    said = reading.text(poster.pdf(replace(PHOTOS, is_canceled=True), address=ADDRESS))
    assert "Annulé" in said
    assert "Cet atelier est annulé." in said
    assert "Scannez pour voir les autres dates" in said
    assert "Atelier gratuit" not in said


def test_more_dates_than_a_sheet_holds_are_counted():
    dates = [Occasion(day=f"vendredi {number} décembre") for number in range(1, 8)]
    said = reading.text(poster.pdf(replace(PHOTOS, occasions=dates), address=ADDRESS))
    assert "Vendredi 1 décembre vendredi 2 décembre, vendredi 3 décembre, et 4 autres dates" in said


def test_hours_that_never_change_are_said_even_with_many_dates():
    said = reading.text(poster.pdf(replace(TERM, kind=SourceKind.CYCLE), address=ADDRESS))
    assert "De janvier à mars 2027, le vendredi de 9 h 30 à 11 h 30" in said


def test_it_is_tagged_in_french_with_its_title_and_what_its_code_does():
    content = poster.pdf(PHOTOS, address=ADDRESS)
    said = reading.unpacked(content)
    for mark in (b"/Marked true", b"/Lang (fr)", b"/DisplayDocTitle true", b"/StructTreeRoot", b"/H1", b"pdfuaid"):
        assert mark in said, mark
    assert reading.alternatives(content) == [
        "QR code : réserver cet atelier en ligne, escale.vitre.example/r/abc12".replace(" :", "\u00a0:")
    ]


@reading.needs_zbar
@pytest.mark.parametrize("low_ink", [False, True])
@pytest.mark.parametrize("size", ["A3", "A4"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_reader_finds_the_address_in_the_poster_seen_at_100_dots_per_inch(layout, size, low_ink):
    content = poster.pdf(PHOTOS, address=ADDRESS, size=size, layout=layout, low_ink=low_ink, picture=PHOTO)
    assert reading.decoded(reading.picture(content, dpi=100)) == [ADDRESS]


def test_the_layout_of_pictures_shows_the_picture_says_what_it_shows_and_whose_it_is():
    content = poster.pdf(BRANDED, address=ADDRESS, layout="picture", picture=PHOTO)
    said = reading.alternatives(content)
    assert said[:2] == ["Deux mains sur un téléphone", "Centre social de Vitré"]
    assert "Photo\u00a0: Maëlle Garnier".replace("\u00a0", " ") in reading.text(content)
    top = reading.picture(content, dpi=20).crop((0, 0, 165, 40))
    assert near(top.getpixel((150, 20)), SKY)


def test_without_a_picture_the_layout_of_pictures_is_the_one_of_the_harbour():
    assert sheet_of(PHOTOS, layout="picture").has_scene
    assert not sheet_of(PHOTOS, layout="picture").photo


@pytest.mark.parametrize(("color", "ground"), [("#7a1f5c", "#7a1f5c"), ("#BFE3D0", "#bfe3d0"), ("red", "#0a343e")])
def test_the_ground_is_the_color_of_the_organization(color, ground):
    branded = replace(PHOTOS, identity=replace(PHOTOS.identity, color=color))
    corner = reading.picture(poster.pdf(branded, address=ADDRESS), dpi=20).getpixel((160, 3))
    assert near(corner, tuple(bytes.fromhex(ground[1:])))


def test_less_ink_leaves_the_ground_white():
    content = poster.pdf(BRANDED, address=ADDRESS, low_ink=True)
    assert reading.picture(content, dpi=20).getpixel((160, 3)) == (255, 255, 255)


def test_a_title_that_steps_down_no_more_is_seen_by_these_tests(monkeypatch):
    monkeypatch.setattr(sheets, "fitted", lambda text, *, height: Fitted([text.text], 100))
    assert reading.faults(poster.pdf(HARD, address=ADDRESS))
    monkeypatch.setattr(sheets, "_facts_step", lambda facts, *, frame: 100)
    assert any("cover each other" in fault for fault in reading.faults(poster.pdf(HARD, address=ADDRESS)))


def sheet_of(source, **options):
    return sheets.sheet(source, frame=poster.FRAME, address=ADDRESS, found_at=lambda picture: picture.name, **options)


def near(one, other):
    return all(abs(a - b) < 8 for a, b in zip(one, other, strict=True))
