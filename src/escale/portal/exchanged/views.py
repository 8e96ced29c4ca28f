"""One page: choose what to show, copy the lines."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.french.dates import day_year
from escale.portal.embedding import looks
from escale.portal.exchanged import addresses
from escale.portal.guards import public
from escale.portal.workshops import filters
from escale.topics import Topic


@public
@require_safe
def reuse(request: HttpRequest) -> HttpResponse:
    """The addresses of our offers for what is chosen, their licence, and the lines a town site pastes."""
    typed = request.GET.dict()
    said, look = filters.read(typed), looks.read(typed)
    query = said.query()
    frame = reverse("portal:embedded") + look.added_to(query)
    context = {
        "said": said,
        "town": said.town,
        "look": look,
        "radii": filters.RADII,
        "topics": Topic.choices,
        "colors": looks.Colors.choices,
        "frame": frame,
        "snippet": addresses.snippet(settings.BASE_URL + frame),
        "listener": addresses.LISTENER,
        "feeds": addresses.feeds(query),
        "fragment": settings.BASE_URL + reverse("portal:embedded-fragment") + query,
        "site_address": settings.BASE_URL,
        "today": day_year(timezone.localdate()),
    }
    return render(request, "portal/exchanged/reuse.html", context)
