"""Pictures on the pages of the public: at a few widths, in the lightest format a browser reads, made when first asked for.

An address says what it holds (`photo-3f….jpg` at 800 pixels in AVIF is `/images/photo-3f…-800.avif`): it is kept for a year
by whoever read it, and another content has another name.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO

from django.urls import reverse
from PIL import Image
from wagtail.blocks import ChooserBlock

from escale.publishing.models import Picture, Rendition, RenditionFormat

WIDTHS = (400, 800, 1200)
"""Pixels. A telephone takes the first or the second, a large screen the last."""

USUAL = 800
"""The width of the address a browser without `srcset` follows."""

QUALITY = {RenditionFormat.AVIF: 50, RenditionFormat.WEBP: 72, RenditionFormat.JPEG: 76}
CONTENT_TYPES = {
    RenditionFormat.AVIF: "image/avif",
    RenditionFormat.WEBP: "image/webp",
    RenditionFormat.JPEG: "image/jpeg",
}
PAPER = (255, 255, 255)
"""What shows through a drawing in the one format that has no transparency."""


class ChosenPicture(ChooserBlock):
    """A picture chosen in a text, read without the image itself, which only its own address needs."""

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Picture | None]:
        """The pictures in the order of their numbers; None for one that is gone. One query."""
        wanted = list(values)
        found = Picture.objects.without_content().in_bulk([pk for pk in wanted if pk is not None])
        return [copy(found[pk]) if pk in found else None for pk in wanted]


@dataclass(frozen=True, kw_only=True)
class Source:
    """One line of `<picture>`: a format, and the address of each width."""

    content_type: str
    addresses: str


@dataclass(frozen=True, kw_only=True)
class Renditions:
    """What a page needs to show a picture: the sources a browser chooses from, and an address all of them can follow."""

    sources: Sequence[Source]
    src: str
    addresses: str


def widths(picture: Picture) -> list[int]:
    """The widths it is offered at: up to the first that holds all of it, for nothing is ever enlarged."""
    return [width for rank, width in enumerate(WIDTHS) if rank == 0 or WIDTHS[rank - 1] < picture.width]


def renditions(picture: Picture) -> Renditions:
    """The addresses of a picture. Asks the database nothing, makes nothing."""
    lighter = (RenditionFormat.AVIF, RenditionFormat.WEBP)
    return Renditions(
        sources=[Source(content_type=CONTENT_TYPES[each], addresses=_addresses(picture, each)) for each in lighter],
        src=address(picture, min(USUAL, widths(picture)[-1]), RenditionFormat.JPEG),
        addresses=_addresses(picture, RenditionFormat.JPEG),
    )


def address(picture: Picture, width: int, into: RenditionFormat) -> str:
    """Where a picture is read at one width."""
    return reverse("portal:rendition", args=[picture.name.rpartition(".")[0], width, into.value])


def content(picture: Picture, *, width: int, into: RenditionFormat) -> bytes | None:
    """The image at this width if it was made already."""
    made = Rendition.objects.filter(picture=picture, asked=width, format=into)
    found = made.values_list("content", flat=True).first()
    return None if found is None else bytes(found)


def make(picture: Picture, *, width: int, into: RenditionFormat) -> bytes:
    """Make the image at this width and keep it; two who ask at once keep one."""
    written = _written(bytes(picture.content), width=width, into=into)
    row = Rendition(picture=picture, asked=width, format=into, content=written)
    Rendition.objects.bulk_create([row], ignore_conflicts=True)
    return written


def _addresses(picture: Picture, into: RenditionFormat) -> str:
    rows = [f"{address(picture, width, into)} {min(width, picture.width)}w" for width in widths(picture)]
    return ", ".join(rows)


def _written(original: bytes, *, width: int, into: RenditionFormat) -> bytes:
    with Image.open(BytesIO(original), formats=("PNG", "JPEG")) as image:
        drawn = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if drawn.width > width:
        drawn = drawn.resize((width, max(1, round(drawn.height * width / drawn.width))), Image.Resampling.LANCZOS)
    if drawn.mode == "RGBA" and into == RenditionFormat.JPEG:
        drawn = _on_paper(drawn)
    file = BytesIO()
    match into:
        case RenditionFormat.AVIF:
            # Speed 8 of 10: a quarter of a second for the largest, a few kilobytes more than the slowest.
            drawn.save(file, "AVIF", quality=QUALITY[into], speed=8)
        case RenditionFormat.WEBP:
            drawn.save(file, "WEBP", quality=QUALITY[into])
        case RenditionFormat.JPEG:
            drawn.save(file, "JPEG", quality=QUALITY[into], optimize=True, progressive=True)
    return file.getvalue()


def _on_paper(drawn: Image.Image) -> Image.Image:
    flat = Image.new("RGB", drawn.size, PAPER)
    flat.paste(drawn, mask=drawn.getchannel("A"))
    return flat
