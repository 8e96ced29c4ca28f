"""The front door: what do you want to learn or do, near which commune."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.networks import current
from escale.portal import nearby, scope
from escale.portal.finding import answers, here
from escale.portal.guards import public

IDEAS = ("Envoyer un document par mail", "Ranger mes photos", "Utiliser un GPS", "Installer une application")
MOST_PLACES = 60


@here.may_be_asked
@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home page; with something to look for, the search."""
    if any(request.GET.get(name, "").strip() for name in ("q", "ville", "commune")):
        return redirect(f"{reverse('portal:activities')}?{request.GET.urlencode()}")
    around = answers.home_town(current.shown(request).organization_ids)
    near = nearby.places(list(scope.venues(request).order_by("name", "pk")[:MOST_PLACES]), origin=around)
    context = {
        "words": "",
        "town": nearby.understood("", known=around),
        "near": near[: nearby.MOST_PLACES],
        "ideas": IDEAS,
        "activities": nearby.activities(near, origin=around, keep=partial(scope.kept, request), now=timezone.now()),
    }
    return render(request, "portal/home.html", context)
