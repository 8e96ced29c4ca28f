"""How often one address or one number may try: what keeps strangers from filling an agenda or guessing secrets."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Limit:
    """At most `most` tries in each window of `seconds`."""

    name: str
    most: int
    seconds: int


# A social center or a library sends many people from one address: generous per address, strict per number.
REQUESTS_PER_ADDRESS = Limit("requests-address", 60, 600)
REQUESTS_PER_NUMBER = Limit("requests-number", 10, 3600)
LINKS_PER_ADDRESS = Limit("links-address", 20, 600)
LINKS_PER_NUMBER = Limit("links-number", 3, 86400)
IMAGES_PER_ADDRESS = Limit("images-address", 120, 600)
LISTS_PER_ADDRESS = Limit("lists-address", 20, 600)
LISTS_PER_NUMBER = Limit("lists-number", 3, 86400)
WRONG_SECRETS_PER_ADDRESS = Limit("wrong-secrets", 30, 600)


class TooManyTries(Exception):
    """The limit is reached; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after


def take(limit: Limit, key: str, *, now: datetime) -> None:
    """Count one try. Raises `TooManyTries`.

    Two processes that read the same count let one try more pass: a limit of abuse may be a little generous, and needs no
    lock on every page.
    """
    moment = int(now.timestamp())
    window, elapsed = divmod(moment, limit.seconds)
    entry = f"limit:{limit.name}:{_fingerprint(key)}:{window}"
    tries = cache.get(entry, 0)
    if tries >= limit.most:
        raise TooManyTries(limit.seconds - elapsed)
    cache.set(entry, tries + 1, timeout=limit.seconds)


def address_of(request: HttpRequest) -> str:
    """The address the visitor comes from, as far as the instance's own proxies can tell.

    Each proxy adds at the end of X-Forwarded-For the address it saw: with N trusted ones the Nth from the end is true,
    and whatever stands before it was written by the visitor. An IPv6 visitor owns a whole /64.
    """
    proxies = settings.TRUSTED_PROXIES
    seen = request.headers.get("X-Forwarded-For", "").split(",") if proxies else []
    text = seen[-proxies].strip() if proxies and len(seen) >= proxies else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(text)
    except ValueError:
        return str(request.META.get("REMOTE_ADDR", ""))
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return ":".join(address.exploded.split(":")[:4])
    return str(address)


def _fingerprint(key: str) -> str:
    """Counting needs to recognise a number or an address, not to read it."""
    return salted_hmac("escale.limits", key, algorithm="sha256").hexdigest()[:32]
