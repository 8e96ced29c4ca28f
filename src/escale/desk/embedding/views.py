"""The pieces to copy, for the organization of the reader."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.publishing import rules

FEEDS = (
    ("rss", "Flux RSS", "Pour un site ou une lettre qui reprend des nouvelles.", "portal:activities-rss"),
    ("ics", "Agenda (iCalendar)", "Pour un agenda, ou l’appli de la ville.", "portal:activities-ics"),
    ("json", "Données OpenAgenda", "Pour un site branché sur OpenAgenda.", "portal:activities-json"),
)


@require_safe
@requires(rules.may_spread)
def embedding(request: MemberRequest) -> HttpResponse:
    """A frame, bare HTML, and the feeds: always up to date, nothing to send again."""
    query = "?" + urlencode({"structure": request.membership.organization.slug})
    frame = reverse("portal:embedded") + query
    context = {
        "frame": frame,
        "reuse": reverse("portal:reuse") + query,
        "snippet": (
            f'<iframe src="{settings.BASE_URL}{frame}" title="Ateliers numériques" width="100%" height="600" '
            'loading="lazy"></iframe>'
        ),
        "fragment": settings.BASE_URL + reverse("portal:embedded-fragment") + query,
        "feeds": [(key, title, use, settings.BASE_URL + reverse(name) + query) for key, title, use, name in FEEDS],
    }
    return render(request, "desk/embedding/page.html", context)
