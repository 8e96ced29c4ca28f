"""What an adviser says of her work: a page, and one sheet of A4."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.portal import heads
from escale.portal.guards import public
from escale.publishing import missions as reading
from escale.publishing.missions import Missions
from escale.ui.printing import pdf_or_page


@public
@require_safe
def missions(request: HttpRequest, slug: str) -> HttpResponse:
    """What she does, what she doesn't, how somebody is sent to her."""
    read = _found_or_404(slug)
    does = ", ".join(read.sheet.things_done[:2])
    page_head = heads.about(
        read.organization,
        title=f"{read.name} : ce que je fais",
        description=f"{read.name}, {read.organization.name}. {does}",
        path=reverse("portal:missions", args=[slug]),
    )
    context = {"missions": read, "site_name": read.organization.name, "page_head": page_head}
    return render(request, "portal/missions/missions.html", context)


@public
@require_safe
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same to hang in an office; where no file can be made, the page itself."""
    page = reverse("portal:missions", args=[slug])
    context = {"missions": _found_or_404(slug), "address": f"{settings.BASE_URL}{page}".partition("://")[2]}
    return pdf_or_page(
        "publishing/missions_paper.html",
        context,
        stylesheet="publishing/missions.css",
        name="mes-missions.pdf",
        instead=page,
    )


def _found_or_404(slug: str) -> Missions:
    sheet = reading.shown().one(slug=slug)
    if sheet is None:
        raise Http404
    return reading.read(sheet, now=timezone.now())
