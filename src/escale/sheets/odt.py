"""A text document (.odt) read as Markdown, with its pictures: what it holds is counted before anything is unfolded."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from escale.sheets.markdown import UnreadableSheet
from escale.sheets.rich_text import guarded

MOST_BYTES = 20 * 1024 * 1024
MOST_ENTRIES = 500
MOST_TEXT, MOST_PICTURE, MOST_UNPACKED = 8_000_000, 12_000_000, 60_000_000
CHUNK = 65_536
KIND = b"application/vnd.oasis.opendocument.text"

TOO_HEAVY = "Ce fichier est trop lourd : 20 Mo au plus. Enlevez des images, ou réduisez-les."
TOO_BIG = "Ce fichier est trop gros une fois ouvert. Coupez-le en plusieurs fiches."
NOT_ODT = (
    "Ce fichier n’est pas un texte .odt. Dans votre traitement de texte, choisissez « Enregistrer sous », puis .odt."
)
PROTECTED = "Ce fichier est protégé. Enregistrez-le sans mot de passe."
BROKEN = "Ce fichier ne s’ouvre pas. Enregistrez-le de nouveau en .odt."

OFFICE, TEXT, STYLE, FO, DRAW, XLINK, SVG, TABLE = (
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}",
    "{http://www.w3.org/1999/xlink}",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
)
SKIPPED = {
    f"{OFFICE}annotation",
    f"{TEXT}note",
    f"{TEXT}tracked-changes",
    f"{TEXT}table-of-content",
    f"{TEXT}sequence-decls",
    f"{OFFICE}forms",
}
"""Notes in the margin, what was erased, a table of contents: not what a sheet says."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a document says, as Markdown; its pictures by the name the text gives them."""

    text: str
    pictures: Mapping[str, bytes]


@dataclass
class _Styles:
    """What the names of styles mean: bold words, numbered lists, the title."""

    bold: set[str] = field(default_factory=set)
    numbered: set[str] = field(default_factory=set)
    parents: dict[str, str] = field(default_factory=dict)


def read(content: bytes) -> Document:
    """The text of a document and its pictures. Raises UnreadableSheet: too big, protected, or not a text."""
    if len(content) > MOST_BYTES:
        raise UnreadableSheet(TOO_HEAVY)
    if not content.startswith(b"PK"):
        raise UnreadableSheet(NOT_ODT)
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            return _read(packed)
    except UnreadableSheet:
        raise
    except (zipfile.BadZipFile, DefusedXmlException, ElementTree.ParseError, KeyError, ValueError, OSError) as problem:
        raise UnreadableSheet(BROKEN) from problem
    except (RuntimeError, NotImplementedError, EOFError, zipfile.zlib.error) as problem:  # type: ignore[attr-defined]
        raise UnreadableSheet(BROKEN) from problem


def _read(packed: ZipFile) -> Document:
    entries = packed.infolist()
    if len(entries) > MOST_ENTRIES:
        raise UnreadableSheet(TOO_BIG)
    names = {entry.filename for entry in entries}
    if "mimetype" not in names or "content.xml" not in names or _unpacked(packed, "mimetype", 200).strip() != KIND:
        raise UnreadableSheet(NOT_ODT)
    if "META-INF/manifest.xml" in names and b"encryption-data" in _unpacked(packed, "META-INF/manifest.xml", MOST_TEXT):
        raise UnreadableSheet(PROTECTED)
    document = ElementTree.fromstring(_unpacked(packed, "content.xml", MOST_TEXT), forbid_dtd=True)
    body = document.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableSheet(NOT_ODT)
    writer = _Writer(styles=_styles(document))
    text = "\n\n".join(writer.blocks(body))
    room, pictures = MOST_UNPACKED, {}
    for name in dict.fromkeys(writer.pictures):
        if name in names:
            pictures[name] = _unpacked(packed, name, min(MOST_PICTURE, room))
            room -= len(pictures[name])
    return Document(text=text, pictures=pictures)


def _unpacked(packed: ZipFile, name: str, most: int) -> bytes:
    """One entry; what it says of its own size is not believed. Raises UnreadableSheet."""
    entry = packed.getinfo(name)
    if entry.flag_bits & 1:
        raise UnreadableSheet(PROTECTED)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnreadableSheet(BROKEN)
    found = bytearray()
    with packed.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            found += chunk
            if len(found) > most:
                raise UnreadableSheet(TOO_BIG)
    return bytes(found)


