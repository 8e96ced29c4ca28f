"""Colours somebody chose: whether they can be read, and the nearest one that can."""

import colorsys
import re
from collections.abc import Collection
from typing import Literal

WHITE, INK = "#ffffff", "#10262b"
READABLE = 7.0
"""WCAG 2.2, success criterion 1.4.6 (AAA)."""
_COLOR = re.compile(r"#[0-9a-f]{6}\Z")
_STEPS = 200


def is_color(text: str) -> bool:
    """A "#rrggbb", lower case: nothing else may enter a style sheet."""
    return bool(_COLOR.match(text))


def contrast(one: str, other: str) -> float:
    """From 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(color: str) -> str:
    """White or dark ink, whichever is read better."""
    return max((WHITE, INK), key=lambda ink: contrast(ink, color))


def kept_or_nearest(color: str) -> str:
    """The colour itself when white or ink can be read on it, else the nearest lightness of the same hue that lets one be."""
    if _is_readable(color):
        return color
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(color))
    for step in range(1, _STEPS + 1):
        for moved in (lightness - step / _STEPS, lightness + step / _STEPS):
            if 0 <= moved <= 1 and _is_readable(tried := _hex(*colorsys.hls_to_rgb(hue, moved, saturation))):
                return tried
    return INK


def reads_on(color: str, grounds: Collection[str]) -> bool:
    """Whether this colour is read on each of these, or each of these on it."""
    return all(contrast(color, ground) >= READABLE for ground in grounds)


def darkened(color: str, *, grounds: Collection[str]) -> str:
    """The nearest darker colour of the same hue that is read on each of these; black when none is."""
    return _moved(color, grounds, step=-1 / _STEPS) or "#000000"


def lightened(color: str, *, grounds: Collection[str]) -> str:
    """The nearest lighter colour of the same hue that is read on each of these; white when none is."""
    return _moved(color, grounds, step=1 / _STEPS) or WHITE


def mixed(color: str, into: str, *, share: float) -> str:
    """This share of a colour (from 0 to 1) in another one."""
    parts = zip(_channels(color), _channels(into), strict=True)
    return _hex(*(one * share + other * (1 - share) for one, other in parts))


def side(color: str) -> Literal["tinted", "light"]:
    """Whether a ground takes white (tinted) or ink (light)."""
    return "tinted" if ink_on(color) == WHITE else "light"


def _is_readable(color: str) -> bool:
    return contrast(ink_on(color), color) >= READABLE


def _moved(color: str, grounds: Collection[str], *, step: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(color))
    if reads_on(color, grounds):
        return color
    tried = (_hex(*colorsys.hls_to_rgb(hue, lightness + step * n, saturation)) for n in _within(lightness, step))
    return next((each for each in tried if reads_on(each, grounds)), "")


def _within(lightness: float, step: float) -> range:
    """How many steps are left before black or white."""
    return range(1, int((1 - lightness if step > 0 else lightness) / abs(step)) + 1)


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in (red, green, blue))


def _luminance(color: str) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in _channels(color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
