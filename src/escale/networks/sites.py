"""The site of a network: its words, its look, its address, opening and closing it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction

from escale.accounts.models import Network
from escale.networks.models import Site


class DomainTaken(Exception):
    """Another network is read there."""


class NothingToShow(Exception):
    """The site can't be opened: the network holds no organization."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the first page says."""

    title: str
    sentence: str
    welcome: str
    phone: str
    phone_hours: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Logo:
    """An image written again by us, and what it says to whoever can't see it."""

    content: bytes
    name: str
    width: int
    height: int
    alt: str


def of(network: Network) -> Site:
    """The site of a network; a blank one, closed, as long as nothing was said of it. One query."""
    return Site.objects.with_what_every_page_shows().one(network=network) or Site(network=network)


def change_words(network: Network, words: Words) -> None:
    _change(network, **asdict(words))


def change_colors(network: Network, *, color: str, ground: str) -> None:
    """Wear these colours ("" for ours); what can't be read is refused before (`look`)."""
    _change(network, color=color, ground=ground)


def change_logo(network: Network, logo: Logo) -> None:
    _change(
        network,
        logo=logo.content,
        logo_name=logo.name,
        logo_width=logo.width,
        logo_height=logo.height,
        logo_alt=logo.alt,
    )


def remove_logo(network: Network) -> None:
    _change(network, logo=None, logo_name="", logo_width=0, logo_height=0, logo_alt="")


def change_domain(network: Network, domain: str) -> None:
    """Be read at this host name, or at `/reseaux/<slug>/` alone when it is empty. Raises `DomainTaken`."""
    try:
        with transaction.atomic():
            _change(network, domain=domain)
    except IntegrityError as taken:
        raise DomainTaken from taken


def show_figures(network: Network, *, shown: bool) -> None:
    """Show the figures of the network to everyone, or to its coordinators alone."""
    _change(network, shows_figures=shown)


def read_first(network: Network, *, now: datetime) -> None:
    """From now on, what is published waits for a yes; what is shown already stays."""
    site, _ = Site.objects.get_or_create(network=network)
    Site.objects.filter(pk=site.pk, reviews_since=None).update(reviews_since=now)


def show_at_once(network: Network) -> None:
    """Show what is published at once, and what was waiting too; what was refused stays refused."""
    Site.objects.filter(network=network).update(reviews_since=None)


def open_site(network: Network, *, now: datetime) -> None:
    """Let anyone read the site. Raises `NothingToShow`."""
    if not network.organizations.exists():
        raise NothingToShow
    site, _ = Site.objects.get_or_create(network=network)
    Site.objects.filter(pk=site.pk, opened_at=None).update(opened_at=now)


def close_site(network: Network) -> None:
    """Let nobody read it but those who run the network; its addresses lead to the site of the instance."""
    Site.objects.filter(network=network).update(opened_at=None)


def version_of_colors(site: Site) -> str:
    """Changes with the colours: their style sheet may be kept for ever under it."""
    return sha256(f"{site.color}{site.ground}".encode()).hexdigest()[:12]


def _change(network: Network, **values: Any) -> None:
    Site.objects.update_or_create(network=network, defaults=values)
