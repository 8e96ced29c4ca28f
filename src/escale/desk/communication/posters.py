"""The poster of a kit on the screen: the sheet the paper is made of."""

from escale.publishing.rendering import poster
from escale.publishing.rendering.sheets import Layout, Sheet, sheet
from escale.publishing.source import Picture, Source


def preview(source: Source, *, address: str, layout: Layout = "harbour", low_ink: bool = False) -> Sheet:
    """The poster for the screen; its title is no heading there, the page has its own."""
    return sheet(
        source, frame=poster.FRAME, address=address, found_at=_found_at, layout=layout, low_ink=low_ink, heading="p"
    )


def _found_at(picture: Picture) -> str:
    return picture.name
