"""The page of a published programme, and its dates for a calendar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.agenda.calendars.events import one_line
from escale.portal import heads, scope
from escale.portal.guards import public
from escale.portal.programme import page
from escale.portal.workshops import calendar
from escale.programme.models import Programme


@public
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """What is proposed over the term: dates, seats left, how to enroll."""
    found, now = _published_or_404(request, slug), timezone.now()
    context = {
        "about": page.read(found, scope.kept(request, page.workshops(found, now=now)), now=now),
        "programme": found,
        "organization": found.organization,
        "page_head": heads.about(
            found.organization,
            title=found.title,
            description=f"{found.title} : les ateliers numériques de {found.organization.name}, dates et places.",
            path=reverse("portal:programme", args=[slug]),
        ),
    }
    return render(request, "portal/programme/programme.html", context)


@public
@require_safe
def ics(request: HttpRequest, slug: str) -> HttpResponse:
    """Its dates as a calendar: one entry a workshop, called-off ones said so."""
    found = _published_or_404(request, slug)
    workshops = scope.kept(request, page.workshops(found, now=timezone.now()))
    content = calendar.write_named(workshops, name=one_line(found.title))
    headers = {"Content-Disposition": f'inline; filename="{found.slug}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _published_or_404(request: HttpRequest, slug: str) -> Programme:
    """A programme put aside keeps its page: its address may hang on a wall, and its workshops still stand."""
    published = Programme.objects.filter(published_at__isnull=False).select_related("organization")
    found = get_object_or_404(published, slug=slug)
    if not scope.holds(request, found.organization_id):
        raise Http404
    return found
