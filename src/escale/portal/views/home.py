"""The front door: what do you want to learn or do, near which commune."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.places.communes import Commune
from escale.places.models import Venue
from escale.portal import nearby, searching
from escale.portal.activity import Activity
from escale.portal.guards import public
from escale.portal.nearby import PlaceNear
from escale.questions import searches

IDEAS = ("Envoyer un document par mail", "Ranger mes photos", "Utiliser un GPS", "Installer une application")


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home page; with something to look for, what was found."""
    now = timezone.now()
    words = searching.clean_words(request.GET.get("q", ""))
    venues = list(Venue.objects.on_public_pages().select_related("organization").order_by("name", "pk"))
    around = nearby.home_town(venues)
    town = nearby.understood(request.GET.get("ville", ""), known=around, around=around)
    near = nearby.places(venues, origin=town.origin)
    activities = _activities(near, words, town.origin, now=now)
    if request.method == "GET" and words and not activities:
        searches.keep(words, commune=town.origin, on=timezone.localdate(now))
    context = {
        "words": words,
        "town": town,
        "near": near[: nearby.MOST_PLACES],
        "too_far": nearby.too_far(near),
        "ideas": IDEAS,
        "activities": activities,
    }
    searched = bool(words or request.GET.get("ville", "").strip())
    return render(request, "portal/results.html" if searched else "portal/home.html", context)


def _activities(near: Sequence[PlaceNear], words: str, origin: Commune | None, *, now: datetime) -> list[Activity]:
    """What answers the words, or whatever is soon."""
    if words:
        return nearby.found(near, words, origin=origin, now=now)
    return nearby.activities(near, origin=origin, now=now)
