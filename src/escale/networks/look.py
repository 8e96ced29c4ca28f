"""The colours of a network: what it may choose, and what is made of it on every page, by day and by night.

Two colours are chosen: one for buttons and links, one for the foot of pages. Texts must reach 7:1 wherever pages put them
(WCAG 2.2, 1.4.6); the grounds below are those of the tokens, and a test holds the two together.
"""

from dataclasses import dataclass

from escale import colors

DAY = ("#ffffff", "#eef4f3", "#e3edec")
"""Card, page and hollow by day."""
NIGHT = ("#12252b", "#0b191e", "#1b343b")
"""The same by night."""
ON_GROUND = ("#f1f8f7", "#c4dcdd")
"""What is written at the foot of pages."""
INK, PALE_INK = "#10262b", "#eef5f4"
TINT = 0.14


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A colour that is refused: how far it is from being read, and the nearest one that is."""

    ratio: float
    nearest: str

    @property
    def ratio_said(self) -> str:
        return f"{self.ratio:.1f}".replace(".", ",")


def fault_of_color(color: str) -> Unread | None:
    """Whether buttons and links could be read; None when they can. `color` is "#rrggbb"."""
    return _fault(color, DAY)


def fault_of_ground(ground: str) -> Unread | None:
    """Whether the foot of pages could be read; None when it can. `ground` is "#rrggbb"."""
    return _fault(ground, ON_GROUND)


def style_sheet(*, color: str, ground: str) -> str:
    """The tokens of these colours, for a style sheet of their own; an empty one changes nothing.

    Raises ValueError for anything but "#rrggbb": nothing else may enter a style sheet.
    """
    tokens: dict[str, str] = {}
    if color:
        tokens |= _of_color(color)
    if ground:
        tokens["--night"] = _checked(ground)
    lines = "".join(f"    {name}: {value};\n" for name, value in tokens.items())
    return f"@layer tokens {{\n  :root {{\n{lines}  }}\n}}\n" if lines else ""


def _of_color(color: str) -> dict[str, str]:
    by_night = colors.lightened(_checked(color), grounds=NIGHT)
    return {
        "--tide": f"light-dark({color}, {by_night})",
        "--on-tide": f"light-dark(#ffffff, {colors.darkened(INK, grounds=(by_night,))})",
        "--tide-tint": f"light-dark({_tint(color, '#ffffff', INK)}, {_tint(by_night, NIGHT[0], PALE_INK)})",
    } | _of_scenery(color, by_night)


def _of_scenery(color: str, by_night: str) -> dict[str, str]:
    """The harbour of the first page, from the far away to the near; the title is written on its sky."""
    sky = f"light-dark({_tint(color, '#ffffff', INK)}, {NIGHT[1]})"
    hills = {
        name: f"light-dark({colors.mixed(color, '#ffffff', share=day)}, {colors.mixed(by_night, NIGHT[1], share=night)})"
        for name, day, night in (("--sc-far", 0.36, 0.14), ("--sc-mid", 0.58, 0.24), ("--sc-near", 0.86, 0.36))
    }
    return {"--sc-sky": sky} | hills


def _tint(color: str, into: str, ink: str) -> str:
    """A little of a colour in a ground, on which both the colour and the text are still read."""
    shares = (TINT * step / 10 for step in range(10, 0, -1))
    tints = (colors.mixed(color, into, share=share) for share in shares)
    return next((tint for tint in tints if colors.reads_on(tint, (color, ink))), into)


def _fault(color: str, pairs: tuple[str, ...]) -> Unread | None:
    if colors.reads_on(_checked(color), pairs):
        return None
    worst = min(colors.contrast(color, other) for other in pairs)
    return Unread(ratio=worst, nearest=colors.darkened(color, grounds=pairs))


def _checked(color: str) -> str:
    if not colors.is_color(color):
        raise ValueError(color)
    return color
