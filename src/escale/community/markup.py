"""A few signs that make a message easier to read: lists, bold, links. Never HTML, pictures nor titles."""

import re
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a"}
SCHEMES = {"http", "https", "mailto"}
RULES = ("emphasis", "link", "list", "blockquote", "backticks", "newline", "escape", "autolink", "entity")
MENTION = re.compile(r"(?<![\w@/.])@(?P<name>[^\W\d_]+(?:-[^\W\d_]+)*)")
"""“@Yann”; not inside an address."""
_SIGNS = re.compile(r"[*_`>#\[\]]+|\((?:https?|mailto):[^)]*\)")


def shown(text: str) -> SafeString:
    """What is shown of a message: what isn't one of the few signs stays as it was typed."""
    return mark_safe(  # noqa: S308 - nh3 leaves these tags alone, and nothing that runs.
        nh3.clean(
            _reader().render(text),
            tags=TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes=SCHEMES,
            link_rel="noopener nofollow ugc",
        )
    )


def plain(text: str) -> str:
    """In one line, without its signs: for a mail, for a list."""
    return " ".join(_SIGNS.sub("", text).split())


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False, "breaks": True}).enable(list(RULES))
