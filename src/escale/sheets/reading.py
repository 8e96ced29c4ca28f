"""Which sheets may be read, by whom, and what they say in words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q

from escale.sheets import rich_text
from escale.sheets.models import ResourceSheet, ResourceSheetQuerySet


def published_sheets(*, for_team: bool = False, organizations: Collection[int] | None = None) -> ResourceSheetQuerySet:
    """The sheets anybody may read; with those for advisers when it is `for_team`.

    Of these organizations (of all of them when none is said), and those that come with Escale. Unordered.
    """
    found = ResourceSheet.objects.published()
    if organizations is not None:
        found = found.filter(Q(organization=None) | Q(organization__in=organizations))
    return found if for_team else found.for_people()


def text_of(sheet: ResourceSheet) -> str:
    """What a sheet says under its title, as words alone: its sentence, then its text, a line for each paragraph. No query."""
    return "\n".join(part for part in (sheet.sentence, *_said(sheet.body.raw_data)) if part)


def links_of(sheet: ResourceSheet) -> list[str]:
    """The addresses of other sites a sheet leads to, each once, in the order they are met. No query."""
    found = [sheet.url] if sheet.url else []
    for html in _rich(sheet.body.raw_data):
        found += rich_text.links(html)
    return list(dict.fromkeys(found))


def pictures_of(sheet: ResourceSheet) -> list[int]:
    """The rows of the pictures in its text, each once. No query."""
    blocks = (block["value"] for block in sheet.body.raw_data if block["type"] in {"picture", "step"})
    return list(dict.fromkeys(value["picture"] for value in blocks if value.get("picture")))


def _said(blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for block in blocks:
        match block["type"], block["value"]:
            case "heading", said:
                yield str(said)
            case "paragraph", said:
                yield rich_text.plain(str(said))
            case "picture", said:
                yield str(said.get("caption") or "")
            case "box", said:
                yield str(said["title"])
                yield rich_text.plain(str(said["text"]))
            case "step", said:
                yield rich_text.plain(str(said["text"]))
                for version in said["versions"]:
                    yield rich_text.plain(str(version.get("value", version)["text"]))


def _rich(blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for block in blocks:
        match block["type"], block["value"]:
            case "paragraph", said:
                yield str(said)
            case "box", said:
                yield str(said["text"])
            case "step", said:
                yield str(said["text"])
                for version in said["versions"]:
                    yield str(version.get("value", version)["text"])
