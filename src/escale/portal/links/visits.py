"""Which requests of a short address are visits, told without any cookie, address or identifier.

Counted: somebody opens it in a browser. Not counted: programs that look at it (robots, previews of messages, pages read
ahead), whoever is signed in here, and the same kind of device opening the same address again within seconds.
"""

import re
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest

from escale.publishing.models import TrackedLink

AGAIN_SECONDS = 5
"""A double tap, a page that didn't come: two people with the same telephone rarely scan one poster within that time."""

PROGRAMS = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternalhit|facebookcatalog|whatsapp/|vkshare|embedly|archiver|monitor|uptime"
    r"|lighthouse|fetch|feed|http|curl|wget|python|java/|perl|ruby|libwww",
    re.IGNORECASE,
)
"""Words of the names programs give themselves; a browser has none of them."""


def is_visit(request: HttpRequest, link: TrackedLink) -> bool:
    """Whether somebody came: asked once a request, since the same device asking again is told by it."""
    return (
        request.method == "GET"
        and _is_a_browser(request)
        and _is_opened(request)
        and not request.user.is_authenticated
        and _is_the_first(request, link)
    )


def _is_a_browser(request: HttpRequest) -> bool:
    name = request.headers.get("User-Agent", "")
    return bool(name) and not PROGRAMS.search(name)


def _is_opened(request: HttpRequest) -> bool:
    """Whether it is opened as a page: neither read ahead, nor drawn inside another one."""
    ahead = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    return not any("pre" in said.lower() for said in ahead) and (
        request.headers.get("Sec-Fetch-Dest", "document") == "document"
    )


def _is_the_first(request: HttpRequest, link: TrackedLink) -> bool:
    """Whether no device of this kind opened it within seconds: what the cache keeps that long holds nothing of anybody."""
    kind = f"{request.headers.get('User-Agent', '')}\n{request.headers.get('Accept-Language', '')}"
    return cache.add(f"visit:{link.pk}:{sha256(kind.encode()).hexdigest()[:32]}", True, timeout=AGAIN_SECONDS)
