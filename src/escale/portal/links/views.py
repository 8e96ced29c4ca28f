"""A short address, typed from a poster, scanned or pressed: it leads on, and is counted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from escale.portal.guards import public
from escale.portal.links import visits
from escale.portal.links.arrivals import today
from escale.publishing import links


@public
@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Lead on to the page; a code nobody printed is answered with what may be done instead."""
    link = links.find(code)
    if link is None:
        return render(request, "portal/links/unknown.html", {"code": code}, status=404)
    if visits.is_visit(request, link):
        links.count_visit(link, on=today(timezone.now()))
    response = redirect(links.destination(link))
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
