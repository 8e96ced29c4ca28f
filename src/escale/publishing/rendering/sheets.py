"""A sheet ready for its template: what it says and how large, for the paper, the images and the preview alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from escale import colors
from escale.publishing.rendering import words
from escale.publishing.rendering.codes import Code, code
from escale.publishing.rendering.fitting import Face, Fitted, Text, fitted, line_step, step_of
from escale.publishing.rendering.words import Fact
from escale.publishing.source import Identity, Picture, Source

type Layout = Literal["harbour", "picture", "plain"]

SMALLEST_FACTS = 64
"""Percents: on a poster 1.76 hundredths, the smallest text of a sheet."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The boxes of a kind of sheet, in hundredths of its width, as poster.css draws them. No height, no box."""

    css: str
    title_size: float
    title_heights: dict[Layout, float]
    day_size: float
    hours_size: float
    when_height: float
    when_width: float = 88
    promise_size: float = 0
    promise_height: float = 0
    head_size: float
    detail_size: float
    facts_height: float
    facts_width: float
    most_facts: int = 4
    call_size: float
    number_size: float
    call_width: float = 79
    foot_size: float = 1.75
    foot_width: float = 57
    foot_height: float = 4.8
    has_code: bool = True


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture where the page finds it."""

    src: str
    alt: str


@dataclass(frozen=True)
class Line:
    """A text on one line, at the step it fits."""

    text: str
    step: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the template says. `color` is the ground's, or nothing for ours; `typed` is the address to type."""

    css: str
    heading: str
    label: Line
    title: Fitted
    day: str
    hours: str
    when_step: int
    promise: Line | None
    facts: Sequence[Fact]
    facts_step: int
    code: Code | None
    scan: str
    typed: str
    call: str
    number: str
    call_step: int
    who: Line
    where: Line
    foot: Line
    has_scene: bool
    color: str
    logo: Shown | None
    photo: Shown | None
    on_screen: bool
    given: Sequence[Picture] = field(repr=False)


def sheet(
    source: Source,
    *,
    frame: Frame,
    address: str,
    found_at: Callable[[Picture], str],
    layout: Layout = "harbour",
    low_ink: bool = False,
    picture: Picture | None = None,
    heading: str = "h1",
    on_screen: bool = False,
) -> Sheet:
    """What a sheet says and how large; `found_at` gives the address of a picture.

    Without a picture, the layout of pictures is the one of the harbour.
    """
    photo = picture if layout == "picture" else None
    layout = "harbour" if layout == "picture" and not photo else layout
    day, hours = words.when(source)
    facts = words.facts(source)[: frame.most_facts]
    call, number = words.call(source, address)
    promise = _promise(source, frame)
    who, where = words.speaker(source.identity)
    logo, color = source.identity.logo, ground(source.identity, low_ink=low_ink)
    return Sheet(
        css=css(frame.css, layout, "low-ink" * low_ink, "brief" * (promise is None), color=color),
        heading=heading,
        label=Line(words.label(source), line_step([(words.label(source), Face.BOLD, 3.2)], width=82)),
        title=fitted(_title(source, frame), height=frame.title_heights[layout]),
        day=day,
        hours=hours,
        when_step=_when_step(day, hours, frame=frame),
        promise=promise,
        facts=facts,
        facts_step=_facts_step(facts, frame=frame),
        code=code(address, said=words.scan_said(source, address)) if frame.has_code else None,
        scan=words.scan(source),
        typed=words.spoken(address),
        call=call,
        number=number,
        call_step=_call_step(call, number, frame=frame),
        who=Line(who, line_step([(who, Face.TITLE, 3.4)], width=60)),
        where=Line(where, line_step([(where, Face.BOLD, 2)], width=60)),
        foot=_foot(source, photo, frame=frame),
        has_scene=layout == "harbour",
        color=color,
        logo=shown_at(logo, found_at),
        photo=shown_at(photo, found_at),
        on_screen=on_screen,
        given=[each for each in (logo, photo) if each],
    )


def shown_at(picture: Picture | None, found_at: Callable[[Picture], str]) -> Shown | None:
    """A picture at its address, when there is one."""
    return Shown(src=found_at(picture), alt=picture.alt) if picture else None


def ground(identity: Identity, *, low_ink: bool) -> str:
    """The colour behind the title, or nothing for ours; one that nothing can be read on moves to the nearest that works."""
    color = identity.color.lower()
    return colors.kept_or_nearest(color) if colors.is_color(color) and not low_ink else ""


def css(*shapes: str, color: str) -> str:
    """The classes of a sheet: its shape, and what its ground takes, white or ink."""
    return " ".join(filter(None, [*shapes, colors.side(color) if color else ""]))


def _title(source: Source, frame: Frame) -> Text:
    return Text(text=source.title, face=Face.TITLE, size=frame.title_size, width=88, leading=0.96)


def _when_step(day: str, hours: str, *, frame: Frame) -> int:
    texts = [Text(text=day, face=Face.DATE, size=frame.day_size, width=frame.when_width, leading=1.05)]
    if hours:
        texts.append(Text(text=hours, face=Face.BOLD, size=frame.hours_size, width=frame.when_width, leading=1.3))
    return step_of(texts, height=frame.when_height)


def _promise(source: Source, frame: Frame) -> Line | None:
    said = words.promise(source)
    if not said or not frame.promise_height:
        return None
    text = Text(text=said, face=Face.PLAIN, size=frame.promise_size, width=88, leading=1.25)
    return Line(said, step_of([text], height=frame.promise_height))


def _facts_step(facts: Sequence[Fact], *, frame: Frame) -> int:
    texts = []
    for fact in facts:
        texts.append(Text(text=fact.head, face=Face.BOLD, size=frame.head_size, width=frame.facts_width, leading=1.25))
        if fact.detail:
            texts.append(
                Text(text=fact.detail, face=Face.PLAIN, size=frame.detail_size, width=frame.facts_width, leading=1.25)
            )
    return step_of(texts, height=frame.facts_height, gap=0.85, least=SMALLEST_FACTS)


def _foot(source: Source, photo: Picture | None, *, frame: Frame) -> Line:
    """The partners and whose the photo is, beside the line about litter."""
    said = [source.identity.partners.rstrip("."), f"Photo : {photo.credit}" if photo and photo.credit else ""]
    text = ". ".join(filter(None, said))
    box = Text(text=text, face=Face.PLAIN, size=frame.foot_size, width=frame.foot_width, leading=1.2)
    return Line(text, step_of([box], height=frame.foot_height))


def _call_step(call: str, number: str, *, frame: Frame) -> int:
    return line_step(
        [(call, Face.BOLD, frame.call_size), (number, Face.TITLE, frame.number_size)], width=frame.call_width
    )
