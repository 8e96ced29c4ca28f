"""Tags: the words of the team on its activities. Taken away, they stay where they were ticked."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from escale.accounts.models import Organization
from escale.activity.models import Tag, TagQuerySet

LONGEST = 80


class NameTaken(Exception):
    """The team has this word already, in use or taken away."""


def key_of(name: str) -> str:
    """What makes two words the same: neither capitals nor spaces around."""
    return name.strip()[:LONGEST].casefold()


def of_team(organization: Organization) -> TagQuerySet:
    """The words of the whole organization, in use or not, by name."""
    return Tag.objects.of_organization(organization).filter(owner=None).by_name()


def add(organization: Organization, name: str, *, is_funder: bool) -> Tag:
    """Add a word for the whole team. Raises `NameTaken`."""
    return _saved(Tag(organization=organization, name=name, is_funder=is_funder))


def change(tag: Tag, name: str, *, is_funder: bool) -> Tag:
    """Say it otherwise, on past activities too. Raises `NameTaken`."""
    tag.name, tag.is_funder = name, is_funder
    return _saved(tag)


def archive(tag: Tag, *, now: datetime) -> None:
    """Propose it no more; the activities that have it keep it."""
    Tag.objects.filter(pk=tag.pk, archived_at=None).update(archived_at=now)


def restore(tag: Tag) -> None:
    """Propose it again."""
    Tag.objects.filter(pk=tag.pk).update(archived_at=None)


def named(organization: Organization, names: Iterable[str]) -> list[Tag]:
    """The organization's tags of these names, in their order, each once; those nobody used yet are made."""
    wanted = {key_of(name): name.strip()[:LONGEST] for name in names if name.strip()}
    there = {key_of(tag.name): tag for tag in of_team(organization)} if wanted else {}
    missing = [Tag(organization=organization, name=name) for key, name in wanted.items() if key not in there]
    there |= {key_of(tag.name): tag for tag in Tag.objects.bulk_create(missing)}
    return [there[key] for key in wanted]


def _saved(tag: Tag) -> Tag:
    # The database compares capitals of plain letters only: accents are compared here.
    others = of_team(tag.organization).exclude(pk=tag.pk)
    if any(key_of(other.name) == key_of(tag.name) for other in others):
        raise NameTaken
    try:
        with transaction.atomic():
            tag.save()
    except IntegrityError as taken:
        raise NameTaken from taken
    return tag
