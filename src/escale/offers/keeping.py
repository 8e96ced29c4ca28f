"""Adding, correcting, pausing and removing a source; saying what its words mean; hiding one of its offers."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q

from escale.accounts.models import Organization
from escale.french.plain_text import fold
from escale.offers import twins
from escale.offers.models import ForeignOffer, ForeignOfferQuerySet, Source, SourceKind
from escale.topics import Topic
from escale.workshops.models import Audience

MOST_SOURCES = 30
BETWEEN_ASKED_READINGS = timedelta(minutes=1)
LIST_OF_ESCALE = "/activites.json"


class TooManySources(Exception):
    """The organization already has as many as one may have."""


class AlreadyThere(Exception):
    """The organization already reads this address."""


class ReadTooRecently(Exception):
    """It was read, or asked for, less than a minute ago."""


def whole_address(url: str, kind: SourceKind | None) -> str:
    """The address that is read: of another Escale, people give its home page."""
    parts = urlsplit(url)
    return url if kind != SourceKind.ESCALE or parts.path not in {"", "/"} else f"{url.rstrip('/')}{LIST_OF_ESCALE}"


@transaction.atomic
def add(
    organization: Organization,
    *,
    kind: SourceKind,
    name: str,
    url: str,
    around: str,
    within_km: int,
    words: Mapping[str, str],
    now: datetime,
) -> Source:
    """Add a source; a worker reads it within seconds. Raises `TooManySources`, `AlreadyThere`."""
    Organization.objects.filter(pk=organization.pk).locked().get()
    own = Source.objects.of_organization(organization)
    if own.count() >= MOST_SOURCES:
        raise TooManySources
    if own.filter(url=url).exists():
        raise AlreadyThere
    return Source.objects.create(
        organization=organization,
        kind=kind,
        name=name,
        url=url,
        around=around,
        within_km=within_km,
        words=_explained(words),
        created_at=now,
        due_at=now,
    )


def correct(source: Source, *, name: str, around: str, within_km: int, now: datetime) -> None:
    """Change its name and around where it is kept. It is read again, whole."""
    _read_again(source, now=now, name=name, around=around, within_km=within_km)


def explain(source: Source, words: Mapping[str, str], *, now: datetime) -> None:
    """Say what some of its words mean: a topic, an audience, or nothing. It is read again, whole."""
    _read_again(source, now=now, words={**source.words, **_explained(words)})


def ask_reading(source: Source, *, now: datetime) -> None:
    """Have a worker read it now. Raises `ReadTooRecently`."""
    last = max(filter(None, [source.read_at, source.read_started_at]), default=None)
    if source.is_being_read(now=now) or (last is not None and now - last < BETWEEN_ASKED_READINGS):
        raise ReadTooRecently
    _read_again(source, now=now)


@transaction.atomic
def pause(source: Source, *, now: datetime) -> None:
    """Stop reading it; its offers are no longer shown, and those kept aside for them are."""
    Source.objects.filter(pk=source.pk, paused_at=None).update(paused_at=now)
    twins.release(source)


def resume(source: Source, *, now: datetime) -> None:
    """Read it again, beginning now."""
    Source.objects.filter(pk=source.pk).exclude(paused_at=None).update(paused_at=None, due_at=now, etag="")


def remove(source: Source) -> None:
    """Forget it with its offers; those that were kept aside for them are shown again."""
    source.delete()


@transaction.atomic
def hide(offer: ForeignOffer, *, now: datetime) -> None:
    """Show it no more, nor what another source of the organization tells of the same; what others tell is theirs to hide."""
    _told_once(offer).filter(hidden_at=None).update(hidden_at=now)
    ForeignOffer.objects.filter(same_as=offer).exclude(pk__in=_told_once(offer).values("pk")).update(same_as=None)


@transaction.atomic
def show(offer: ForeignOffer, *, now: datetime) -> None:
    """Show it again."""
    _told_once(offer).update(hidden_at=None)
    twins.match(offer.source, now=now)


def tell_apart(offer: ForeignOffer, *, now: datetime) -> None:
    """Say that it isn't what it was taken for: it is shown, and never matched again."""
    ForeignOffer.objects.filter(pk=offer.pk).update(told_apart_at=now, same_group=None, same_venue=None, same_as=None)


@transaction.atomic
def put_together(offer: ForeignOffer, *, now: datetime) -> None:
    """Take that back."""
    ForeignOffer.objects.filter(pk=offer.pk).update(told_apart_at=None)
    twins.match(offer.source, now=now)


def _told_once(offer: ForeignOffer) -> ForeignOfferQuerySet:
    """The offer, and what other sources of the organization tell of the same."""
    own = Q(same_as=offer, source__organization=offer.source.organization_id)
    return ForeignOffer.objects.filter(Q(pk=offer.pk) | own)


def _read_again(source: Source, *, now: datetime, **changes: object) -> None:
    Source.objects.filter(pk=source.pk).update(due_at=now, etag="", last_modified="", **changes)


def _explained(words: Mapping[str, str]) -> dict[str, str]:
    """Folded, with codes we know."""
    return {fold(word): code for word, code in words.items() if code in Topic or code in Audience or code == ""}
