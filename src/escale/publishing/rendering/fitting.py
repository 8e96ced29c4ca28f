"""What fits: words measured in the product's own fonts, before they are laid out.

A strict page takes no inline size, so a text gets a step (`k-92`: 92 % of its size), the largest that fits its box. Lengths are
hundredths of the sheet's width, as the `cqi` of the style sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from PIL import ImageFont

from escale.french.typography import typo

FONTS = Path(__file__).parents[2] / "ui" / "static" / "ui" / "fonts"
MEASURED_AT = 1000
"""Pixels: measured large, a length has no rounding worth speaking of."""
STEPS = (100, 92, 84, 76, 70, 64, 58, 52, 46, 40, 34)
"""Percents; each has its class in poster.css."""
PRUDENCE = 1.02
"""A layout engine and ours don't kern quite alike."""


class Face(Enum):
    """A font at one weight: its file, its weight, and the letter-spacing the style sheet gives it."""

    TITLE = ("bricolage.woff2", 800, -0.025)
    DATE = ("bricolage.woff2", 800, -0.015)
    BOLD = ("atkinson-next.woff2", 700, 0)
    PLAIN = ("atkinson-next.woff2", 400, 0)

    def width(self, text: str) -> float:
        """The length of a text on one line, in ems."""
        _, _, spacing = self.value
        length: float = _font(self).getlength(text) / MEASURED_AT + spacing * len(text)
        return length * PRUDENCE


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text in its box: `size` at the first step and `width` in hundredths of the sheet, `leading` in ems."""

    text: str
    face: Face
    size: float
    width: float
    leading: float

    def lines(self, step: int) -> list[str]:
        """The lines it takes at one step."""
        room = self.width / (self.size * step / 100)
        return wrapped(typo(self.text), face=self.face, room=room)

    def height(self, step: int) -> float:
        """What its lines take, in hundredths of the sheet's width."""
        return len(self.lines(step)) * self.size * self.leading * step / 100


@dataclass(frozen=True)
class Fitted:
    """A title in balanced lines, at the step it fits."""

    lines: Sequence[str]
    step: int


def step_of(texts: Sequence[Text], *, height: float, gap: float = 0, least: int = STEPS[-1]) -> int:
    """The largest step at which the texts, one under the other, fit in `height`; the least one when none does."""
    usable = [step for step in STEPS if step >= least]
    for step in usable:
        taken = sum(text.height(step) for text in texts) + gap * (len(texts) - 1) * step / 100
        if taken <= height:
            return step
    return usable[-1]


def line_step(parts: Sequence[tuple[str, Face, float]], *, width: float) -> int:
    """The largest step at which texts stand side by side on one line; each is (text, face, size)."""
    taken = sum(face.width(typo(text)) * size for text, face, size in parts)
    return next((step for step in STEPS if taken * step / 100 <= width), STEPS[-1])


def fitted(text: Text, *, height: float, most: int = STEPS[0]) -> Fitted:
    """A title at the largest step that breaks no word and fits in `height`, its lines as even as can be.

    A word longer than the sheet at the least step is broken: a title of one endless word still stays on its sheet.
    """
    usable = [step for step in STEPS if step <= most]
    longest = max((text.face.width(word) for word in typo(text.text).split(" ")), default=0)
    for step in usable:
        if longest * text.size * step / 100 <= text.width and text.height(step) <= height:
            return Fitted(balanced(text, step), step)
    return Fitted(balanced(text, usable[-1]), usable[-1])


def balanced(text: Text, step: int) -> list[str]:
    """As many lines as needed and no more, as even as can be."""
    room = text.width / (text.size * step / 100)
    lines = wrapped(typo(text.text), face=text.face, room=room)
    words = " ".join(lines).split(" ")

    @cache
    def best(first: int, count: int) -> tuple[float, tuple[str, ...]]:
        """The least unevenness of the words from `first` on, in `count` lines."""
        if count == 1:
            line = " ".join(words[first:])
            return _unevenness(text.face.width(line), room), (line,)
        ways = []
        for cut in range(first + 1, len(words) - count + 2):
            line = " ".join(words[first:cut])
            cost, others = best(cut, count - 1)
            ways.append((_unevenness(text.face.width(line), room) + cost, (line, *others)))
        return min(ways)

    return list(best(0, len(lines))[1])


def _unevenness(width: float, room: float) -> float:
    return (room - width) ** 2 if width <= room else float("inf")


def wrapped(text: str, *, face: Face, room: float) -> list[str]:
    """Lines of at most `room` ems, broken at spaces; inside a word only when it is longer than a line."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer) <= room:
            lines[-1] = longer
        else:
            lines += _pieces(word, face=face, room=room)
    return lines


def _pieces(word: str, *, face: Face, room: float) -> list[str]:
    if face.width(word) <= room:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and face.width(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    name, weight, _ = face.value
    font = ImageFont.truetype(FONTS / name, MEASURED_AT)
    font.set_variation_by_axes([weight])
    return font
