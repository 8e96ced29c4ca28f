"""How an organization signs its sheets, and the pictures it keeps."""

import random
import zlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from escale.accounts.models import Membership
from escale.publishing import identities, picture_files, sources
from escale.publishing.models import Identity, Picture, PictureKind
from escale.publishing.picture_files import NotAnImage
from escale.publishing.rendering.tests.sources import image
from escale.testing import publicity
from escale.testing.builders import NOW


def keep(by: Membership, content: bytes, kind: PictureKind = PictureKind.LOGO, **words: str) -> Picture:
    file = ContentFile(content)
    given = {"alt": "Le logo", **words}
    return identities.keep(kind, file, size=file.size, by=by, now=NOW, **given)


def refusal(content: bytes, *, size: int | None = None) -> str:
    with pytest.raises(NotAnImage) as refused:
        picture_files.read(BytesIO(content), size=size or len(content), longest=900)
    return refused.value.sentence


def test_nobody_chose_anything_yet(adviser: Membership) -> None:
    signed = sources.identity_of(adviser.organization)
    assert (signed.logo, signed.color, signed.partners) == (None, "", "")
    assert not Identity.objects.exists()


def test_what_was_chosen_is_on_every_sheet(adviser: Membership) -> None:
    identities.change(adviser.organization, color="#7a1f5c", partners="Avec le CCAS")
    identities.set_logo(adviser.organization, keep(adviser, image((300, 200), "red"), alt="Centre social"))
    signed = sources.identity_of(adviser.organization)
    assert (signed.color, signed.partners, signed.logo.alt) == ("#7a1f5c", "Avec le CCAS", "Centre social")
    assert Image.open(BytesIO(signed.logo.content)).size == (300, 200)


def test_another_logo_changes_the_fingerprint_of_what_is_made_known(adviser: Membership) -> None:
    kit = publicity.kit(adviser.organization)
    before = sources.of_kit(kit).fingerprint
    identities.set_logo(adviser.organization, keep(adviser, image((300, 200), "red")))
    assert sources.of_kit(kit).fingerprint != before


def test_the_same_image_brought_twice_is_one_row_with_its_last_words(adviser: Membership, outsider: Membership) -> None:
    first = keep(adviser, image((30, 20), "red"), PictureKind.PHOTO, alt="Un mur")
    again = keep(adviser, image((30, 20), "red"), PictureKind.PHOTO, alt="Un mur rouge", credit="Léa")
    assert (again.pk, again.alt, again.credit) == (first.pk, "Un mur rouge", "Léa")
    assert keep(outsider, image((30, 20), "red"), PictureKind.PHOTO).pk != first.pk


def test_removing_a_logo_can_be_undone_and_older_ones_are_forgotten(adviser: Membership) -> None:
    photo = keep(adviser, image((30, 20), "red"), PictureKind.PHOTO)
    identities.set_logo(adviser.organization, keep(adviser, image((30, 20), "red")))
    new = keep(adviser, image((30, 20), "blue"))
    identities.set_logo(adviser.organization, new)
    identities.set_logo(adviser.organization, None)
    assert identities.identity_of(adviser.organization).logo is None
    assert set(Picture.objects.values_list("pk", flat=True)) == {new.pk, photo.pk}
    identities.set_logo(adviser.organization, new)
    assert identities.identity_of(adviser.organization).logo == new


def test_an_image_loses_its_metadata_and_stands_upright(adviser: Membership) -> None:
    file, exif = BytesIO(), Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Téléphone de Lucette"
    Image.new("RGB", (400, 200), "red").save(file, "JPEG", exif=exif)
    photo = keep(adviser, file.getvalue(), PictureKind.PHOTO)
    kept = Image.open(BytesIO(bytes(photo.content)))
    assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (200, 400), {})
    assert (photo.width, photo.height) == (200, 400)
    assert b"Lucette" not in bytes(photo.content)


def test_a_large_image_is_made_smaller_and_a_transparent_one_stays_so(adviser: Membership) -> None:
    photo = keep(adviser, image((4000, 3000), "red", "JPEG"), PictureKind.PHOTO)
    assert (photo.width, photo.height) == (2600, 1950)
    file = BytesIO()
    Image.new("RGBA", (1800, 900), (255, 0, 0, 0)).save(file, "WEBP", lossless=True)
    logo = Image.open(BytesIO(bytes(keep(adviser, file.getvalue()).content)))
    assert (logo.format, logo.size, logo.mode) == ("PNG", (900, 450), "RGBA")


def test_40_megabytes_are_refused_in_words_before_a_byte_is_read() -> None:
    class Unread(BytesIO):
        def read(self, *args: object) -> bytes:
            raise AssertionError("it was read")

    with pytest.raises(NotAnImage) as refused:
        picture_files.read(Unread(), size=40 * 1024 * 1024, longest=900)
    assert refused.value.sentence.startswith("Cette image pèse 40,0 Mo.")


def test_too_many_points_are_refused_before_they_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    huge, large = bomb(20_000, 20_000), bomb(7_000, 7_000)
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("it was decoded"))
    assert "trop de points" in refusal(huge)
    assert "trop de points" in refusal(large)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "dessin SVG"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><svg/>', "dessin SVG"),
        (b"%PDF-1.7\n", "document PDF"),
        (b"bonjour", "n’est pas une image"),
        (image((300, 200), "red")[:60], "abîmée"),
        (image((300, 200), "red", "JPEG")[:700], "abîmée"),
        (image((300, 200), "red", "WEBP")[:40], "abîmée"),
        (image((300, 200), "red", "BMP"), "n’est pas une image"),
    ],
    ids=["svg", "xml", "pdf", "text", "half a png", "half a jpeg", "half a webp", "bmp"],
)
def test_what_is_no_image_is_refused_in_words(content: bytes, said: str) -> None:
    assert said in refusal(content)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""
    file = BytesIO()
    Image.new("1", (1, 1)).save(file, "PNG")
    content = bytearray(file.getvalue())
    content[16:24] = width.to_bytes(4) + height.to_bytes(4)
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4)
    return bytes(content)


def test_a_photo_of_a_telephone_that_holds_a_second_one_is_taken() -> None:
    """A portrait or a photo of high contrast carries a map of depth or of light after it: “MPO”, for the library."""
    file = BytesIO()
    first, second = Image.new("RGB", (60, 40), "teal"), Image.new("RGB", (30, 20), "red")
    first.save(file, "MPO", save_all=True, append_images=[second])
    kept = picture_files.read(BytesIO(file.getvalue()), size=len(file.getvalue()), longest=picture_files.LONGEST_PHOTO)
    assert (kept.extension, kept.width, kept.height) == ("jpg", 60, 40)
    assert Image.open(BytesIO(kept.content)).format == "JPEG"


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_metadata_nobody_can_read_is_left_and_the_image_taken() -> None:
    """Whatever a camera or a stranger wrote there, it is an image or a refusal, never a breakdown."""
    described = Image.Exif()
    described[0x0112], described[0x010E], described[0x8825] = 6, "une fête", {1: "N", 2: (48.0, 1.0, 2.0)}
    made, draw, refused = BytesIO(), random.Random(1), 0
    Image.new("RGB", (60, 40), "teal").save(made, "JPEG", exif=described.tobytes())
    for _ in range(3000):
        content = bytearray(made.getvalue())
        for _ in range(draw.choice((1, 2, 4))):
            content[draw.randrange(12, 160)] = draw.randrange(256)
        try:
            picture_files.read(BytesIO(bytes(content)), size=len(content), longest=picture_files.LONGEST_PHOTO)
        except NotAnImage:
            refused += 1
    assert refused < 1500
