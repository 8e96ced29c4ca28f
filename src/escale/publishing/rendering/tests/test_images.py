"""Images for social media: their size, their words, what replaces them."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from escale.publishing.rendering import images, paper, sheets
from escale.publishing.rendering.tests import reading
from escale.publishing.rendering.tests.sources import ADDRESS, BRANDED, HARD, PHOTO, PHOTOS

pytestmark = pytest.mark.looks


@pytest.mark.parametrize(("shape", "size"), [("square", (1080, 1080)), ("story", (1080, 1920))])
def test_an_image_has_the_size_social_media_ask_for(shape, size):
    image = Image.open(BytesIO(images.png(PHOTOS, address=ADDRESS, shape=shape)))
    assert (image.format, image.size) == ("PNG", size)


@pytest.mark.parametrize("layout", ["harbour", "picture", "plain"])
@pytest.mark.parametrize("source", [PHOTOS, HARD, replace(BRANDED, title="A" * 80), replace(HARD, is_canceled=True)])
@pytest.mark.parametrize("shape", ["square", "story"])
def test_nothing_leaves_the_image_nor_covers_anything(shape, source, layout):
    shown = sheets.sheet(
        source, frame=images.FRAMES[shape], address=ADDRESS, found_at=paper.found_at, layout=layout, picture=PHOTO
    )
    document = paper.one_sheet(shown, title="Image", source=source, size=images.SIZES[shape], unit="px")
    assert len(document.pages) == 1
    assert reading.faults(paper.written(document)) == []


def test_the_words_that_replace_it_say_what_when_and_where():
    assert images.alternative(PHOTOS) == (
        "Atelier gratuit : Mes photos : du téléphone à l'ordinateur. Vendredi 4 décembre de 9 h 30 à 11 h 30. "
        "Centre social, salle 2. Téléphone : 02 61 91 05 12."
    ).replace("02 61 91 05 12", "02\u00a061\u00a091\u00a005\u00a012")
