"""Writing a page of one's own: written in one window at a time, shown to all, shown to nobody."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from escale.accounts.models import Membership
from escale.agenda import opening_hours
from escale.agenda.models import Permanence
from escale.places.models import Venue
from escale.places.zones import zone_of
from escale.publishing.models import OwnPage, OwnPageQuerySet


class ChangedMeanwhile(Exception):
    """The page was written in another window since it was read."""


def of[P: OwnPage](kind: type[P], membership: Membership) -> P | None:
    """Her own page of this kind in this organization."""
    return _own(kind, membership).first()


def write[P: OwnPage](
    kind: type[P],
    membership: Membership,
    words: Mapping[str, Any],
    *,
    revision: int,
    slug: str,
    published_at: datetime | None,
    now: datetime,
) -> P:
    """Keep what she wrote over the page she read (`revision`, 0 for the first one). Raises `ChangedMeanwhile`.

    The first time only, its address is made of `slug`, and `published_at` says whether it is shown.
    """
    with transaction.atomic():
        own = _own(kind, membership)
        if own.filter(revision=revision).update(**words, revision=revision + 1, changed_at=now):
            return own.get()
        if own.exists():
            raise ChangedMeanwhile
        return _first(kind, membership, words, slug=slug, published_at=published_at, now=now)


def withdraw(page: OwnPage) -> None:
    """Show it to nobody; its words are kept."""
    _rows(type(page)).filter(pk=page.pk).update(published_at=None)


def publish(page: OwnPage, *, now: datetime) -> None:
    """Show it to all."""
    _rows(type(page)).filter(pk=page.pk, published_at=None).update(published_at=now)


def shown[P: OwnPage](kind: type[P]) -> OwnPageQuerySet[P]:
    """The pages anyone reads: published, of advisers still there."""
    there = Membership.objects.active().filter(organization=OuterRef("organization"), user=OuterRef("adviser"))
    return _rows(kind).published().filter(Exists(there)).select_related("organization", "adviser")


def where_received(page: OwnPage, *, now: datetime) -> list[tuple[Venue, list[str]]]:
    """Where its adviser receives for this organization, by name, with her hours in sentences. One query."""
    today = now.astimezone(zone_of(page.organization)).date()
    running = (
        Permanence.objects.of_organization(page.organization)
        .running(on=today)
        .filter(adviser__adviser=page.adviser, venue__archived_at=None)
        .select_related("venue")
        .order_by("venue__name", "venue", "start_time", "pk")
    )
    return [
        (venue, [sentence for _, sentence in opening_hours.sentences(rows)])
        for venue, rows in groupby(running, key=lambda each: each.venue)
    ]


def _first[P: OwnPage](
    kind: type[P],
    membership: Membership,
    words: Mapping[str, Any],
    *,
    slug: str,
    published_at: datetime | None,
    now: datetime,
) -> P:
    try:
        with transaction.atomic():
            return _rows(kind).create(
                organization=membership.organization,
                adviser=membership.user,
                slug=_free_slug(kind, slug),
                revision=1,
                changed_at=now,
                published_at=published_at,
                **words,
            )
    except IntegrityError as problem:  # Saved from two windows at once.
        raise ChangedMeanwhile from problem


def _rows[P: OwnPage](kind: type[P]) -> OwnPageQuerySet[P]:
    rows: OwnPageQuerySet[P] = kind._default_manager.all()  # type: ignore[assignment]
    return rows


def _own[P: OwnPage](kind: type[P], membership: Membership) -> OwnPageQuerySet[P]:
    return _rows(kind).of_organization(membership.organization).filter(adviser=membership.user).order_by("pk")


def _free_slug(kind: type[OwnPage], words: str) -> str:
    """An address no page of this kind has: the words, with a number when they are taken."""
    base = slugify(words)[:60].strip("-") or "page"
    taken = set(_rows(kind).filter(slug__startswith=base).order_by("slug").values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
