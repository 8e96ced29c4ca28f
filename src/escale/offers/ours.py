"""Our own offers, come back by another site: they are left aside there."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

from escale.agenda.calendars.events import is_ours as is_our_entry
from escale.offers.said import Said


def is_ours(said: Said) -> bool:
    """Whether an offer leads to this instance, or was numbered by it."""
    own = urlsplit(settings.BASE_URL)
    if any(_host(link) == own.netloc for link in (*said.links, said.uid)):
        return True
    # Without an address, the number of a calendar entry is all there is; with one, it has just said it isn't ours.
    return not said.url and is_our_entry(said.uid.partition(" ")[0], own.hostname or "")


def apart(offers: Iterable[Said]) -> tuple[list[Said], int]:
    """The offers of others, and how many of ours were among them."""
    found = list(offers)
    others = [said for said in found if not is_ours(said)]
    return others, len(found) - len(others)


def _host(address: str) -> str:
    return urlsplit(address.partition(" ")[0]).netloc if address.startswith(("http://", "https://")) else ""
