"""What one takes away from an appointment: the printed card, the calendar entry; and the short address of the SMS."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.appointments import links
from escale.appointments.models import Appointment
from escale.portal import cards, exports
from escale.portal.guards import public, with_appointment
from escale.ui.printing import pdf_or_page


@with_appointment
@require_safe
def card(request: HttpRequest, booked: Appointment) -> HttpResponse:
    """The card to print, on the screen first."""
    return render(request, "portal/card.html", _about(booked))


@with_appointment
@require_safe
def card_pdf(request: HttpRequest, booked: Appointment) -> HttpResponse:
    """The card as an A5 page; on a machine that can't make one, the page to print."""
    return pdf_or_page(
        "portal/card_pdf.html",
        _about(booked),
        stylesheet="portal/card.css",
        name="mon-rendez-vous.pdf",
        instead=reverse("portal:card", args=[links.secret_of(booked.link_nonce)]),
        tagged=False,
    )


@with_appointment
@require_safe
def calendar(request: HttpRequest, booked: Appointment) -> HttpResponse:
    """The appointment for one's own calendar."""
    response = HttpResponse(
        exports.calendar_entry(booked, now=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
    return response


@public
@require_safe
def short(request: HttpRequest, secret: str) -> HttpResponse:
    """The address an SMS carries: as short as can be, it leads to the page."""
    return redirect("portal:appointment", secret)


def _about(booked: Appointment) -> dict[str, object]:
    return {"card": cards.paper_card_of(booked), "secret": links.secret_of(booked.link_nonce)}
