"""The tablet of the reception: take a number, print it, be told by SMS; then the screen is for the next person."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import limits
from escale.appointments import kiosk_links, public_hours, queues, walk_ins
from escale.appointments.models import KioskLink, Reason, WalkIn
from escale.appointments.queues import Queue
from escale.appointments.walk_ins import Arrival
from escale.french.plain_text import fold
from escale.limits import Limit
from escale.portal.answers import read_key, submission_of
from escale.portal.kiosk import words
from escale.portal.kiosk.forms import ArrivalForm, TurnSmsForm
from escale.portal.kiosk.guards import GRACE, ticket_on_screen, to_start, with_kiosk
from escale.ui.display import Display

TICKETS_PER_KIOSK = Limit("tickets-kiosk", 60, 3600)
MORE_TIME = timedelta(minutes=2)
MOST_REASONS = 8
LARGE = "grand"


@with_kiosk
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, link: KioskLink) -> HttpResponse:
    """Who are you, what do you come for; then a number. Closed, the page says when to come and how to book."""
    now = timezone.now()
    queue = queues.read(link.venue, now=now)
    if not queue.is_open:
        return render(request, "portal/kiosk/closed.html", _closed(request, link, queue))
    form = ArrivalForm(request.POST or None, reasons=_reasons(queue))
    key = read_key(request.POST.get("envoi", ""))
    # “Plus gros” sends the form too, so that nothing typed is lost.
    if request.method == "POST" and "plus-gros" not in request.POST and form.is_valid():
        limits.take(TICKETS_PER_KIOSK, str(link.pk), now=now)
        arrival = Arrival(first_name=form.cleaned_data["first_name"], reason=form.chosen_reason)
        submission = submission_of(key, fold(arrival.first_name))
        ticket = walk_ins.arrive(arrival, venue=link.venue, submission=submission, now=now)
        return _to_ticket(request, link, ticket)
    resized = "plus-gros" in request.POST
    context = _about(request, link) | {
        "form": ArrivalForm(initial=_typed(request), reasons=_reasons(queue)) if resized else form,
        "key": key,
        "welcome": words.welcome(queue),
        "too_full": words.too_full(queue),
        "booking": _booking(link),
    }
    if request.headers.get("HX-Request"):
        return render(request, "portal/kiosk/welcome.html", context)
    return render(request, "portal/kiosk/start.html", context)


@with_kiosk
@require_safe
def ticket(request: HttpRequest, link: KioskLink, ticket: UUID) -> HttpResponse:
    """Her number, for twenty seconds."""
    now = timezone.now()
    own = ticket_on_screen(link, ticket, now=now)
    if own is None or own.shown_until is None:
        return to_start(link)
    rank = queues.read(link.venue, now=now).rank_of(own)
    left = max(1, round((own.shown_until - now).total_seconds()))
    context = _about(request, link) | {
        "ticket": own,
        "before": words.before(rank) if rank else "",
        "wait": words.wait(rank) if rank else "",
        "seconds": left,
        "may_get_sms": settings.SMS_BACKEND != "off",
    }
    return _until(render(request, "portal/kiosk/ticket.html", context), link, seconds=left)


@with_kiosk
@require_POST
def finished(request: HttpRequest, link: KioskLink, ticket: UUID) -> HttpResponse:
    """“Terminé”: her ticket is put away, and the page before shows nobody's name."""
    if own := _lately(link, ticket, now=timezone.now()):
        walk_ins.show_ticket(own, until=None)
    return to_start(link)


@with_kiosk
@require_POST
def more_time(request: HttpRequest, link: KioskLink, ticket: UUID) -> HttpResponse:
    """Two minutes more for whoever reads slowly."""
    now = timezone.now()
    own = _lately(link, ticket, now=now)
    if own is None:
        return to_start(link)
    walk_ins.show_ticket(own, until=now + MORE_TIME)
    return _to_ticket(request, link, own)


