"""Writes the light fonts of the screen from the whole ones of paper: the weights and the signs pages use, and no other.

    python scripts/make_web_fonts.py

Text keeps every sign, with weights from 400 to 700. Titles keep the signs of French, with one weight, 700: a name written
otherwise is shown in the font of the text, letter by letter. The whole fonts stay for sheets of paper, and for the few large
figures of the screen that go up to 800 (base.css).
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parents[1] / "src" / "escale" / "ui" / "static" / "ui" / "fonts"
ASCII = range(0x20, 0x7F)
FRENCH = "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆñÑáíóúÁÍÓÚ«»’‘“”…–—€°·№©®×²³½\u00a0"


def main() -> None:
    text = instancer.instantiateVariableFont(TTFont(FONTS / "atkinson-next.woff2"), {"wght": (400, 700)})
    _write(text, "text.woff2")
    titles = instancer.instantiateVariableFont(TTFont(FONTS / "bricolage.woff2"), {"wght": 700})
    kept = subset.Subsetter(
        subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum"], notdef_outline=True)
    )
    kept.populate(unicodes=[*ASCII, *map(ord, FRENCH)])
    kept.subset(titles)
    _write(titles, "titles.woff2")


def _write(font: TTFont, name: str) -> None:
    font.flavor = "woff2"
    font.save(FONTS / name)
    print(f"{name}: {(FONTS / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
