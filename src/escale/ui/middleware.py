"""What every response gets: headers that close doors, hours said as they are lived, and French typography."""

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone

from escale.french.typography import typo_html
from escale.ui import errors

COMPRESSED = re.compile(r"text/.+|application/(?:xml|json|[a-z]+\+(?:xml|json))")
"""Kinds of content that shrink; images are compressed already."""

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def security_headers(get_response: GetResponse) -> GetResponse:
    """Headers Django has no setting for; pages of a signed-in person are kept by no cache."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # A page that no cache keeps already may be about a breakdown: the session isn't asked for there.
        if "no-store" not in response.headers.get("Cache-Control", "") and _is_signed_in(request):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return middleware


class CompressedPages(GZipMiddleware):
    """Send pages anyone may read in a third of their size, to whoever takes them so.

    What no cache may keep travels as it is: beside words a stranger chooses, a compressed size tells secrets.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if "no-store" in response.headers.get("Cache-Control", "") or not COMPRESSED.fullmatch(kind):
            return response
        return super().process_response(request, response)


def default_time_zone(get_response: GetResponse) -> GetResponse:
    """Say hours in the zone of the instance; a page about a venue activates the venue's."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with timezone.override(settings.DEFAULT_TIME_ZONE):
            return get_response(request)

    return middleware


def french_typography(get_response: GetResponse) -> GetResponse:
    """Put HTML pages into French typography, unless the view has done it (`response.typography_done = True`)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and not getattr(response, "typography_done", False):
            response.content = typo_html(response.content.decode(response.charset)).encode(response.charset)  # type: ignore[attr-defined]
            if "Content-Length" in response.headers:
                response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
        return response

    return middleware


def refused_methods(get_response: GetResponse) -> GetResponse:
    """Put a page where Django answers 405 with nothing: a blank screen tells nobody what to do."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content or not request.accepts("text/html"):
            return response
        page = errors.not_allowed(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware


def _is_signed_in(request: HttpRequest) -> bool:
    # A page that never looked at the session holds nothing of the account: asking would cost it a query.
    session = getattr(request, "session", None)
    return session is not None and session.accessed and SESSION_KEY in session
