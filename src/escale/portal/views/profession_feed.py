"""The agenda of the profession, read by a member's calendar at its secret address."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale import limits
from escale.portal.guards import public
from escale.portal.views.agenda_feed import GONE, HEADERS
from escale.practice import calendar_entries, profession
from escale.practice.models import ProfessionEvent

KEPT = timedelta(days=60)
"""How long an event that is over stays in the feed."""
MOST = 500


@public
@require_safe
def events(request: HttpRequest, secret: str) -> HttpResponse:
    """What her circles share; an unknown secret opens nothing."""
    now = timezone.now()
    found = profession.find_feed(secret)
    if found is None:
        limits.take(limits.WRONG_SECRETS_PER_ADDRESS, limits.address_of(request), now=now)
        return HttpResponse(GONE, status=404, content_type="text/plain; charset=utf-8", headers=HEADERS)
    listed = ProfessionEvent.objects.visible_to(found.user).upcoming(now=now - KEPT).order_by("starts_at", "pk")
    text = calendar_entries.of_events(listed[:MOST], now=now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=HEADERS)
