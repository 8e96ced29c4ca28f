"""The flyer of an activity: an A5 sheet, or four A6 on one A4 to be cut along its marks."""

from typing import Literal

from escale.publishing.rendering.sheets import Frame, Layout, sheet
from escale.publishing.source import Picture, Source

type Size = Literal["A5", "4-up"]

COPIES = 4
FRAME = Frame(
    css="flyer",
    title_size=11.8,
    title_heights={"harbour": 26, "picture": 18, "plain": 26},
    day_size=7.2,
    hours_size=5.4,
    when_height=16.5,
    promise_size=4.1,
    promise_height=11,
    head_size=4.4,
    detail_size=3.9,
    facts_height=38,
    facts_width=49,
    most_facts=3,
    call_size=4.2,
    number_size=6.6,
    foot_size=2.1,
    foot_width=50,
)


def pdf(
    source: Source,
    *,
    address: str,
    size: Size = "A5",
    layout: Layout = "harbour",
    low_ink: bool = False,
    picture: Picture | None = None,
) -> bytes:
    """The flyer as a tagged file of one page. Raises OSError where Pango is missing."""
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
    title = f"Flyer : {source.title}"
    if size == "A5":
        return paper.written(paper.one_sheet(shown, title=title, source=source, size=paper.SIZES["A5"]))
    return paper.written(paper.several(shown, copies=COPIES, title=title, source=source))
