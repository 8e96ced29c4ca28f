"""The page behind a shared link: figures frozen and masked, nobody's name, and the same on paper or in a spreadsheet."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.portal.guards import with_figures
from escale.spreadsheets import XLSX
from escale.statistics import releasing, reporting
from escale.statistics.models import Release

GONE = 410

type View = Callable[[HttpRequest, Release], HttpResponse]


def while_open(view: View) -> View:
    """Closed or expired, a link says whom to ask for another, and shows nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, shared: Release) -> HttpResponse:
        if not shared.is_open(now=timezone.now()):
            return render(request, "portal/figures/closed.html", {"organization": shared.organization}, status=GONE)
        return view(request, shared)

    return guarded


@with_figures
@require_safe
@while_open
def figures(request: HttpRequest, shared: Release) -> HttpResponse:
    """The figures, as they were when they left."""
    if request.method == "GET":
        releasing.note_opening(shared)
    context = {
        "paper": reporting.read(shared),
        "secret": releasing.secret_of(shared),
        "site_name": shared.organization.name,
    }
    return render(request, "portal/figures/figures.html", context)


@with_figures
@require_safe
@while_open
def pdf(request: HttpRequest, shared: Release) -> HttpResponse:
    """The report as a tagged PDF; where Pango is missing, the page to print."""
    try:
        content = reporting.pdf_file(shared)
    except OSError:
        return redirect("portal:figures", releasing.secret_of(shared))
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="bilan.pdf"'
    return response


@with_figures
@require_safe
@while_open
def xlsx(request: HttpRequest, shared: Release) -> HttpResponse:
    """The tables as a spreadsheet."""
    response = HttpResponse(reporting.xlsx(shared), content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="chiffres.xlsx"'
    return response
