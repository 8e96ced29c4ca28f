"""The list of workshops and cycles: near where, about what, for whom, when."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.places.models import Venue
from escale.portal import nearby
from escale.portal.guards import public
from escale.portal.workshops import activities_page, filters
from escale.questions import searches
from escale.topics import Topic
from escale.workshops.models import Audience

PER_PAGE = 20


@public
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """What is coming, the soonest first; with words, the closest first; with nothing, the nearest instead."""
    now = timezone.now()
    venues = list(Venue.objects.on_public_pages().order_by("name", "pk"))
    said = filters.read(request.GET.dict(), around=nearby.home_town(venues))
    found = activities_page.listed(said, now=now)
    if request.method == "GET" and said.words and not found:
        searches.keep(said.words, commune=said.town.origin, on=timezone.localdate(now))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "said": said,
        "title": activities_page.title(said),
        "words": said.words,
        "town": said.town,
        "total": len(found),
        "page": page,
        "activities": activities_page.shown(page.object_list, said),
        "nearest": None if found else activities_page.nearest(said, now=now),
        "feed_query": said.query(),
        "radii": filters.RADII,
        "topics": Topic.choices,
        "audiences": [choice for choice in Audience.choices if choice[0] != Audience.EVERYONE],
    }
    return render(request, "portal/workshops/activities.html", context)
