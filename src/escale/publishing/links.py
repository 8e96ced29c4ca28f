"""Short addresses, `/r/<code>`: made once for a piece, followed for as long as it is in the street, counted by day.

A count says how many, never who: no cookie, no address, no identifier is kept.
"""

import re
import secrets
from datetime import date, datetime
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from escale.publishing.models import Channel, LinkDay, Piece, TrackedLink

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
"""What nobody takes for another sign once printed (no 0, 1, i, l, o); without vowels, no code is a word."""

LENGTH = 5
"""14 million codes: short enough to be typed from a poster."""

_CODE = re.compile(r"[0-9a-z]{1,12}")
"""Wider than what is made now: an address printed before keeps leading on."""

TRIES = 20
PARAMETER = "r"


class NoCodeLeft(Exception):
    """So many codes are taken that none was found free: `LENGTH` must grow."""


def link_of(piece: Piece, *, path: str, now: datetime) -> TrackedLink:
    """The short address of a piece, made the first time, the same ever after; it follows its page when that one moves.

    Raises NoCodeLeft.
    """
    standing = TrackedLink.objects.one(piece=piece)
    if standing is None:
        return _make(piece, path=path, now=now)
    if standing.path != path:
        standing.path = path
        standing.save(update_fields=["path"])
    return standing


def link_of_channel(channel: Channel, *, path: str, now: datetime) -> TrackedLink:
    """The short address of a page by one channel, without any piece: what a mail of every activity says.

    Made anew each time: whoever calls looks first. Raises NoCodeLeft.
    """
    for _ in range(TRIES):
        link = TrackedLink(
            organization_id=channel.organization_id, code=new_code(), path=path, channel=channel, created_at=now
        )
        try:
            with transaction.atomic():
                link.save(force_insert=True)
        except IntegrityError:
            continue
        return link
    raise NoCodeLeft


def _make(piece: Piece, *, path: str, now: datetime) -> TrackedLink:
    """Two members who open a kit at once get the same address: the database keeps one a piece."""
    for _ in range(TRIES):
        link = TrackedLink(
            organization_id=piece.kit.organization_id,
            code=new_code(),
            path=path,
            channel_id=piece.channel_id,
            piece=piece,
            created_at=now,
        )
        try:
            with transaction.atomic():
                link.save(force_insert=True)
        except IntegrityError:
            if standing := TrackedLink.objects.one(piece=piece):
                return standing
        else:
            return link
    raise NoCodeLeft


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def address(link: TrackedLink) -> str:
    """What a QR code holds and a mail says."""
    return f"{settings.BASE_URL}/r/{link.code}"


def spoken(link: TrackedLink) -> str:
    """The same, to be typed from a poster: browsers find the scheme themselves."""
    return address(link).removeprefix("https://").removeprefix("http://")


def find(code: str) -> TrackedLink | None:
    """The address behind a code, in capitals or not; what can't be one is asked to no database."""
    return TrackedLink.objects.one(code=code.lower()) if _CODE.fullmatch(code.lower()) else None


def destination(link: TrackedLink) -> str:
    """The page it leads to, which then knows where its visitor comes from."""
    page = urlsplit(link.path)
    query = "&".join(filter(None, [page.query, f"{PARAMETER}={link.code}"]))
    return urlunsplit(page._replace(scheme="", netloc="", query=query))


def count_visit(link: TrackedLink, *, on: date) -> None:
    _count(link, on=on, what="visits")


def count_booking(link: TrackedLink, *, on: date) -> None:
    """One enrollment or appointment came through it."""
    _count(link, on=on, what="bookings")


def _count(link: TrackedLink, *, on: date, what: str) -> None:
    """One more in the row of the day: two visits at once are two, since the database adds, not this process."""
    day = LinkDay.objects.filter(link=link, on=on)
    if not day.update(**{what: F(what) + 1}):
        LinkDay.objects.bulk_create([LinkDay(link=link, on=on)], ignore_conflicts=True)
        day.update(**{what: F(what) + 1})
