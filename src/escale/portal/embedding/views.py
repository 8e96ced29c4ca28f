"""What a town site shows of ours. These pages alone may stand in a frame of anybody's."""

from dataclasses import dataclass
from typing import cast
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from escale.portal.activity import Activity
from escale.portal.embedding import looks
from escale.portal.finding import answers
from escale.portal.finding import page as finding_page
from escale.portal.guards import public
from escale.portal.links import arrivals
from escale.portal.workshops import filters
from escale.portal.workshops.feeds import KEPT_SECONDS
from escale.publishing import links

MOST = 20
ANYBODYS_FRAME = {**cast("dict[str, list[str]]", settings.SECURE_CSP), "frame-ancestors": ["*"]}


@dataclass(frozen=True)
class Shown:
    """A card, and its whole address: the page it is read on is another site's."""

    card: Activity
    address: str


@csp_override(ANYBODYS_FRAME)
@xframe_options_exempt
@public
@require_safe
def frame(request: HttpRequest) -> HttpResponse:
    """The list, for an `<iframe>`."""
    return _kept(render(request, "portal/embedding/frame.html", _context(request)))


@public
@require_safe
def fragment(request: HttpRequest) -> HttpResponse:
    """The same list as bare HTML, which a site takes up and dresses as its own."""
    response = _kept(render(request, "portal/embedding/list.html", _context(request)))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _context(request: HttpRequest) -> dict[str, object]:
    now, said, code = timezone.now(), filters.read(request.GET), arrivals.code_in(request)
    found = answers.of_workshops(said, request, now=now)
    cards = answers.cards(found[:MOST], origin=said.town.origin, now=now)
    look, whole_list = looks.read(request.GET.dict()), reverse("portal:activities") + said.query()
    return {
        "look": look,
        "words": said.words,
        # Searching keeps everything else the address says: the commune, the look, the code of the site.
        "kept": [
            *((name, value) for name, value in parse_qsl(said.query()[1:]) if name != "q"),
            *look.pairs,
            *_code(code),
        ],
        "title": finding_page.title(said),
        "activities": [Shown(card, _address_of(card, code) or _whole(whole_list, code)) for card in cards],
        "more": len(found) - len(cards),
        "list_page": _whole(whole_list, code),
        "booking_page": _whole(reverse("portal:booking"), code),
    }


def _address_of(card: Activity, code: str) -> str:
    """Its page here; or there, when it was read on another site, which doesn't always say one."""
    return card.address if card.seen_on else _whole(card.address, code)


def _code(code: str) -> list[tuple[str, str]]:
    return [(links.PARAMETER, code)] if code else []


def _whole(address: str, code: str) -> str:
    return settings.BASE_URL + arrivals.carried(address, code)


def _kept(response: HttpResponse) -> HttpResponse:
    """Many read a town site at once: the list may be five minutes old. It isn't for search engines, which read the page."""
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