@with_kiosk
@require_http_methods(["GET", "HEAD", "POST"])
def sms(request: HttpRequest, link: KioskLink, ticket: UUID) -> HttpResponse:
    """The number where to write when her turn comes. Shows no name: it stays long enough to type."""
    now = timezone.now()
    own = _lately(link, ticket, now=now)
    if own is None:
        return to_start(link)
    form = TurnSmsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.take(limits.REQUESTS_PER_NUMBER, form.cleaned_data["phone"], now=now)
        walk_ins.tell_by_sms(own, phone=form.cleaned_data["phone"], now=now)
        return _to_ticket(request, link, own)
    page = render(request, "portal/kiosk/sms.html", _about(request, link) | {"ticket": own, "form": form})
    return _until(page, link, seconds=int(GRACE.total_seconds()))


@with_kiosk
@require_safe
def paper(request: HttpRequest, link: KioskLink, ticket: UUID) -> HttpResponse:
    """Her number on a sheet of A6."""
    own = _lately(link, ticket, now=timezone.now())
    if own is None:
        return to_start(link)
    page = render(
        request, "portal/kiosk/paper.html", _about(request, link) | {"ticket": own, "taken": words.taken(own)}
    )
    return _until(page, link, seconds=60)


@with_kiosk
@require_safe
def board(request: HttpRequest, link: KioskLink) -> HttpResponse:
    """The screen of the waiting room: whose turn it is, and who comes next."""
    queue = queues.read(link.venue, now=timezone.now())
    context = _about(request, link) | {"board": words.board(queue, numbers_only=link.numbers_only)}
    in_place = request.headers.get("HX-Request")
    return render(request, "portal/kiosk/board_part.html" if in_place else "portal/kiosk/board.html", context)


def _lately(link: KioskLink, ticket: UUID, *, now: datetime) -> WalkIn | None:
    return ticket_on_screen(link, ticket, now=now, grace=GRACE)


def _about(request: HttpRequest, link: KioskLink) -> dict[str, Any]:
    """What every page of the tablet shows. Large text lasts as long as one person's visit."""
    large = LARGE in (request.GET.get("taille"), request.POST.get("plus-gros"), request.POST.get("taille"))
    theme = Display.from_cookies(request.COOKIES).theme
    return {
        "link": link,
        "venue": link.venue,
        "secret": kiosk_links.secret_of(link),
        "large": large,
        "display": Display(size=LARGE if large else "normal", theme=theme, return_to=request.path),
    }


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in ("first_name", "reason")}


def _reasons(queue: Queue) -> list[Reason]:
    """What the people who receive now receive for; everything the organization does when they didn't say."""
    own = Reason.objects.of_organization(queue.venue.organization).in_use().order_by("position", "pk")
    carried = own.filter(permanences__in=[each.permanence_id for each in queue.current]).distinct()
    return list(carried[:MOST_REASONS]) or list(own[:MOST_REASONS])


def _closed(request: HttpRequest, link: KioskLink, queue: Queue) -> dict[str, Any]:
    coming = queues.next_reception(link.venue, now=queue.now)
    said = words.next_time(link.venue, coming.starts_at, coming.ends_at, now=queue.now) if coming else ""
    return _about(request, link) | {
        "next_time": said,
        "booking": _booking(link),
        "phone": link.venue.phone or link.organization.phone,
    }


def _booking(link: KioskLink) -> str:
    """Where to book, when the organization lets the public do it."""
    organization = public_hours.organization(link.organization.slug)
    return reverse("portal:booking-subject", args=[organization.slug]) if organization else ""


def _to_ticket(request: HttpRequest, link: KioskLink, ticket: WalkIn) -> HttpResponse:
    address = reverse("portal:kiosk-ticket", args=[kiosk_links.secret_of(link), ticket.submission])
    large = LARGE in (request.GET.get("taille"), request.POST.get("taille"))
    return redirect(f"{address}?taille={LARGE}" if large else address)


def _until(page: HttpResponse, link: KioskLink, *, seconds: int) -> HttpResponse:
    """Lead back to the start after that long, with or without JavaScript."""
    page.headers["Refresh"] = f"{seconds};url={reverse('portal:kiosk', args=[kiosk_links.secret_of(link)])}"
    return page
