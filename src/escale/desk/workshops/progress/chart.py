"""The bars of the report, laid out: two for each skill, before and after, the part done alone first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from escale.workshops.checks import Comparison
from escale.workshops.models import Mastery, Moment

WIDTH = 300
GRADES = (Mastery.ALONE, Mastery.WITH_HELP, Mastery.NOT_YET)
"""From the left: plain, hatched, empty. Told apart without a colour."""
WORDS = {Moment.FIRST: "au début", Moment.LAST: "à la fin", Moment.LATER: "trois mois après"}
SAID = {Mastery.ALONE: "sans aide", Mastery.WITH_HELP: "avec aide", Mastery.NOT_YET: "pas encore"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One piece of a bar: where it begins, how long it is, and which grade it shows."""

    x: int
    width: int
    grade: Mastery


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its moment, its pieces, how many do it alone, and all of it in words."""

    moment: str
    parts: Sequence[Part]
    alone: str
    words: str


@dataclass(frozen=True, kw_only=True)
class SkillBars:
    label: str
    bars: Sequence[Bar]


def chart(comparison: Comparison) -> list[SkillBars]:
    """Lay out a comparison; its table says the same in figures."""
    return [
        SkillBars(label=shift.label, bars=[_bar(comparison.before, shift.before), _bar(comparison.after, shift.after)])
        for shift in comparison.shifts
    ]


def _bar(moment: Moment, grades: Mapping[Mastery, int]) -> Bar:
    people, x, parts = sum(grades.values()), 0, []
    for grade in GRADES:
        width = round(WIDTH * grades[grade] / people)
        if width:
            parts.append(Part(x=x, width=width, grade=grade))
        x += width
    said = ", ".join(f"{grades[grade]} {SAID[grade]}" for grade in GRADES)
    return Bar(
        moment=WORDS[moment],
        parts=parts,
        alone=f"{grades[Mastery.ALONE]} sur {people}",
        words=f"{WORDS[moment]}\u00a0: {said}",
    )