def _styles(document: Element) -> _Styles:
    found = _Styles()
    for style in document.iter(f"{STYLE}style"):
        name = style.get(f"{STYLE}name", "")
        found.parents[name] = style.get(f"{STYLE}parent-style-name", "")
        words = style.find(f"{STYLE}text-properties")
        if words is not None and words.get(f"{FO}font-weight") in {"bold", "700", "800", "900"}:
            found.bold.add(name)
    for style in document.iter(f"{TEXT}list-style"):
        first = next(iter(style), None)
        if first is not None and first.tag == f"{TEXT}list-level-style-number" and first.get(f"{STYLE}num-format"):
            found.numbered.add(style.get(f"{STYLE}name", ""))
    return found


@dataclass
class _Writer:
    """Write a document as Markdown, block by block."""

    styles: _Styles
    pictures: list[str] = field(default_factory=list)
    rank: int = 0

    def blocks(self, parent: Element) -> list[str]:
        found: list[str] = []
        for node in parent:
            if node.tag in SKIPPED:
                continue
            if node.tag == f"{TEXT}list":
                found.append(self._list(node, numbered=node.get(f"{TEXT}style-name", "") in self.styles.numbered))
            elif node.tag in {f"{TEXT}p", f"{TEXT}h"}:
                found.append(self._paragraph(node))
            elif node.tag == f"{TABLE}table":
                found += [said for cell in _outermost(node, f"{TABLE}table-cell") for said in self.blocks(cell)]
            elif node.tag in {f"{TEXT}section", f"{DRAW}text-box"}:
                found += self.blocks(node)
        return [said for said in found if said.strip()]

    def _paragraph(self, node: Element) -> str:
        said = " ".join(self._words(node).split())
        style = node.get(f"{TEXT}style-name", "")
        if {style, self.styles.parents.get(style, "")} & {"Title", "Titre"}:
            return f"# {said}" if said else ""
        if node.tag == f"{TEXT}h" and said:
            return f"## {said}"
        return said

    def _list(self, node: Element, *, numbered: bool, indent: str = "") -> str:
        """Numbers go on from one list to the next: a document often cuts its list by a picture."""
        lines: list[str] = []
        for item in node:
            if item.tag != f"{TEXT}list-item":
                continue
            self.rank += 1 if numbered and not indent else 0
            sign = f"{self.rank}." if numbered and not indent else "-"
            under = indent + " " * (len(sign) + 1)
            parts: list[str] = []
            for child in item:
                if child.tag == f"{TEXT}list":
                    parts.append(self._list(child, numbered=False, indent=under))
                elif child.tag in {f"{TEXT}p", f"{TEXT}h"} and (said := " ".join(self._words(child).split())):
                    parts.append(f"{under if parts else ''}{said}")
            if parts:
                lines.append(f"{indent}{sign} " + "\n\n".join(parts).lstrip())
        return "\n".join(lines)

    def _words(self, node: Element) -> str:
        found = _plain(node.text)
        for child in node:
            found += self._child(child) + _plain(child.tail)
        return found

    def _child(self, child: Element) -> str:
        if child.tag in SKIPPED:
            return ""
        if child.tag in {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}:
            return " "
        if child.tag == f"{DRAW}frame":
            return self._frame(child)
        said = self._words(child)
        if child.tag == f"{TEXT}a" and (address := child.get(f"{XLINK}href", "")) and said.strip():
            return f"[{said}](<{address}>)" if ">" not in address and "\n" not in address else said
        if child.tag == f"{TEXT}span" and child.get(f"{TEXT}style-name", "") in self.styles.bold and said.strip():
            return f"**{said.strip()}** " if said.endswith(" ") else f"**{said.strip()}**"
        return said

    def _frame(self, frame: Element) -> str:
        image = frame.find(f"{DRAW}image")
        if image is None:
            return " ".join(self._words(each) for each in _outermost(frame, f"{TEXT}p"))
        name = image.get(f"{XLINK}href", "")
        said = frame.findtext(f"{SVG}desc") or frame.findtext(f"{SVG}title") or ""
        if not name or any(sign in name for sign in " <>()\n"):
            return ""
        self.pictures.append(name)
        return f"![{guarded(said)}]({name})"


def _outermost(node: Element, tag: str) -> Iterator[Element]:
    """Those of this tag, but for those within one of them: whoever reads one reads what stands in it."""
    for child in node:
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)


def _plain(text: str | None) -> str:
    if not text:
        return ""
    said = guarded(text)
    before, after = " " if text[:1].isspace() else "", " " if text[-1:].isspace() and said else ""
    return f"{before}{said}{after}"
