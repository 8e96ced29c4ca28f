"""A sheet read from Markdown, and written as Markdown.

A head of "key: value" lines (`front_matter`), then the text: "## Intertitre"; paragraphs; "1." for a step, with "- Android : …"
under it where devices differ; "> **Titre**" for a box; "![ce qu’on y voit](image.png "légende")" for a picture. No HTML is
read: it stays the text it is.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from escale.french.plain_text import clean
from escale.sheets import front_matter, rich_text
from escale.sheets.front_matter import LONGEST_TITLE, Meta
from escale.sheets.rich_text import Picture
from escale.writing.blocks import Device

MOST_CHARACTERS = 200_000
MOST_BLOCKS = 400
LONGEST_HEADING, LONGEST_BOX = 120, 80
BOX = "À savoir"
TOO_LONG = "Cette fiche est trop longue : 200 000 signes au plus. Coupez-la en plusieurs fiches."
EMPTY = "Ce fichier ne contient pas de texte. Choisissez-en un autre."

DEVICES = {
    "android": Device.ANDROID,
    "telephone android": Device.ANDROID,
    "iphone": Device.IPHONE,
    "ipad": Device.IPHONE,
    "iphone ou ipad": Device.IPHONE,
    "windows": Device.WINDOWS,
    "ordinateur windows": Device.WINDOWS,
    "mac": Device.MAC,
    "ordinateur mac": Device.MAC,
}
"""What opens a line about one device, folded."""

type Block = dict[str, Any]
"""One block as Wagtail keeps it: its type and its value. A picture stands there by the name the text gives it."""


class UnreadableSheet(Exception):
    """Nothing can be read of it; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A sheet as its file says it, written nowhere yet; `left_out` says, sentence by sentence, what was not kept."""

    meta: Meta
    body: Sequence[Block] = ()
    pictures: Sequence[Picture] = ()
    left_out: Sequence[str] = ()


@dataclass
class _Sheet:
    """The blocks read so far."""

    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    title: str = ""

    def picture(self, found: Picture) -> str:
        self.pictures.append(found)
        return found.name

    def paragraph(self, html: str) -> None:
        """Paragraphs that follow each other are one block, as one writes them in the editor."""
        if self.blocks and self.blocks[-1]["type"] == "paragraph":
            self.blocks[-1]["value"] += html
        elif html:
            self.blocks.append({"type": "paragraph", "value": html})


def read(text: str) -> Draft:
    """The sheet a text says. Raises UnreadableSheet: nothing in it, or far too much."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableSheet(TOO_LONG)
    lines, after = front_matter.split(text)
    meta, left_out = front_matter.read(lines)
    sheet = _Sheet(title=meta.title)
    for node in SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).parse(after)).children:
        _read(node, sheet)
    if len(sheet.blocks) > MOST_BLOCKS:
        raise UnreadableSheet(TOO_LONG)
    if not sheet.blocks and not meta.url:
        raise UnreadableSheet(EMPTY)
    named = replace(meta, title=sheet.title[:LONGEST_TITLE].rstrip())
    return Draft(meta=named, body=sheet.blocks, pictures=sheet.pictures, left_out=left_out)


def placed(body: Sequence[Block], pictures: Mapping[str, int]) -> list[Block]:
    """The blocks with the rows of their pictures; a picture that has none is left out, its step stays."""
    shown: list[Block] = []
    for block in body:
        value = block["value"]
        if isinstance(value, dict) and "picture" in value:
            row = pictures.get(value["picture"])
            if block["type"] == "picture" and row is None:
                continue
            block = {**block, "value": {**value, "picture": row}}
        shown.append(block)
    return shown


def stored(body: Sequence[Block]) -> str:
    """What the `body` of a sheet takes."""
    return json.dumps(list(body), ensure_ascii=False)


def write(meta: Meta, body: Sequence[Mapping[str, Any]], *, pictures: Mapping[int, Picture]) -> str:
    """The file of a sheet, which `read` reads again. `pictures` says where each row is shown."""
    rank = 0
    pieces = [f"# {meta.title}"]
    for block in body:
        rank = rank + 1 if block["type"] == "step" else rank
        pieces.append(_written(block["type"], block["value"], rank=rank, pictures=pictures))
    text = "\n\n".join(piece for piece in pieces if piece)
    return f"{front_matter.write(meta)}\n{text}\n"


def _read(node: SyntaxTreeNode, sheet: _Sheet) -> None:
    match node.type:
        case "heading":
            _heading(node, sheet)
        case "paragraph":
            html, pictures = rich_text.inline(node.children[0])
            sheet.paragraph(f"<p>{html}</p>" if html else "")
            for one in pictures:
                sheet.blocks.append(
                    {"type": "picture", "value": {"picture": sheet.picture(one), "caption": one.caption}}
                )
        case "ordered_list" if node.markup == ".":
            for item in node.children:
                sheet.blocks.append({"type": "step", "value": _step(item, sheet)})
        case "ordered_list" | "bullet_list":
            sheet.paragraph(rich_text.listed(node))
        case "blockquote":
            sheet.blocks.append({"type": "box", "value": _box(node)})
        case "fence" | "code_block":
            sheet.paragraph(rich_text.paragraph(node.content))


