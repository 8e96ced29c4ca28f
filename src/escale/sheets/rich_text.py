"""The words inside a block, from Markdown to the rich text the editor keeps and back: bold, links, lists, and words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from markdown_it.tree import SyntaxTreeNode

from escale.french.plain_text import fold

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead; any other stays words."""
LONGEST_ALT, LONGEST_CAPTION = 150, 160
SIGNS = "\\`*_[]<>#"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as a text names it: where it is, what it shows, what is said under it."""

    name: str
    alt: str
    caption: str = ""


def escaped(text: str) -> str:
    return escape(" ".join(text.split()), quote=False)


def paragraph(text: str) -> str:
    return f"<p>{escaped(text)}</p>" if text.strip() else ""


def may_lead_to(address: str) -> bool:
    """Whether a link of a sheet may lead there: another site, a mail, a number."""
    return _scheme(address) in SCHEMES


def is_of_a_site(address: str) -> bool:
    return _scheme(address) in {"http", "https"}


def inline(node: SyntaxTreeNode) -> tuple[str, list[Picture]]:
    """The rich text of a line, and the pictures that stand in it."""
    pictures: list[Picture] = []
    return "".join(_inline(child, pictures) for child in node.children).strip(), pictures


def words(node: SyntaxTreeNode) -> str:
    """A line without anything but its words."""
    if node.type in {"text", "code_inline"}:
        return node.content
    return " " if node.type in {"softbreak", "hardbreak"} else "".join(words(child) for child in node.children)


def flat(item: SyntaxTreeNode) -> str:
    """A line of a list where no list may stand."""
    return "– " + " ".join(
        inline(part.children[0])[0] if part.type == "paragraph" else escaped(_all_words(part)) for part in item.children
    )


def listed(node: SyntaxTreeNode) -> str:
    """A list of lines."""
    name = "ol" if node.type == "ordered_list" else "ul"
    lines = "".join(f"<li>{_item(item)}</li>" for item in node.children)
    return f"<{name}>{lines}</{name}>"


def blocks(nodes: Iterable[SyntaxTreeNode]) -> str:
    """Paragraphs and lists, one under the other."""
    found = ""
    for node in nodes:
        if node.type == "paragraph":
            html, _ = inline(node.children[0])
            found += f"<p>{html}</p>" if html else ""
        elif node.type in {"bullet_list", "ordered_list"}:
            found += listed(node)
        else:
            found += paragraph(_all_words(node))
    return found


def title_of(line: SyntaxTreeNode) -> tuple[str, str]:
    """The bold words that open a line, and what stands after them; ("", "") when it opens otherwise."""
    parts = [child for child in line.children if child.type != "text" or child.content]
    if not parts or parts[0].type != "strong":
        return "", ""
    if len(parts) > 1 and parts[1].type not in {"softbreak", "hardbreak"}:
        return "", ""
    pictures: list[Picture] = []
    return words(parts[0]), "".join(_inline(child, pictures) for child in parts[1:]).strip()


def opened_by(html: str, names: Mapping[str, object]) -> tuple[str, str]:
    """The name before the first colon of a line, if it is one of these, and what is said after it."""
    opening, colon, rest = html.partition(":")
    name = fold(opening.replace("<b>", "").replace("</b>", ""))
    if not colon or name not in names:
        return "", ""
    # "**Android :** touchez" closes its bold after the colon.
    said = rest.strip()
    if opening.count("<b>") > opening.count("</b>"):
        said = said.replace("</b>", "", 1).strip()
    return name, said


def _item(item: SyntaxTreeNode) -> str:
    found = ""
    for part in item.children:
        if part.type == "paragraph":
            html, _ = inline(part.children[0])
            found += f" {html}" if found else html
        elif part.type in {"bullet_list", "ordered_list"}:
            found += listed(part)
        else:
            found += escaped(_all_words(part))
    return found


def _inline(node: SyntaxTreeNode, pictures: list[Picture]) -> str:
    match node.type:
        case "text" | "code_inline":
            return escape(node.content, quote=False)
        case "softbreak" | "hardbreak":
            return " "
        case "image":
            pictures.append(
                Picture(
                    name=str(node.attrs.get("src", "")),
                    alt=" ".join(words(node).split())[:LONGEST_ALT],
                    caption=str(node.attrs.get("title", ""))[:LONGEST_CAPTION],
                )
            )
            return ""
    inside = "".join(_inline(child, pictures) for child in node.children)
    if node.type == "strong" and inside.strip():
        return f"<b>{inside}</b>"
    if node.type == "link" and may_lead_to(address := str(node.attrs.get("href", ""))):
        return f'<a href="{escape(address)}">{inside}</a>'
    return inside


def _all_words(node: SyntaxTreeNode) -> str:
    if node.type == "inline":
        return words(node)
    own = node.content if not node.children else ""
    return " ".join(part for part in (own, *(_all_words(child) for child in node.children)) if part)


def guarded(text: str) -> str:
    """Words that Markdown reads as they are."""
    said = "".join(f"\\{sign}" if sign in SIGNS else sign for sign in " ".join(text.split()))
    number, dot, rest = said.partition(".")
    opens_list = number.isdecimal() or said[:1] in "-+~="
    if number.isdecimal() and dot:
        return f"{number}\\.{rest}"
    return f"\\{said}" if opens_list and said and not number.isdecimal() else said


def to_markdown(html: str) -> str:
    """Rich text as Markdown: paragraphs parted by an empty line, lists by their dashes."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.text()


