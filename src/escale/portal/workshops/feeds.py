"""The addresses of the list for other programs: OpenAgenda JSON, iCalendar, RSS; the same filters as the page."""

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from escale.offers import finding
from escale.portal.finding import scope
from escale.portal.guards import public
from escale.portal.workshops import calendar, coming, filters, openagenda, rss
from escale.portal.workshops.coming import Coming
from escale.portal.workshops.filters import Filters

KEPT_SECONDS = 300
"""How long a program may keep a feed without asking again: seats left change often."""


@public
@require_safe
def json(request: HttpRequest) -> HttpResponse:
    """The list in the shape of OpenAgenda."""
    return _answer(request, openagenda.write, content_type="application/json")


@public
@require_safe
def ics(request: HttpRequest) -> HttpResponse:
    """The list as a calendar: one entry a session."""
    return _answer(request, calendar.write, content_type="text/calendar; charset=utf-8")


@public
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The list as RSS: one item a workshop or a cycle."""
    return _answer(request, rss.write, content_type="application/rss+xml; charset=utf-8")


def _answer(
    request: HttpRequest, write: Callable[[list[Coming], Filters], bytes], *, content_type: str
) -> HttpResponse:
    """What the filters find, or nothing when the program already has it."""
    now, said = timezone.now(), filters.read(request.GET)
    found = coming.in_order(finding.group_ids(scope.criteria(said, request), now=now), now=now)
    text = write(found, said)
    etag = f'"{sha256(text).hexdigest()[:32]}"'
    response: HttpResponse
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(text, content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response
