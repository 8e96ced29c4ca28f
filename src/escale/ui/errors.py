"""Pages for when something is in the way: each says what happened, in plain French, and what to do next.

None of them reads the database or the session: the page about a breakdown must survive the breakdown.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from escale.french.plural import plural
from escale.french.typography import typo_html
from escale.ui.context import display_choices


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
    """500: our fault, and said so."""
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
        # The answers given so far are in the address.
        path=request.get_full_path(),
    )


def too_many(request: HttpRequest, *, retry_after: int = 600) -> HttpResponse:
    """429: too many tries; `retry_after` is in seconds. Also allauth's answer, through `handler429`."""
    minutes = max(1, -(-retry_after // 60))
    response = _page(request, "ui/errors/too_many.html", status=429, wait=plural(minutes, "minute"))
    response.headers["Retry-After"] = str(retry_after)
    return response


def unavailable(request: HttpRequest, *, back_at: str = "") -> HttpResponse:
    """503: closed for maintenance; `back_at` is an hour in words ("12 h 30") when it is known."""
    return _page(request, "ui/errors/unavailable.html", status=503, back_at=back_at)


def _page(request: HttpRequest, template_name: str, *, status: int, **values: Any) -> HttpResponse:
    # No request given to the template: no context processor runs, so nothing asks the database.
    moment = timezone.localtime(timezone.now(), ZoneInfo(settings.DEFAULT_TIME_ZONE)).replace(tzinfo=None)
    context = {**display_choices(request), "messages": (), "path": request.path, "moment": moment, **values}
    html = typo_html(loader.render_to_string(template_name, context))
    response = HttpResponse(html, status=status)
    response.typography_done = True  # type: ignore[attr-defined]
    add_never_cache_headers(response)
    return response
