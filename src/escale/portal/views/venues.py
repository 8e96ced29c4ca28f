"""Where to go: the list of places, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.mandates import charter
from escale.networks.models import Site
from escale.places import communes
from escale.places.models import Venue
from escale.portal import nearby, scope, venue_page
from escale.portal.guards import public
from escale.portal.programme import page as programme_page
from escale.portal.towns import page as town_page


@public
@require_safe
def venues(request: HttpRequest) -> HttpResponse:
    """The places one can go to, the nearest first."""
    found = list(scope.venues(request).order_by("name", "pk"))
    around = nearby.home_town(found)
    town = nearby.understood(request.GET.get("ville", ""), known=around, around=around)
    near = nearby.places(found, origin=town.origin)
    context = {
        "near": near,
        "town": town,
        "too_far": nearby.too_far(near),
        "has_networks": Site.objects.open().exists(),
    }
    return render(request, "portal/venues.html", context)


@public
@require_safe
def venue(request: HttpRequest, slug: str) -> HttpResponse:
    """One place: what one can do there, when, how to come, who welcomes."""
    place = get_object_or_404(scope.venues(request).select_related("organization__frame"), slug=slug)
    now = timezone.now()
    about = venue_page.about(place, keep=lambda found: scope.kept(request, found), now=now)
    context = {
        "venue": place,
        "phone": place.phone or place.organization.phone,
        "about": about,
        "programmes": programme_page.at(place, now=now),
        "has_charter": charter.is_public(place.organization),
        "page_head": venue_page.head(place, about),
        "town_page": _town_page(place),
        "site_name": place.organization.name,
        "site_phone": place.phone or place.organization.phone,
    }
    return render(request, "portal/venue.html", context)


def _town_page(venue: Venue) -> str:
    commune = communes.by_code(venue.commune)
    return town_page.address(commune) if commune else ""
