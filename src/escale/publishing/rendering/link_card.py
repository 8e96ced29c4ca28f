"""The image a link is shown with in a message or on social media: what the page is about, large, in our own fonts."""

from dataclasses import dataclass

from escale.publishing.rendering import images, words
from escale.publishing.rendering.fitting import Face, Text, fitted, line_step, step_of
from escale.publishing.rendering.sheets import Line, css, ground, shown_at
from escale.publishing.source import Identity

SIZE = (1200, 630)
"""Pixels, as every program that shows links asks for."""
TITLE_HEIGHT = 17.5
DETAIL_HEIGHT = 7


@dataclass(frozen=True, kw_only=True)
class LinkCard:
    """What it says: what kind of page (`label`), its title, a line or two under it, who speaks."""

    label: str
    title: str
    detail: str
    identity: Identity


def png(card: LinkCard) -> bytes:
    """The card as an image. Raises OSError where Pango is missing."""
    # WeasyPrint needs Pango, which some machines don't have, and takes a second to load.
    from escale.publishing.rendering import paper

    identity = card.identity
    color, (who, where) = ground(identity, low_ink=False), words.speaker(identity)
    title = Text(text=card.title, face=Face.TITLE, size=7.4, width=88, leading=1)
    detail = Text(text=card.detail, face=Face.BOLD, size=3, width=62, leading=1.25)
    context = {
        "css": css("wide", color=color),
        "label": Line(card.label, line_step([(card.label, Face.BOLD, 2.6)], width=82)),
        "title": fitted(title, height=TITLE_HEIGHT),
        "detail": Line(card.detail, step_of([detail], height=DETAIL_HEIGHT)),
        "sheet": {
            "logo": shown_at(identity.logo, paper.found_at),
            "who": Line(who, line_step([(who, Face.TITLE, 3.4)], width=60)),
            "where": Line(where, line_step([(where, Face.BOLD, 2)], width=60)),
        },
    }
    given = [identity.logo] if identity.logo else []
    document = paper.lay_out("publishing/paper/link_card.html", context, size=SIZE, unit="px", given=given, color=color)
    return images.drawn(document.write_pdf())
