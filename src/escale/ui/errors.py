"""Pages for when something is in the way: each says what happened, in plain French, and what to do next.

None of them reads the database or the session: the page about a breakdown must survive the breakdown.
"""

import sys
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from escale.french.plural import plural
from escale.french.typography import typo_html
from escale.ui.context import display_choices

DATABASE_AWAY_SECONDS = 30
"""When to try again after the database did not answer: a restart of PostgreSQL is over by then."""

MINUTES_SAID = 90
"""Longer waits are said in hours: nobody counts 558 minutes."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent can't be read."""
    return _page(request, "ui/errors/bad_request.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known here, but not allowed there."""
    return _page(request, "ui/errors/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address, or nothing this person may see."""
    return _page(request, "ui/errors/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault, and said so; 503 when the database is away or too busy, which passes by itself."""
    # Django calls this page while it answers for the exception, wherever it was raised: in a view or around it.
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable(request, retry_after=DATABASE_AWAY_SECONDS)
    return _page(request, "ui/errors/server_error.html", status=500)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's proof is missing (cookies refused) or too old (page left open); leads back to the form."""
    cookies_refused = settings.CSRF_COOKIE_NAME not in request.COOKIES
    return _page(
        request,
        "ui/errors/csrf_failure.html",
        status=403,
        cookies_refused=cookies_refused,
        # The answers given so far are in its address. The form's own address may open no page.
        path=page_left(request, otherwise=request.get_full_path()),
    )


def not_allowed(request: HttpRequest) -> HttpResponse:
    """405: an address that only takes a form, opened as a page: after a new sign-in, from a bookmark."""
    return _page(request, "ui/errors/not_allowed.html", status=405)


def too_many(request: HttpRequest, *, retry_after: int = 600) -> HttpResponse:
    """429: too many tries; `retry_after` is in seconds. Also allauth's answer, through `handler429`."""
    minutes = max(1, -(-retry_after // 60))
    wait = plural(minutes, "minute") if minutes <= MINUTES_SAID else plural(-(-minutes // 60), "heure")
    response = _page(request, "ui/errors/too_many.html", status=429, wait=wait)
    response.headers["Retry-After"] = str(retry_after)
    return response


def unavailable(request: HttpRequest, *, back_at: str = "", retry_after: int = 600) -> HttpResponse:
    """503: out of service for a while; `back_at` is an hour in words ("12 h 30") when it is known, `retry_after` seconds."""
    response = _page(request, "ui/errors/unavailable.html", status=503, back_at=back_at)
    response.headers["Retry-After"] = str(retry_after)
    return response


def page_left(request: HttpRequest, *, otherwise: str) -> str:
    """The page of this site a form was sent from, as the browser says; `otherwise` when it doesn't."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return otherwise
    address = urlsplit(referer)._replace(scheme="", netloc="", fragment="").geturl()
    # "http://this.site//elsewhere" is a page of ours; "//elsewhere" alone would be another site.
    return address if address.startswith("/") and not address.startswith("//") else otherwise


def _page(request: HttpRequest, template_name: str, *, status: int, **values: Any) -> HttpResponse:
    # No request given to the template: no context processor runs, so nothing asks the database.
    moment = timezone.localtime(timezone.now(), ZoneInfo(settings.DEFAULT_TIME_ZONE)).replace(tzinfo=None)
    context = {
        **display_choices(request),
        "messages": (),
        "path": request.path,
        "in_workspace": request.path.startswith("/equipe/"),
        "moment": moment,
        **values,
    }
    html = typo_html(loader.render_to_string(template_name, context))
    response = HttpResponse(html, status=status)
    response.typography_done = True  # type: ignore[attr-defined]
    add_never_cache_headers(response)
    return response
