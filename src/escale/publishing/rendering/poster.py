"""The poster of an activity: three layouts, each with less ink if asked, which nothing overflows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from escale.publishing import colors
from escale.publishing.rendering import words
from escale.publishing.rendering.codes import Code, code
from escale.publishing.rendering.fitting import STEPS, Face, Fitted, Text, fitted, step_of
from escale.publishing.rendering.words import Fact
from escale.publishing.source import Identity, Picture, Source

type Size = Literal["A3", "A4"]
type Layout = Literal["harbour", "picture", "plain"]

TITLE_HEIGHTS: Mapping[Layout, float] = {"harbour": 34.5, "picture": 30, "plain": 47}
"""What a title may take above the wave, in hundredths of the sheet's width; so are all lengths here."""
SMALLEST_FACTS = 64
"""Percents: 1.76 hundredths, the smallest text of a sheet."""
FACTS_WIDTH = 52.5
LITTER = "Ne pas jeter sur la voie publique"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture where the page finds it."""

    src: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A poster ready for its template: every text at the step that fits."""

    css: str
    heading: str
    label: str
    title: Fitted
    day: str
    hours: str
    when_step: int
    facts: Sequence[Fact]
    facts_step: int
    code: Code
    scan: str
    typed: str
    call: str
    number: str
    call_step: int
    who: str
    where: str
    partners: str
    low_print: str
    has_scene: bool
    color: str = ""
    logo: Shown | None = None
    photo: Shown | None = None


def sheet(
    source: Source,
    *,
    address: str,
    found_at: Callable[[Picture], str],
    layout: Layout = "harbour",
    low_ink: bool = False,
    picture: Picture | None = None,
    heading: str = "h1",
) -> Sheet:
    """What the poster says and how large, for the paper and for the preview; `found_at` gives the address of a picture.

    Without a picture, the layout of pictures is the one of the harbour.
    """
    layout = "harbour" if layout == "picture" and not picture else layout
    photo = picture if layout == "picture" else None
    day, hours = words.when(source)
    facts = words.facts(source)
    call, number = words.call(source, address)
    who, where = words.speaker(source.identity)
    logo, color = source.identity.logo, ground(source.identity, low_ink=low_ink)
    return Sheet(
        css=css(layout, color=color, low_ink=low_ink),
        heading=heading,
        label=words.label(source),
        title=fitted(title_text(source.title), height=TITLE_HEIGHTS[layout]),
        day=day,
        hours=hours,
        when_step=_when_step(day, hours),
        facts=facts,
        facts_step=_facts_step(facts),
        code=code(address, said=words.scan_said(source, address)),
        scan=words.scan(source),
        typed=words.spoken(address),
        call=call,
        number=number,
        call_step=_call_step(call, number),
        who=who,
        where=where,
        partners=source.identity.partners,
        low_print=f"Photo : {photo.credit}. {LITTER}" if photo and photo.credit else LITTER,
        has_scene=layout == "harbour",
        color=color,
        logo=Shown(src=found_at(logo), alt=logo.alt) if logo else None,
        photo=Shown(src=found_at(photo), alt=photo.alt) if photo else None,
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

    shown = sheet(source, address=address, found_at=paper.found_at, layout=layout, low_ink=low_ink, picture=picture)
    context = {"sheet": shown, "title": f"Affiche : {source.title}", "author": source.identity.name}
    given = [each for each in (source.identity.logo, picture) if each]
    return paper.written(
        paper.lay_out(
            "publishing/paper/poster_paper.html", context, size=paper.SIZES[size], given=given, color=shown.color
        )
    )


def title_text(title: str, *, width: float = 88) -> Text:
    """A title, as the style sheet draws it."""
    return Text(text=title, face=Face.TITLE, size=11.8, width=width, leading=0.96)


def ground(identity: Identity, *, low_ink: bool) -> str:
    """The colour behind the title, or nothing for ours; a colour nothing can be read on is never used."""
    color = identity.color.lower()
    return colors.kept_or_nearest(color) if colors.is_color(color) and not low_ink else ""


def css(layout: str, *, color: str, low_ink: bool) -> str:
    """The classes of a sheet: its layout, its colours."""
    return " ".join(filter(None, [layout, "low-ink" if low_ink else "", colors.side(color) if color else ""]))


def _when_step(day: str, hours: str) -> int:
    texts = [Text(text=day, face=Face.DATE, size=6.2, width=88, leading=1.05)]
    if hours:
        texts.append(Text(text=hours, face=Face.BOLD, size=4.4, width=88, leading=1.3))
    return step_of(texts, height=14.5)


def _facts_step(facts: Sequence[Fact]) -> int:
    texts = []
    for fact in facts:
        texts.append(Text(text=fact.head, face=Face.BOLD, size=3.2, width=FACTS_WIDTH, leading=1.25))
        if fact.detail:
            texts.append(Text(text=fact.detail, face=Face.PLAIN, size=2.75, width=FACTS_WIDTH, leading=1.25))
    return step_of(texts, height=31, gap=0.85, least=SMALLEST_FACTS)


def _call_step(call: str, number: str) -> int:
    for step in STEPS:
        if (3.2 * Face.BOLD.width(call) + 5.6 * Face.TITLE.width(number)) * step / 100 + 3 <= 82:
            return step
    return STEPS[-1]
