"""Make src/escale/ui/static/ui/icons/sprite.svg from Lucide icons (ISC) and the drawings of Escale.

    npm pack lucide-static@1.62.0 && tar xzf lucide-static-1.62.0.tgz
    python scripts/make_sprite.py package/icons

To add an icon, write its Lucide name in src/escale/ui/icons.txt and run the two lines above.
"""

import re
import sys
from pathlib import Path

UI = Path(__file__).resolve().parent.parent / "src" / "escale" / "ui"
NAMES = UI / "icons.txt"
SPRITE = UI / "static" / "ui" / "icons" / "sprite.svg"
HEADER = (
    '<svg xmlns="http://www.w3.org/2000/svg">\n'
    "<!-- Icônes : sous-ensemble de Lucide (licence ISC, LICENSE-lucide.txt). logo et flag-* : dessins Escale. -->\n"
)
LOGO = (
    '<symbol id="logo" viewBox="0 0 40 40"><circle cx="20" cy="7.5" r="5"/>'
    '<g fill="none" stroke="currentColor" stroke-width="3.2" stroke-linecap="round">'
    '<path d="M3 24C9 11.5 31 11.5 37 24"/><path d="M2 25.5h36M12.5 18v6M20 16v8M27.500 18v6"/>'
    '<path d="M4 34c2.700-3 5.300-3 8 0s5.300 3 8 0 5.300-3 8 0 5.300 3 8 0"/></g></symbol>'
)
# The cloth takes `fill`, the pattern and the mast take `color`: five patterns told apart without colour.
FLAG_PATTERNS = {
    "flag-rdv": '<path d="M11 7h8v7h-8z"/>',
    "flag-atelier": '<path d="M26 2.500v16H4z"/>',
    "flag-cycle": '<path d="M9.500 2.500h5.500v16H9.500zM20.500 2.500H26v16h-5.500z"/>',
    "flag-perm": '<path d="M4 8h22v5H4z"/>',
    "flag-event": '<path d="M15 2.500h11v8H15zM4 10.500h11v8H4z"/>',
}


def icon_symbol(name: str, svg: str) -> str:
    """One Lucide file as a symbol of the sprite."""
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if drawing is None:
        raise SystemExit(f"{name}.svg holds no drawing.")
    inner = re.sub(r"\s+", " ", drawing[1]).strip().replace("> <", "><")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>'


def flag_symbol(name: str, pattern: str) -> str:
    """One flag: cloth, pattern, then outline and mast over both."""
    return (
        f'<symbol id="{name}" viewBox="0 0 28 32"><path d="M4 2.500h22v16H4z"/><g fill="currentColor">{pattern}</g>'
        '<path d="M4 2.500h22v16H4zM4 1v30" fill="none" stroke="currentColor" stroke-width="2.200"'
        ' stroke-linejoin="round" stroke-linecap="round"/></symbol>'
    )


def main(lucide: Path) -> None:
    """Write the sprite: the icons of icons.txt in order, then the logo and the flags."""
    names = NAMES.read_text().split()
    symbols = [icon_symbol(name, (lucide / f"{name}.svg").read_text()) for name in names]
    symbols.append(LOGO)
    symbols += [flag_symbol(name, pattern) for name, pattern in FLAG_PATTERNS.items()]
    SPRITE.write_text(HEADER + "\n".join(symbols) + "\n</svg>\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