def plain(html: str) -> str:
    """Rich text as words alone, a line for each paragraph."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "\n".join(line for raw in "".join(reader.found).split("\n") if (line := " ".join(raw.split())))


def links(html: str) -> list[str]:
    """The addresses of sites a rich text leads to; numbers and mails apart."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return [address for address in reader.links if is_of_a_site(address)]


def _scheme(address: str) -> str:
    """ "" for what is no address at all: "http://[" is read by nobody."""
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""


class _Words(HTMLParser):
    """Collect the words of a rich text, and where it leads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        if tag in {"p", "li", "br", "ul", "ol"}:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


class _Writer(HTMLParser):
    """Write a rich text as Markdown, line by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._lists: list[tuple[str, int]] = []
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "p" | "div":
                self._part()
            case "br":
                self._lines[-1] += " "
            case "b" | "strong":
                self._lines[-1] += "**"
            case "a":
                self._links.append(dict(attrs).get("href") or "")
                self._lines[-1] += "["
            case "ul" | "ol":
                self._lines.extend([""] if self._lists else ["", ""])
                self._lists.append((tag, 0))
            case "li" if self._lists:
                name, rank = self._lists[-1]
                self._lists[-1] = (name, rank + 1)
                sign = "-" if name == "ul" else f"{rank + 1})"
                self._lines.append(f"{'   ' * (len(self._lists) - 1)}{sign} ")

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "b" | "strong":
                self._lines[-1] += "**"
            case "a" if self._links:
                self._lines[-1] += f"]({self._links.pop()})"
            case "ul" | "ol" if self._lists:
                self._lists.pop()
                self._lines.extend([] if self._lists else [""])

    def handle_data(self, data: str) -> None:
        opens = not self._lines[-1]
        said = guarded(data) if opens else "".join(f"\\{sign}" if sign in SIGNS else sign for sign in data)
        before = " " if data[:1].isspace() and not opens and not self._lines[-1].endswith(" ") else ""
        after = " " if data[-1:].isspace() and said.strip() else ""
        self._lines[-1] += f"{before}{said.strip()}{after}"

    def text(self) -> str:
        """What was written, without more than one empty line in a row."""
        kept: list[str] = []
        for line in (each.rstrip() for each in self._lines):
            if line or (kept and kept[-1]):
                kept.append(line)
        return "\n".join(kept).strip()

    def _part(self) -> None:
        if not self._lists:
            self._lines.extend(["", ""])
