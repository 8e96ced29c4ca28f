"""Pictures on pages: never enlarged, light, in three formats, made once."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from PIL import Image

from escale.accounts.models import Membership
from escale.publishing import identities
from escale.publishing.models import Picture, PictureKind, Rendition, RenditionFormat
from escale.testing import builders, writings
from escale.writing import pictures
from escale.writing.templatetags.reading import rich, unquoted


def _picture(by: Membership, width: int, *, color: str = "#2b6973", mode: str = "RGB") -> Picture:
    file = BytesIO()
    Image.new(mode, (width, width // 2), color).save(file, "PNG")
    size = file.tell()
    file.seek(0)
    return identities.keep(PictureKind.PHOTO, file, size=size, alt="Une vague", by=by, now=builders.NOW)


@pytest.mark.parametrize(
    ("wide", "offered"), [(120, [400]), (400, [400]), (401, [400, 800]), (800, [400, 800]), (2000, [400, 800, 1200])]
)
def test_a_picture_is_offered_up_to_the_first_width_that_holds_it(wide: int, offered: list[int]) -> None:
    assert pictures.widths(Picture(width=wide, height=wide)) == offered


@pytest.mark.parametrize("into", RenditionFormat)
def test_an_image_is_made_at_its_width_in_its_format(adviser: Membership, into: RenditionFormat) -> None:
    made = pictures.make(_picture(adviser, 1000), width=400, into=into)
    with Image.open(BytesIO(made)) as image:
        assert (image.format, image.size) == (into.label.upper(), (400, 200))


def test_a_small_image_is_not_enlarged(adviser: Membership) -> None:
    made = pictures.make(_picture(adviser, 120), width=400, into=RenditionFormat.WEBP)
    with Image.open(BytesIO(made)) as image:
        assert image.size == (120, 60)


def test_what_shows_through_is_white_where_nothing_can(adviser: Membership) -> None:
    see_through = _picture(adviser, 500, mode="RGBA", color="#00000000")
    made = pictures.make(see_through, width=400, into=RenditionFormat.JPEG)
    with Image.open(BytesIO(made)) as image:
        assert image.getpixel((10, 10)) == (255, 255, 255)


def test_an_image_made_twice_at_once_is_kept_once(adviser: Membership) -> None:
    picture = _picture(adviser, 500)
    assert pictures.content(picture, width=400, into=RenditionFormat.WEBP) is None
    first = pictures.make(picture, width=400, into=RenditionFormat.WEBP)
    pictures.make(picture, width=400, into=RenditionFormat.WEBP)
    assert Rendition.objects.count() == 1
    assert pictures.content(picture, width=400, into=RenditionFormat.WEBP) == first


def test_a_page_says_how_large_a_picture_is_and_what_it_shows(adviser: Membership) -> None:
    drawn = Template("{% load reading %}{% photo picture %}").render(Context({"picture": _picture(adviser, 900)}))
    assert 'width="900" height="450"' in drawn
    assert 'alt="Une vague"' in drawn
    assert drawn.index("image/avif") < drawn.index("image/webp") < drawn.index("<img")
    assert "900w" in drawn
    assert "lazy" in drawn


def test_no_picture_leaves_nothing() -> None:
    assert Template("{% load reading %}{% photo nothing %}").render(Context({"nothing": None})) == ""


def test_pictures_of_a_text_are_read_without_their_image(
    adviser: Membership, queries: Callable[[], CaptureQueriesContext]
) -> None:
    shown = [writings.photo(adviser, color=color) for color in ("#111111", "#222222")]
    article = writings.article(adviser, *[writings.with_photo(each) for each in shown])
    article.refresh_from_db()
    with queries() as seen:
        read = [block.value["picture"] for block in article.body]
    assert read == shown
    assert len(seen) == 1
    assert "content" in read[0].get_deferred_fields()


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("<p>Un <b>mot</b></p>", "<p>Un <b>mot</b></p>"),
        ("<script>alert(1)</script>Fin", "Fin"),
        ('<img src="x" onerror="alert(1)">Fin', "Fin"),
        ('<a href="javascript:alert(1)">lien</a>', '<a rel="noopener noreferrer">lien</a>'),
        ('<p onclick="alert(1)" style="color:red">Bonjour</p>', "<p>Bonjour</p>"),
        ('<a href="https://17.fr">17</a>', '<a href="https://17.fr" rel="noopener noreferrer">17</a>'),
    ],
)  # fmt: skip
def test_a_text_keeps_its_bold_words_and_its_links_alone(written: str, left: str) -> None:
    assert rich(written) == left


@pytest.mark.parametrize("typed", ["Je recommence.", "« Je recommence. »", '"Je recommence."', "“Je recommence.”"])
def test_a_quote_has_its_marks_once(typed: str) -> None:
    assert unquoted(typed) == "Je recommence."
