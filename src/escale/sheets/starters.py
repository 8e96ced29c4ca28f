"""The sheets that come with Escale: one Markdown file each in the folder of the same name, read into rows nobody changes.

The name of a file is its `starter` for life. Whoever wants another text makes a copy, which the next version leaves alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from importlib import resources
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction

from escale.sheets import front_matter, markdown
from escale.sheets.markdown import Draft
from escale.sheets.models import ResourceSheet

READ_AGAIN_EVERY = relativedelta(years=1)
"""A file says when it is to be read again: it was read this long before."""
WRITTEN = (
    "kind",
    "title",
    "sentence",
    "topics",
    "level",
    "audience",
    "minutes",
    "licence",
    "credit",
    "url",
    "read_again_on",
)
"""Fields a file says, besides its text."""


@dataclass(frozen=True, kw_only=True)
class Starter:
    """A sheet as its file says it."""

    slug: str
    draft: Draft

    @property
    def fields(self) -> Mapping[str, Any]:
        return front_matter.as_fields(self.draft.meta)

    @property
    def read_at(self) -> datetime | None:
        again = self.draft.meta.read_again_on
        return datetime.combine(again - READ_AGAIN_EVERY, time(12), tzinfo=UTC) if again else None


@cache
def library() -> tuple[Starter, ...]:
    """Every sheet that comes with Escale, by the name of its file."""
    folder = resources.files("escale.sheets").joinpath("starters")
    files = [each for each in folder.iterdir() if each.name.endswith(".md")]
    found = [
        Starter(slug=each.name.removesuffix(".md"), draft=markdown.read(each.read_text("utf-8"))) for each in files
    ]
    return tuple(sorted(found, key=lambda starter: starter.slug))


@transaction.atomic
def load(*, now: datetime) -> int:
    """Bring the rows to what the files say, and give how many changed; run again, it changes nothing.

    A sheet whose file is gone is no longer shown: what was given of it stays counted. Copies are their owners’.
    """
    rows = {row.starter: row for row in ResourceSheet.objects.filter(organization=None).exclude(starter="").locked()}
    missing = [each for each in library() if each.slug not in rows]
    taken = _addresses_taken(missing)
    # Two machines may start together: the second inserts nothing.
    ResourceSheet.objects.bulk_create([_row(each, taken, now=now) for each in missing], ignore_conflicts=True)
    changed = [row for each in library() if (row := rows.get(each.slug)) and _rewrite(row, each, now=now)]
    files = {each.slug for each in library()}
    gone = [row.pk for slug, row in rows.items() if slug not in files and row.live]
    ResourceSheet.objects.filter(pk__in=gone).update(live=False)
    return len(missing) + len(changed) + len(gone)


def _row(starter: Starter, taken: set[str], *, now: datetime) -> ResourceSheet:
    slug = starter.slug
    while slug in taken:
        slug = f"{slug}-escale"
    return ResourceSheet(
        organization=None,
        starter=starter.slug,
        slug=slug,
        body=markdown.stored(starter.draft.body),
        read_again_at=starter.read_at or now,
        created_at=now,
        first_published_at=now,
        last_published_at=now,
        live=True,
        **starter.fields,
    )


def _rewrite(row: ResourceSheet, starter: Starter, *, now: datetime) -> bool:
    """Write what the file says when the row says something else; give whether it did."""
    same_fields = all(getattr(row, name) == starter.fields[name] for name in WRITTEN)
    if row.live and same_fields and _bare(row.body.raw_data) == _bare(starter.draft.body):
        return False
    for name, value in {**starter.fields, "body": markdown.stored(starter.draft.body)}.items():
        setattr(row, name, value)
    row.read_again_at, row.last_published_at, row.live = starter.read_at or now, now, True
    row.save()
    return True


def _addresses_taken(starters: list[Starter]) -> set[str]:
    wanted = [each.slug for each in starters]
    return set(ResourceSheet.objects.filter(slug__in=wanted).order_by("slug").values_list("slug", flat=True))


def _bare(said: Any) -> Any:
    """Blocks without the marks the editor puts on each, and out of what it wraps the items of a list in."""
    match said:
        case {"type": "item", "value": value}:
            return _bare(value)
        case dict():
            return {name: _bare(value) for name, value in said.items() if name != "id"}
        case str():
            return said
        case _ if hasattr(said, "__iter__"):
            return [_bare(each) for each in said]
        case _:
            return said
