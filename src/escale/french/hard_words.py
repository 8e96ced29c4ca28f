"""Words beginners ask about: what each means, and where they stand in a page.

Pure: the table is `hard_words.txt`, read once.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from escale.french.plain_text import fold

_TABLE = Path(__file__).with_suffix(".txt")

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<closing>/?)(?P<name>[a-z][a-z0-9-]*)(?P<rest>[^>]*)>|[^<]+|<", re.DOTALL | re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_BLOCK = re.compile(
    r"<!--.*?-->|<(?P<kept>form|a|script|style|textarea)\b[^>]*>.*?</(?P=kept)>"
    r"|<(?P<block>p|dd|blockquote)\b(?P<rest>[^>]*)>(?P<said>.*?)</(?P=block)>",
    re.DOTALL | re.IGNORECASE,
)
"""What is left alone whole, or a block of sentences."""

_KEPT_AS_IT_IS = frozenset(
    {"a", "button", "label", "summary", "legend", "script", "style", "svg", "select", "textarea", "code", "pre", "form"}
)
"""Where nothing is marked: what is pressed already does something, and a field's words are its name."""

_CLASS = re.compile(r'\bclass="([^"]*)"')
_OF_TEXT = frozenset({"lead", "muted", "small", "strong", "big"})
"""Classes of paragraphs that are plain text; in any other, a mark could break the layout."""


@dataclass(frozen=True)
class HardWord:
    """`forms` are how it is met, the first being its name; a common one isn't marked in pages."""

    forms: tuple[str, ...]
    meaning: str
    is_common: bool

    @property
    def name(self) -> str:
        return self.forms[0]

    @property
    def key(self) -> str:
        """Its anchor: "piece-jointe"."""
        return fold(self.name).replace(" ", "-")


@cache
def every_word() -> tuple[HardWord, ...]:
    """The whole table, in the order of the alphabet."""
    lines = (line.strip() for line in _TABLE.read_text(encoding="utf-8").splitlines())
    words = [_read(line) for line in lines if line and not line.startswith("#")]
    return tuple(sorted(words, key=lambda word: word.key))


def _read(line: str) -> HardWord:
    names, _, meaning = line.partition(" : ")
    forms = tuple(form.strip() for form in names.removeprefix("*").split(","))
    return HardWord(forms, meaning.strip(), line.startswith("*"))


@cache
def _marked() -> tuple[re.Pattern[str], dict[str, HardWord]]:
    by_form = {form.lower(): word for word in every_word() if not word.is_common for form in word.forms}
    # The longest first: "logiciel libre" is not a "logiciel".
    forms = "|".join(re.escape(form) for form in sorted(by_form, key=len, reverse=True)).replace(r"\ ", r"[ \u00a0]")
    return re.compile(rf"(?<![\w@./-])(?:{forms.replace('’', "(?:’|'|&#x27;)")})(?![\w@/-])", re.IGNORECASE), by_form


@cache
def _beginnings() -> frozenset[str]:
    """The first word of each form."""
    return frozenset(_WORD.findall(form)[0] for form in _marked()[1])


def mark(html: str, draw: Callable[[HardWord, str], str]) -> str:
    """The page with each hard word replaced, the first time it stands in a sentence, by what `draw` makes of it.

    `draw` is given the word and how it is written there. Links, buttons, fields, titles and lists are left alone.
    """
    pattern, by_form = _marked()
    beginnings = _beginnings()
    seen: set[HardWord] = set()

    def replaced(match: re.Match[str]) -> str:
        word = by_form[re.sub("'|&#x27;", "’", match[0].replace("\u00a0", " ")).lower()]
        if word in seen:
            return match[0]
        seen.add(word)
        return draw(word, match[0])

    def in_sentence(block: re.Match[str]) -> str:
        # Most hold none: their words are looked up before every form is tried at every sign.
        if (
            not block["said"]
            or not _is_plain(block["rest"])
            or beginnings.isdisjoint(_WORD.findall(block["said"].lower()))
        ):
            return block[0]
        start, end = block.span("said")
        return (
            html[block.start() : start]
            + _outside_of_what_is_pressed(block["said"], pattern, replaced)
            + html[end : block.end()]
        )

    return _BLOCK.sub(in_sentence, html)


def _outside_of_what_is_pressed(said: str, pattern: re.Pattern[str], replaced: Callable[[re.Match[str]], str]) -> str:
    out: list[str] = []
    untouched, depth = "", 0
    for token in _TOKEN.finditer(said):
        name = (token["name"] or "").lower()
        if not name:
            out.append(token[0] if untouched else pattern.sub(replaced, token[0]))
            continue
        out.append(token[0])
        if untouched:
            depth += 0 if name != untouched else -1 if token["closing"] else 1
            untouched = untouched if depth else ""
        elif (name in _KEPT_AS_IT_IS or " popover" in token["rest"]) and not token["closing"]:
            untouched, depth = name, 1
    return "".join(out)


def _is_plain(attributes: str) -> bool:
    given = _CLASS.search(attributes)
    return given is None or set(given[1].split()) <= _OF_TEXT
