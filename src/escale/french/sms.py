"""SMS text: GSM 03.38 transliteration, and how many segments a text costs.

Source of the tables: 3GPP TS 23.038 (default alphabet and its extension), TS 23.040 (153 septets once concatenated).
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each of these is sent as two septets: an escape, then the character.
EXTENSION = frozenset("^{}\\[~]|€\f")
GSM = BASIC | EXTENSION

_CLOSEST_CHARACTERS = {
    "ç": "c", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i",
    "’": "'", "‘": "'", "ʼ": "'", "‛": "'", "′": "'", "`": "'", "´": "'", "‹": "'", "›": "'",
    "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "″": '"',
    "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "•": "-", "→": "->", "←": "<-",
    "…": "...", "·": ".", "×": "x", "÷": "/", "⁄": "/", "°": "o", "№": "no",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ", "\u2028": "\n", "\u2029": "\n",
    "\u200b": "", "\u00ad": "", "\ufeff": "",
}  # fmt: skip
_CLOSEST = str.maketrans(_CLOSEST_CHARACTERS)
# Of French quotation marks, only the mark is kept: their inner spaces would be paid for.
_QUOTES = (("«\u00a0", "«"), ("«\u202f", "«"), ("« ", "«"), ("\u00a0»", "»"), ("\u202f»", "»"), (" »", "»"))
_DROPPED = {"So", "Sk", "Cf", "Cc", "Cs", "Co", "Cn", "Mn", "Me"}


class Encoding(StrEnum):
    GSM_7 = "gsm-7"
    UCS_2 = "ucs-2"


@dataclass(frozen=True)
class Segments:
    """What a text costs: segments billed, its length in septets (GSM-7) or in 16-bit units (UCS-2), its encoding."""

    count: int
    length: int
    encoding: Encoding


def to_gsm(text: str) -> str:
    """The text with GSM 03.38 characters only: "ça coûte" becomes "ca coute", "é è à ù" stay.

    Emoji and invisible characters are dropped; letters no one can fold (Greek lower case, Arabic…) become "?".
    """
    for with_space, mark in _QUOTES:
        text = text.replace(with_space, mark)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_CLOSEST)
    return "".join(character if character in GSM else _fold(character) for character in text)


def _fold(character: str) -> str:
    if unicodedata.category(character) in _DROPPED:
        return " " if character in "\v\x1c\x1d\x1e\x1f\x85" else ""
    folded = unicodedata.normalize("NFKD", character).translate(_CLOSEST)
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return "".join(c if c in GSM else "?" for c in bare)


def segments(text: str) -> Segments:
    """Count exactly: a character of the extension table, or an emoji, is never cut between two segments."""
    if all(character in GSM for character in text):
        sizes, alone, joined, encoding = [2 if c in EXTENSION else 1 for c in text], 160, 153, Encoding.GSM_7
    else:
        sizes, alone, joined, encoding = [2 if ord(c) > 0xFFFF else 1 for c in text], 70, 67, Encoding.UCS_2
    length = sum(sizes)
    if length <= alone:
        return Segments(1 if text else 0, length, encoding)
    count, room = 1, joined
    for size in sizes:
        if size > room:
            count, room = count + 1, joined
        room -= size
    return Segments(count, length, encoding)


def fit(text: str, limit: int) -> str:
    """The transliterated text, cut at a word with "..." so that it costs at most `limit` segments."""
    text = to_gsm(text)
    if segments(text).count <= limit:
        return text
    if limit < 1:
        return ""
    shortest, longest = 0, len(text)
    while shortest < longest:
        middle = (shortest + longest + 1) // 2
        if segments(f"{text[:middle]}...").count <= limit:
            shortest = middle
        else:
            longest = middle - 1
    cut = text[:shortest]
    if not text[shortest].isspace() and " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,;:-')}..."
