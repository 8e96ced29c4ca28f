"""The “Affichage” page, for browsers without the panel and for those who prefer a page."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from escale.ui.display import COOKIE, COOKIE_SECONDS, Display


@csrf_exempt  # Only the look of pages is at stake, and the panel must answer on a page left open all day.
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Show the choices; keep them in a cookie on POST, then go back to the page they were made on."""
    if request.method != "POST":
        return render(request, "ui/display.html", {"on_display_page": True})
    chosen = Display.chosen(request.POST.dict())
    in_place = "HX-Request" in request.headers
    response = HttpResponse(status=204) if in_place else HttpResponseRedirect(_own_page(request))
    response.set_cookie(
        COOKIE, chosen.cookie_value, max_age=COOKIE_SECONDS, samesite="Lax", secure=settings.HTTPS, httponly=True
    )
    return response


def _own_page(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return page if own else "/"
