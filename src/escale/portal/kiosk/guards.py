"""Who may open the tablet's pages: whoever holds the secret address of the venue, as long as it stands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from escale import limits
from escale.appointments import kiosk_links
from escale.appointments.models import KioskLink, WalkIn
from escale.portal.guards import NOT_KEPT, public

type KioskView = Callable[..., HttpResponse]
"""Takes the request, the address, and the other parts of the URL by name."""

GRACE = timedelta(minutes=3)
"""How long a page that shows no name may follow a ticket: writing a number takes time."""


def with_kiosk(view: KioskView) -> Callable[..., HttpResponse]:
    """A page behind the secret address of a venue: the view gets it. One that was revoked opens nothing."""

    @public
    @wraps(view)
    def guarded(request: HttpRequest, /, *, secret: str, **parts: Any) -> HttpResponse:
        link = kiosk_links.find(secret)
        response = _gone(request) if link is None else view(request, link, **parts)
        for name, value in NOT_KEPT.items():
            response.headers[name] = value
        return response

    return guarded


def ticket_on_screen(link: KioskLink, ticket: UUID, *, now: datetime, grace: timedelta = timedelta(0)) -> WalkIn | None:
    """The ticket, as long as the tablet may show it: the next person must never see it, even by going back."""
    rows = WalkIn.objects.with_everything_shown().filter(venue=link.venue, shown_until__gt=now - grace)
    return rows.one(submission=ticket)


def to_start(link: KioskLink) -> HttpResponse:
    """The tablet, ready for the next person."""
    return redirect("portal:kiosk", kiosk_links.secret_of(link))


def _gone(request: HttpRequest) -> HttpResponse:
    limits.take(limits.WRONG_SECRETS_PER_ADDRESS, limits.address_of(request), now=timezone.now())
    return render(request, "portal/kiosk/gone.html", status=404)
