"""Text pasted from a word processor or a web page: its tags, its styles and its odd signs go, its words stay."""

import re
from html.parser import HTMLParser

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(:[a-zA-Z]+)?(\s[^<>]*|/)?>|<!--|<!\[")
_NAME = re.compile(r"[a-z][a-z0-9]*(:[a-z]+)?")
"""Of a tag: an address between brackets, <claire@exemple.fr>, has none."""

_BULLET = re.compile(r"^[ \t\u00a0]*[·•▪◦‣§\uf0b7\uf0a7][ \t\u00a0]*", re.MULTILINE)
_QUOTES = re.compile(r"[“„]\s*([^“”„\n]*?)\s*”")
_BLANKS = re.compile(r"[ \t]+\n|\n[ \t]+")
_NEW_LINE = frozenset({"br", "p", "div", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"})
_UNSEEN = frozenset({"style", "script", "head", "title", "xml"})


def plain(text: str) -> str:
    """The words alone: one line a paragraph, "- " before the lines of a list, French quotation marks."""
    if _TAG.search(text):
        text = _read(text)
    text = _BULLET.sub("- ", text)
    text = _QUOTES.sub(r"« \1 »", text).replace("\u00ad", "").replace("\u2011", "-").replace("\v", "\n")
    return re.sub(r"\n{3,}", "\n\n", _BLANKS.sub("\n", text)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "li":
            self.words.append("\n- ")
        elif tag in _NEW_LINE:
            self.words.append("\n")
        elif not _NAME.fullmatch(tag):
            self.handle_data(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in {"p", "div"}:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.words.append(re.sub(r"\s+", " ", data))


def _read(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)
