"""The library: workshops ready to use, written in plain French; each organization adds, rewrites and withdraws them.

One file each in the folder of the same name; the name of the file is what a workshop keeps as its `starter`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

import yaml
from django.db import transaction

from escale.accounts.models import Organization
from escale.french.plain_text import fold
from escale.topics import Topic
from escale.workshops import catalogue
from escale.workshops.catalogue import Description, Step
from escale.workshops.models import Audience, Level, Workshop


@dataclass(frozen=True, kw_only=True)
class Starter:
    """A workshop as it is proposed."""

    slug: str
    description: Description


@cache
def library() -> tuple[Starter, ...]:
    """Every ready workshop, by title."""
    folder = resources.files("escale.workshops").joinpath("starters")
    files = [each for each in folder.iterdir() if each.name.endswith(".yaml")]
    found = [
        Starter(slug=each.name.removesuffix(".yaml"), description=_read(yaml.safe_load(each.read_text("utf-8"))))
        for each in files
    ]
    return tuple(sorted(found, key=lambda starter: fold(starter.description.title)))


def already_there(organization: Organization) -> set[str]:
    """The slugs of those the catalogue holds: taken from the library, or written under the same title. One query."""
    rows = Workshop.objects.of_organization(organization).in_use().values_list("starter", "title")
    slugs, titles = set(), set()
    for slug, title in rows:
        slugs.add(slug)
        titles.add(fold(title))
    return {each.slug for each in library() if each.slug in slugs or fold(each.description.title) in titles}


@transaction.atomic
def add_starters(organization: Organization, slugs: Collection[str], *, now: datetime) -> list[Workshop]:
    """Add the chosen ready workshops; one the catalogue already holds stays as the organization wrote it."""
    Organization.objects.locked().get(pk=organization.pk)
    there = already_there(organization)
    chosen = [each for each in library() if each.slug in slugs and each.slug not in there]
    return [catalogue.write(each.description, organization=organization, now=now, starter=each.slug) for each in chosen]


def _read(written: dict[str, Any]) -> Description:
    return Description(
        title=written["title"],
        promise=written["promise"],
        learns="\n".join(written["learns"]),
        level=Level(written["level"]),
        audience=Audience(written["audience"]),
        prerequisites="\n".join(written["prerequisites"]),
        bring="\n".join(written["bring"]),
        minutes=written["minutes"],
        seats=written["seats"],
        poster_sentence=written["poster_sentence"],
        icon=written["icon"],
        topics=tuple(Topic(code) for code in written["topics"]),
        steps=tuple(Step(**step) for step in written["steps"]),
    )
