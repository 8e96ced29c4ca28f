"""The one secret address where an adviser's agenda is read: opened, renewed, closed by her alone."""

import uuid
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.accounts.secret_links import derived, hashed
from escale.agenda.models import CalendarFeed, Resource

PURPOSE = "agenda"
SEEN_EVERY = timedelta(minutes=10)
"""How fine the last reading is noted: telephones that ask every minute don't write every minute."""


def open_feed(resource: Resource, *, now: datetime) -> CalendarFeed:
    """Give the adviser an address, or the one she has."""
    nonce = uuid.uuid4()
    feed, _ = CalendarFeed.objects.get_or_create(
        resource=resource, defaults={"nonce": nonce, "secret_hash": _hash_of(nonce), "created_at": now}
    )
    return feed


def renew(feed: CalendarFeed, *, now: datetime) -> None:
    """Change the address: the former one opens nothing any more. What it shows stays as chosen."""
    nonce = uuid.uuid4()
    CalendarFeed.objects.filter(pk=feed.pk).update(
        nonce=nonce, secret_hash=_hash_of(nonce), created_at=now, last_read_at=None
    )


def choose(feed: CalendarFeed, *, with_names: bool, with_permanences: bool) -> None:
    """Say what the address shows."""
    CalendarFeed.objects.filter(pk=feed.pk).update(with_names=with_names, with_permanences=with_permanences)


def close(feed: CalendarFeed) -> None:
    """Take the address back: it opens nothing any more."""
    CalendarFeed.objects.filter(pk=feed.pk).delete()


def secret_of(feed: CalendarFeed) -> str:
    """The secret part of the address; empty when the instance's key has changed since: it can only be renewed."""
    secret = derived(PURPOSE, feed.nonce)
    return secret if hashed(secret) == feed.secret_hash else ""


def find(secret: str) -> CalendarFeed | None:
    """The feed behind a secret, with its adviser, as long as she receives people somewhere; None otherwise."""
    receives = Membership.objects.active().filter(user=OuterRef("resource__adviser"), role__in=rules.RECEIVES)
    standing = CalendarFeed.objects.filter(Exists(receives), resource__adviser__is_active=True)
    return standing.select_related("resource__adviser").filter(secret_hash=hashed(secret)).get_or_none()


def note_reading(feed: CalendarFeed, *, now: datetime) -> None:
    """Remember that somebody read it: its owner sees whether her telephone does, and whether somebody else might."""
    long_ago = Q(last_read_at=None) | Q(last_read_at__lte=now - SEEN_EVERY)
    if feed.last_read_at is None or feed.last_read_at <= now - SEEN_EVERY:
        CalendarFeed.objects.filter(long_ago, pk=feed.pk).update(last_read_at=now)


def _hash_of(nonce: uuid.UUID) -> str:
    return hashed(derived(PURPOSE, nonce))
