"""The poster of an activity, A3 or A4: three layouts, each with less ink if asked, which nothing overflows."""

from collections.abc import Callable
from typing import Literal

from escale.publishing.rendering.sheets import Frame, Layout, Sheet, sheet
from escale.publishing.source import Picture, Source

type Size = Literal["A3", "A4"]

FRAME = Frame(
    css="",
    title_size=11.8,
    title_heights={"harbour": 34.5, "picture": 30, "plain": 47},
    day_size=6.2,
    hours_size=4.4,
    when_height=14.5,
    head_size=3.2,
    detail_size=2.75,
    facts_height=31,
    facts_width=52.5,
    call_size=3.2,
    number_size=5.6,
)


def preview(
    source: Source,
    *,
    address: str,
    found_at: Callable[[Picture], str],
    layout: Layout = "harbour",
    low_ink: bool = False,
    picture: Picture | None = None,
    heading: str = "h1",
) -> Sheet:
    """The poster for a page of the screen, which shows it by `publishing/paper/sheet.html`; `found_at` as in `sheet`."""
    return sheet(
        source,
        frame=FRAME,
        address=address,
        found_at=found_at,
        layout=layout,
        low_ink=low_ink,
        picture=picture,
        heading=heading,
        on_screen=True,
    )


def pdf(
    source: Source,
    *,
    address: str,
    size: Size = "A4",
    layout: Layout = "harbour",
    low_ink: bool = False,
    picture: Picture | None = None,
) -> bytes:
    """The poster as a tagged file of one page. Raises OSError where Pango is missing."""
    # WeasyPrint needs Pango, which some machines don't have, and takes a second to load.
    from escale.publishing.rendering import paper

    shown = sheet(
        source,
        frame=FRAME,
        address=address,
        found_at=paper.found_at,
        layout=layout,
        low_ink=low_ink,
        picture=picture,
    )
    return paper.written(
        paper.one_sheet(shown, title=f"Affiche : {source.title}", source=source, size=paper.SIZES[size])
    )
