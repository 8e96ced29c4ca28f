"""Every address of the project, and what stands in the place of its variable parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from escale.testing.world import World

SLUGS = {"portal:group": "group", "portal:cycle": "cycle"}
"""Whose slug an address holds, when it isn't a venue's."""

WRONG_SECRET = "nobody-was-given-this"


@dataclass(frozen=True)
class Route:
    """An address by its name ("desk:person") and the names of its variable parts."""

    name: str
    parts: tuple[str, ...]


def every_route() -> list[Route]:
    """The routes of the whole project, sorted by name. Raises ValueError when one has no name."""
    return sorted(set(_walk(get_resolver(), namespaces=(), parts=())), key=lambda route: route.name)


def _walk(resolver: URLResolver, *, namespaces: tuple[str, ...], parts: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        inside = (*parts, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            deeper = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, namespaces=deeper, parts=inside)
        elif isinstance(entry, URLPattern):
            if entry.name is None:
                raise ValueError(f"{entry.pattern} has no name.")
            yield Route(":".join([*namespaces, entry.name]), inside)


def address(route: Route, world: World, *, visitor: str, rows: dict[str, str]) -> str:
    """The address of a route for a visitor: only the link holder knows the secrets.

    `rows` says which row of the world the `pk` of a route means.
    """
    values = {part: _value(part, route, world, visitor, rows) for part in route.parts}
    return reverse(route.name, kwargs=values)


def _value(part: str, route: Route, world: World, visitor: str, rows: dict[str, str]) -> Any:
    if part == "slug" and route.name in SLUGS:
        return world.rows[SLUGS[route.name]].slug
    if part == "secret":
        return world.rows[f"{_kind_of_secret(route)}_secret"] if visitor == "link" else WRONG_SECRET
    fixed = {
        "on": date(2026, 11, 13),
        "phone": "+33639980042",
        "chore": "message",
        "organization": world.rows["organization"].slug,
        "reason": world.rows["reason"].pk,
        "slug": world.rows["venue"].slug,
        "ticket": world.rows["walk_in"].submission,
        "gesture": "parti",
        "kind": "animation",
        "adviser": world.rows["session"].adviser_id,
        "moment": "debut",
    }
    if part in fixed:
        return fixed[part]
    return world.rows[rows[route.name]].pk


def _kind_of_secret(route: Route) -> str:
    if route.name == "portal:agenda-feed":
        return "feed"
    if route.name in {"portal:enrollment-accept", "portal:enrollment-decline"}:
        return "offered"
    if route.name.startswith(("portal:enrollment", "portal:skill-check", "portal:satisfaction")):
        return "enrollment"
    if route.name.startswith("portal:waiting"):
        return "waiting"
    if route.name.startswith("portal:offer"):
        return "offer"
    if route.name.startswith("portal:kiosk"):
        return "kiosk"
    if route.name.startswith("portal:figures"):
        return "figures"
    return "invitation" if route.name.startswith("account:") else "appointment"
