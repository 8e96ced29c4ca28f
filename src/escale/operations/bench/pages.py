"""The addresses of the benchmarks: those of the product, a bare view, and the answer of a search as JSON."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.utils import timezone

from escale.appointments import hours
from escale.appointments.models import Reason


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """The least a view can do."""
    return HttpResponse(b"{}", content_type="application/json")


@login_not_required
def search(request: HttpRequest, reason_id: int, first: str, last: str) -> JsonResponse:
    """Every hour the public can have for a reason between two days."""
    now = timezone.now()
    reason = Reason.objects.get(pk=reason_id)
    found = hours.search(
        reason,
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        venues=hours.venues_of(reason),
        rule=hours.public_rule(reason, now=now),
        now=now,
    )
    return JsonResponse({"hours": [(int(hour.start.timestamp()), hour.adviser_id, hour.venue_id) for hour in found]})


urlpatterns = [
    path("rien.json", bare),
    path("heures/<int:reason_id>/<str:first>/<str:last>.json", search),
    path("", include("escale.urls")),
]
