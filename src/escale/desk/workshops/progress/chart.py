"""The bars of the report, laid out: two for each skill, before and after, the part done alone first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from escale.workshops.checks import Comparison
from escale.workshops.models import Mastery, Moment

WIDTH = 720
LEFT, RIGHT = 96, 66
"""Room for the moment before each bar, and for its figure after."""
SKILL_HEIGHT, LABEL, BAR, GAP = 66, 20, 15, 4
FILLS = {Mastery.ALONE: "#0b5c66", Mastery.WITH_HELP: "url(#avec-aide)", Mastery.NOT_YET: "#ffffff"}
"""Plain, hatched, empty: told apart without a colour. On paper, always on white."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One piece of a bar."""

    x: int
    width: int
    fill: str


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its moment, its pieces, and how many do it alone."""

    moment: str
    y: int
    words_y: int
    parts: Sequence[Part]
    alone: str


@dataclass(frozen=True, kw_only=True)
class SkillBars:
    """One skill: its words over its two bars."""

    label: str
    y: int
    bars: Sequence[Bar]


@dataclass(frozen=True, kw_only=True)
class Chart:
    height: int
    skills: Sequence[SkillBars]
    left: int = LEFT
    width: int = WIDTH
    bar: int = BAR


def chart(comparison: Comparison) -> Chart:
    """Lay out a comparison; its table says the same in figures."""
    rows = [
        SkillBars(
            label=shift.label,
            y=number * SKILL_HEIGHT + LABEL - 4,
            bars=[
                _bar(comparison.before, shift.before, number * SKILL_HEIGHT + LABEL + GAP),
                _bar(comparison.after, shift.after, number * SKILL_HEIGHT + LABEL + 2 * GAP + BAR),
            ],
        )
        for number, shift in enumerate(comparison.shifts)
    ]
    return Chart(height=len(rows) * SKILL_HEIGHT, skills=rows)


def _bar(moment: Moment, grades: Mapping[Mastery, int], y: int) -> Bar:
    people, room, x, parts = sum(grades.values()), WIDTH - LEFT - RIGHT, LEFT, []
    for grade, fill in FILLS.items():
        width = round(room * grades[grade] / people)
        if width:
            parts.append(Part(x=x, width=width, fill=fill))
        x += width
    said = {Moment.FIRST: "au début", Moment.LAST: "à la fin", Moment.LATER: "plus tard"}[moment]
    return Bar(moment=said, y=y, words_y=y + BAR - 3, parts=parts, alone=f"{grades[Mastery.ALONE]} sur {people}")
