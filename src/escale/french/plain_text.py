"""Text as people type it, made safe to store, and folded to be searched."""

import re
import unicodedata

_TABS_AND_RETURNS = {"\r\n": "\n", "\r": "\n", "\t": " "}
# Bidirectional overrides can make a name read as another one; nobody types them on purpose.
# The zero-width joiners stay: emoji and several scripts need them.
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF])
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" ?\n ?(?:\n ?)+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def clean(text: str) -> str:
    """The text in NFC, without control characters, lone surrogates or bidi overrides, its spaces collapsed.

    Line breaks are kept (at most one empty line in a row); no-break spaces become plain ones.
    """
    # Most texts are plain: looking at each sign of the cells of a long list would take a minute.
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()
    for typed, kept in _TABS_AND_RETURNS.items():
        text = text.replace(typed, kept)
    text = text.translate(_BIDI)
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return _BLANK_LINES.sub("\n\n", text).replace(" \n", "\n").replace("\n ", "\n").strip()


def fold(text: str) -> str:
    """A search key: lower case, no accents, "œ" as "oe", every apostrophe, hyphen or sign as one space."""
    lowered = text.casefold().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFKD", lowered)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare.casefold()).strip()
