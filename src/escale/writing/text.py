"""The plain text of what is written in blocks: for the search, for counting minutes, for hints. Asks the database nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from wagtail.blocks import StreamValue

WORDS_A_MINUTE = 180
"""Somebody who reads with care, on a screen."""

_TAG = re.compile(r"<[^>]*>")
_END_OF_BLOCK = re.compile(r"</(?:p|li)>|<br\s*/?>")
_WORD = re.compile(r"\w+")


def text_of(body: StreamValue) -> str:
    """Every word of it, a paragraph a line: titles, sentences, captions, quotes, figures, steps and their versions."""
    return "\n".join(line for block in body.raw_data for line in _lines(block["type"], block["value"]) if line)


def minutes(text: str) -> int:
    """How long it takes to read, at least one minute."""
    return max(1, round(len(_WORD.findall(text)) / WORDS_A_MINUTE))


def headings(body: StreamValue) -> list[str]:
    """The titles inside it, in order."""
    return [block["value"].strip() for block in body.raw_data if block["type"] == "heading"]


def workshop_ids(body: StreamValue) -> set[int]:
    """The workshops it invites to."""
    return {block["value"] for block in body.raw_data if block["type"] == "workshop" and block["value"]}


def picture_ids(body: StreamValue) -> set[int]:
    """The pictures it shows, in their blocks and in its steps."""
    kept = (block["value"].get("picture") for block in body.raw_data if block["type"] in {"picture", "step"})
    return {pk for pk in kept if pk}


def plain(html: str) -> str:
    """A text without its mark-up, a paragraph a line."""
    lines = unescape(_TAG.sub("", _END_OF_BLOCK.sub("\n", html))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _lines(kind: str, value: Any) -> Iterator[str]:
    match kind:
        case "heading":
            yield value.strip()
        case "paragraph":
            yield plain(value)
        case "step":
            yield plain(value["text"])
            yield from (plain(version["text"]) for version in _items(value.get("versions")))
        case "picture" | "quote" | "figure" | "box":
            yield from _words(value)


def _words(value: Mapping[str, Any]) -> Iterator[str]:
    """The sentences of a block made of several fields; a picture is a number, and says nothing."""
    yield from (plain(each) for each in value.values() if isinstance(each, str))


def _items(rows: Sequence[Any] | None) -> Iterator[Mapping[str, Any]]:
    """The rows of a list, which the editor keeps with their number."""
    for row in rows or []:
        yield row.get("value", row)
