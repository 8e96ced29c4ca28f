"""An adviser's agenda, read by her telephone at its secret address."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale import limits
from escale.appointments import feed_links, feeds
from escale.portal.guards import public
from escale.portal.workshops import adviser_calendar

GONE = "Cette adresse ne donne plus d’agenda. Demandez-en une autre dans Escale.\n"
HEADERS = {
    # Whoever holds the address asks again each time; nothing in between keeps a copy.
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Content-Disposition": 'inline; filename="agenda.ics"',
}


@public
@require_safe
def agenda(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar, or nothing when it is the one the program already has. An unknown secret opens nothing."""
    now = timezone.now()
    found = feed_links.find(secret)
    if found is None:
        limits.take(limits.WRONG_SECRETS_PER_ADDRESS, limits.address_of(request), now=now)
        return HttpResponse(GONE, status=404, content_type="text/plain; charset=utf-8", headers=HEADERS)
    feed_links.note_reading(found, now=now)
    feed = feeds.render(found, more=adviser_calendar.sessions(found, now=now), now=now)
    headers = HEADERS | {"ETag": feed.etag}
    if feed.etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(feed.text, content_type="text/calendar; charset=utf-8", headers=headers)
