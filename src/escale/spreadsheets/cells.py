"""A cell as a text, read and written without ever being a formula."""

import re
from datetime import date, datetime, time

OPENS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NOTHING = "-"
LONGEST = 32_767
"""What a spreadsheet keeps of a text."""

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

type Cell = str | int | float | date | None


def safe(text: str) -> str:
    """The cell as a text, whatever it starts with: an apostrophe before what would be a formula."""
    kept = _UNWRITABLE.sub("", text)
    return f"'{kept}" if _opens_formula(kept) else kept


def unguarded(text: str) -> str:
    """The text that `safe` made safe."""
    return text[1:] if text.startswith("'") and _opens_formula(text) else text


def _opens_formula(text: str) -> bool:
    """Whether it would be one, apostrophes aside; a dash alone says that there is nothing."""
    bare = text.lstrip("'")
    return bare.startswith(OPENS_FORMULA) and bare != NOTHING


def letter(column: int) -> str:
    """What a spreadsheet calls its column: 0 is "A", 26 is "AA"."""
    said = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def text_of(cell: object, longest: int = LONGEST) -> str:
    """What a cell read says, as a reader in France writes it."""
    match cell:
        case None:
            return ""
        case str():
            return unguarded(cell.strip()[:longest])
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() != time.min:
            return f"{cell:%d/%m/%Y %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case bool():
            return "oui" if cell else "non"
        case _:
            return str(cell)[:longest]


def in_words(cell: Cell) -> str:
    """A cell to be written, as a text that starts no formula."""
    match cell:
        case str():
            return safe(cell)
        case float():
            return str(cell).replace(".", ",")
        case _:
            return text_of(cell)
