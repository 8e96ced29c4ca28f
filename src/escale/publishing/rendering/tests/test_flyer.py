"""The flyer: A5, or four A6 to cut."""

from dataclasses import replace

import pytest

from escale.publishing.rendering import flyer
from escale.publishing.rendering.tests import reading
from escale.publishing.rendering.tests.sources import ADDRESS, BRANDED, HARD, PHOTO, PHOTOS
from escale.publishing.source import Source, SourceKind

pytestmark = pytest.mark.looks

EVERY = [
    pytest.param(PHOTOS, id="drawn"),
    pytest.param(HARD, id="hard"),
    pytest.param(replace(HARD, phone="", promise=""), id="no telephone, no promise"),
    pytest.param(replace(HARD, is_canceled=True), id="canceled"),
    pytest.param(replace(BRANDED, title="A" * 80), id="one endless word, logo"),
    pytest.param(Source(kind=SourceKind.EVENT, title="Fête", label="Fête"), id="almost nothing"),
]


@pytest.mark.parametrize("layout", ["harbour", "picture", "plain"])
@pytest.mark.parametrize("source", EVERY)
def test_nothing_leaves_the_sheet_nor_covers_anything(source, layout):
    content = flyer.pdf(source, address=ADDRESS, layout=layout, picture=PHOTO)
    assert reading.sizes(content) == [(148, 210)]
    assert reading.faults(content, margin=2) == []


@pytest.mark.parametrize("source", [PHOTOS, HARD])
def test_four_of_them_on_one_sheet_to_cut(source):
    content = flyer.pdf(source, address=ADDRESS, size="4-up")
    assert reading.sizes(content) == [(210, 297)]
    assert reading.faults(content, margin=1.5) == []
    assert reading.text(content).count("escale.vitre.example/r/abc12") >= flyer.COPIES


def test_a_promise_becomes_a_sentence():
    said = reading.text(flyer.pdf(replace(PHOTOS, promise="vous retrouvez vos photos"), address=ADDRESS))
    assert "Vous retrouvez vos photos." in said


@pytest.mark.parametrize("size", ["A5", "4-up"])
def test_it_is_tagged_with_what_its_code_does(size):
    content = flyer.pdf(PHOTOS, address=ADDRESS, size=size)
    assert b"/Lang (fr)" in reading.unpacked(content)
    assert set(reading.alternatives(content)) == {
        "QR code\u00a0: réserver cet atelier en ligne, escale.vitre.example/r/abc12"
    }


def test_it_has_the_promise_too():
    said = reading.text(flyer.pdf(PHOTOS, address=ADDRESS))
    assert "Vous saurez mettre vos photos sur votre ordinateur et les retrouver." in said


@reading.needs_zbar
@pytest.mark.parametrize("size", ["A5", "4-up"])
def test_a_reader_finds_the_address_at_150_dots_per_inch(size):
    content = flyer.pdf(PHOTOS, address=ADDRESS, size=size, low_ink=True)
    assert set(reading.decoded(reading.picture(content, dpi=150))) == {ADDRESS}