def _heading(node: SyntaxTreeNode, sheet: _Sheet) -> None:
    said = clean(rich_text.words(node.children[0]))
    if node.tag == "h1" and not sheet.blocks and sheet.title in {"", said}:
        sheet.title = said
    elif said:
        sheet.blocks.append({"type": "heading", "value": said[:LONGEST_HEADING]})


def _step(item: SyntaxTreeNode, sheet: _Sheet) -> dict[str, Any]:
    """One thing to do, its first picture, how it goes on each device."""
    sentences: list[str] = []
    versions: list[dict[str, str]] = []
    shown: str | None = None
    for node in item.children:
        if node.type == "paragraph":
            html, pictures = rich_text.inline(node.children[0])
            sentences.extend([html] if html else [])
            shown = shown or next((sheet.picture(one) for one in pictures), None)
        elif node.type in {"bullet_list", "ordered_list"}:
            for line in node.children:
                device, html = _of_device(line)
                if device:
                    versions.append({"device": device, "text": html})
                else:
                    sentences.append(rich_text.flat(line))
        elif node.content:
            sentences.append(rich_text.escaped(node.content))
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return {"text": text, "picture": shown, "versions": versions}


def _of_device(line: SyntaxTreeNode) -> tuple[str, str]:
    """The device a line of a list is about, and what to do on it; ("", "") when it names none."""
    if not line.children or line.children[0].type != "paragraph":
        return "", ""
    html, _ = rich_text.inline(line.children[0].children[0])
    name, said = rich_text.opened_by(html, DEVICES)
    if not name:
        return "", ""
    rest = "".join(rich_text.listed(each) for each in line.children[1:] if each.type.endswith("_list"))
    # It stands alone under the name of the device: "Android : touchez" becomes a sentence.
    return DEVICES[name].value, f"<p>{said[:1].upper()}{said[1:]}</p>{rest}"


def _box(node: SyntaxTreeNode) -> dict[str, str]:
    title, parts = BOX, list(node.children)
    if parts and parts[0].type == "paragraph":
        opening, rest = rich_text.title_of(parts[0].children[0])
        if opening:
            title = clean(opening)[:LONGEST_BOX]
            text = f"<p>{rest}</p>" if rest else ""
            return {"title": title, "text": text + rich_text.blocks(parts[1:])}
    elif parts and parts[0].type == "heading":
        title, parts = clean(rich_text.words(parts[0].children[0]))[:LONGEST_BOX], parts[1:]
    return {"title": title, "text": rich_text.blocks(parts)}


def _written(kind: str, value: Any, *, rank: int, pictures: Mapping[int, Picture]) -> str:
    match kind:
        case "heading":
            return f"## {rich_text.guarded(str(value))}"
        case "paragraph":
            return rich_text.to_markdown(str(value))
        case "picture":
            return _shown(value, value.get("caption", ""), pictures)
        case "box":
            return _quoted(f"**{rich_text.guarded(value['title'])}**\n\n{rich_text.to_markdown(str(value['text']))}")
        case "step":
            return _written_step(value, rank=rank, pictures=pictures)
    return ""


def _written_step(value: Mapping[str, Any], *, rank: int, pictures: Mapping[int, Picture]) -> str:
    lines = [rich_text.to_markdown(str(value["text"]))]
    for version in value["versions"]:
        # The editor wraps each in an item of its own; a text doesn’t.
        version = version.get("value", version)
        said = rich_text.to_markdown(str(version["text"])).replace("\n", "\n  ")
        lines.append(f"- {NAMES[version['device']]} : {said}")
    opening = f"{rank}. "
    text = "\n\n".join(part for part in (lines[0], "\n".join(lines[1:]), _shown(value, "", pictures)) if part)
    return opening + text.replace("\n", f"\n{' ' * len(opening)}")


NAMES = {
    Device.ANDROID.value: "Android",
    Device.IPHONE.value: "iPhone",
    Device.WINDOWS.value: "Windows",
    Device.MAC.value: "Mac",
}
"""How a device is called at the head of a line."""


def _shown(value: Mapping[str, Any], caption: str, pictures: Mapping[int, Picture]) -> str:
    picture = pictures.get(value["picture"]) if value.get("picture") else None
    if picture is None:
        return ""
    words = caption.replace('"', "’")
    under = f' "{words}"' if words else ""
    return f"![{rich_text.guarded(picture.alt)}]({picture.name}{under})"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
