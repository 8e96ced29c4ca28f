"""Images for social media: a square and an upright one, the same sheets drawn as pixels, and the words that replace them."""

from io import BytesIO
from typing import Literal

import pypdfium2 as pdfium

from escale.publishing.rendering import words
from escale.publishing.rendering.sheets import Frame, Layout, sheet
from escale.publishing.source import Picture, Source

type Shape = Literal["square", "story"]

SIZES: dict[Shape, tuple[int, int]] = {"square": (1080, 1080), "story": (1080, 1920)}
"""Pixels, as Facebook and Instagram ask for."""
POINTS_PER_PIXEL = 72 / 96
SQUARE = Frame(
    css="square",
    title_size=11.8,
    title_heights={"harbour": 25, "picture": 20, "plain": 35},
    day_size=7,
    hours_size=5,
    when_height=14,
    head_size=4.2,
    detail_size=3.7,
    facts_height=9.5,
    facts_width=81,
    most_facts=1,
    call_size=3.8,
    number_size=6,
    has_code=False,
)
STORY = Frame(
    css="story",
    title_size=12.5,
    title_heights={"harbour": 36, "picture": 30, "plain": 50},
    day_size=8,
    hours_size=5.8,
    when_height=17,
    head_size=4.8,
    detail_size=4.2,
    facts_height=24,
    facts_width=80,
    most_facts=2,
    call_size=3.9,
    number_size=6.2,
    has_code=False,
)
FRAMES: dict[Shape, Frame] = {"square": SQUARE, "story": STORY}


def png(
    source: Source,
    *,
    address: str,
    shape: Shape = "square",
    layout: Layout = "harbour",
    picture: Picture | None = None,
) -> bytes:
    """The activity as one image. Raises OSError where Pango is missing."""
    # WeasyPrint needs Pango, which some machines don't have, and takes a second to load.
    from escale.publishing.rendering import paper

    shown = sheet(source, frame=FRAMES[shape], address=address, found_at=paper.found_at, layout=layout, picture=picture)
    document = paper.one_sheet(shown, title=source.title, source=source, size=SIZES[shape], unit="px")
    return drawn(document.write_pdf())


def alternative(source: Source) -> str:
    """What the image says, for the alternative text social media ask for."""
    day, hours = words.when(source)
    place = next((fact.head for fact in words.facts(source) if fact.icon == "map-pin"), "")
    call = words.phone(source)
    said = [f"{words.label(source)} : {source.title}", " ".join(filter(None, [day, hours])), place]
    return ". ".join([*filter(None, said), *([f"Téléphone : {call}"] if call else [])]) + "."


def drawn(content: bytes) -> bytes:
    """The first sheet as a PNG, a pixel of ours for a pixel of the image."""
    with pdfium.PdfDocument(content) as document:
        image = document[0].render(scale=1 / POINTS_PER_PIXEL).to_pil()
    file = BytesIO()
    image.convert("RGB").save(file, "PNG")
    return file.getvalue()
