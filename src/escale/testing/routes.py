"""Every address of the project, and what stands in the place of its variable parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

from escale.publishing.models import RenditionFormat
from escale.testing.access_matrix import matrix
from escale.testing.world import World
from escale.writing.gate import PREFIX, open_pages

WRONG_SECRET = "nobody-was-given-this"


@dataclass(frozen=True)
class Route:
    """An address by its name ("desk:person") and the names of its variable parts."""

    name: str
    parts: tuple[str, ...]


def every_route() -> list[Route]:
    """The routes of the whole project, sorted by name. Raises ValueError when one has no name.

    Of those Wagtail brings, the ones the gate of the editor opens: `writing/tests/test_gate.py` holds the others closed.
    """
    every = _walk(get_resolver(), namespaces=(), parts=(), before="")
    return sorted(set(every), key=lambda route: route.name)


def _walk(
    resolver: URLResolver, *, namespaces: tuple[str, ...], parts: tuple[str, ...], before: str
) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        inside = (*parts, *_parts(entry))
        if isinstance(entry, URLResolver):
            deeper = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, namespaces=deeper, parts=inside, before=before + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            name = ":".join([*namespaces, entry.name or ""])
            if before.startswith(PREFIX) and name not in open_pages:
                continue
            if entry.name is None:
                raise ValueError(f"{entry.pattern} has no name.")
            yield Route(name, inside)


def _parts(entry: URLPattern | URLResolver) -> tuple[str, ...]:
    """The names of the holes of one piece of address, written as a path or as a regular expression."""
    if isinstance(entry.pattern, RegexPattern):
        return tuple(entry.pattern.regex.groupindex)
    return tuple(entry.pattern.converters)


def address(route: Route, world: World, *, visitor: str) -> str:
    """The address of a route for a visitor, about the row the matrix names: only the link holder knows the secrets."""
    row = matrix()[route.name].row
    return reverse(route.name, kwargs={part: _value(part, row, world, visitor) for part in route.parts})


def _value(part: str, row: str, world: World, visitor: str) -> Any:
    rows = world.rows
    match part:
        case "pk":
            return rows[row].pk
        case "slug":
            return rows[row].slug
        case "name":
            return rows[row].name
        case "secret":
            return rows[f"{row}_secret"] if visitor == "link" else WRONG_SECRET
        case "revision_id":
            return rows[row].latest_revision_id
    return {
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "app_label": "media",
        "model_name": "article",
        "object_id": rows["article"].pk,
        "session_id": 1,
        "text": "article",
        "on": date(2026, 11, 13),
        "phone": "+33639980042",
        "chore": "message",
        "organization": rows["organization"].slug,
        "network": rows["network"].slug,
        "block": rows["network_block"].pk,
        "joined": rows["organization"].pk,
        "invitation": rows["join"].pk,
        "coordinator": rows["network_coordinator"].pk,
        "sheet": rows["sheet"].pk,
        "link": rows["sheet_link"].pk,
        "offer": rows["group"].pk,
        "rest": "activites/",
        "version": "0",
        "code": rows["link"].code,
        "reason": rows["reason"].pk,
        "received": rows["received_referral"].pk,
        "key": rows["walk_in"].submission,
        "ticket": rows["walk_in"].submission,
        "gesture": "parti",
        "kind": "animation",
        "site": "facebook",
        "adviser": rows["session"].adviser_id,
        "moment": "debut",
        "position": 1,
        "step": 1,
        "language": "en",
        "national": "structures",
        "about": "lieu",
        "shelf": "pages",
        "number": 0,
        "planned": rows["appointment"].pk,
        "stem": rows["article_picture"].name.partition(".")[0],
        "width": 400,
        "into": RenditionFormat.WEBP,
    }[part]
