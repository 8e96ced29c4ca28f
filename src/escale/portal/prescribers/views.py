"""Her page: what she may ask, and whom she sent; each of them, with what became of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.appointments.models import FREES_THE_HOUR, Reason
from escale.appointments.moving import NotExpected, TooLate
from escale.directory import received as receiving
from escale.directory.models import Prescriber, ReceivedReferral
from escale.directory.received import NotHers
from escale.directory.standing import TONES, standing, words
from escale.places.zones import zone_of
from escale.portal import exports
from escale.portal.guards import with_prescriber
from escale.portal.prescribers import page
from escale.portal.steps import Recap

PER_PAGE = 15


@with_prescriber
@require_safe
def home(request: HttpRequest, prescriber: Prescriber) -> HttpResponse:
    """What she may book, and her own people."""
    reasons = Reason.objects.open_to_prescribers().of_organization(prescriber.organization)
    sent = Paginator(receiving.of_prescriber(prescriber, now=timezone.now()), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = page.about(prescriber) | {
        "reasons": [
            (reason, page.address(prescriber, "prescriber-hours", motif=reason.pk))
            for reason in reasons.order_by("position", "pk")
        ],
        "rows": page.rows(sent, zone=zone_of(prescriber.organization)),
        "page": sent,
    }
    return render(request, "portal/prescribers/home.html", context)


@with_prescriber
@require_safe
def referral(request: HttpRequest, prescriber: Prescriber, received: int) -> HttpResponse:
    """One of those she sent."""
    one, now = _hers_or_404(prescriber, received), timezone.now()
    context = page.about(prescriber) | {
        "one": one,
        "who": page.name_of(one),
        "where": words(one),
        "tone": TONES.get(standing(one), ""),
        "recap": Recap(rows=page.facts(one)),
        "may_cancel": receiving.may_cancel(one, now=now),
        "may_note": one.is_together and one.appointment and one.appointment.is_upcoming(now=now),
    }
    return render(request, "portal/prescribers/referral.html", context)


@with_prescriber
@require_POST
def cancel(request: HttpRequest, prescriber: Prescriber, received: int) -> HttpResponse:
    """Call off the hour she took."""
    one = _hers_or_404(prescriber, received)
    try:
        receiving.cancel(one, now=timezone.now())
    except (NotHers, NotExpected, TooLate):
        messages.error(request, "Ce rendez-vous ne peut plus s’annuler ici. Un appel suffit.")
    else:
        messages.success(request, "C’est annulé. La personne est prévenue.")
    return redirect(page.address(prescriber, "prescriber-referral", received))


@with_prescriber
@require_safe
def calendar(request: HttpRequest, prescriber: Prescriber, received: int) -> HttpResponse:
    """The hour at which she comes too, for her own calendar."""
    one = _hers_or_404(prescriber, received)
    appointment = one.appointment
    if appointment is None or not one.is_together or appointment.state in FREES_THE_HOUR:
        return redirect(page.address(prescriber, "prescriber-referral", received))
    entry = exports.calendar_entry(appointment, now=timezone.now())
    response = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
    return response


def _hers_or_404(prescriber: Prescriber, pk: int) -> ReceivedReferral:
    return get_object_or_404(receiving.of_prescriber(prescriber, now=timezone.now()), pk=pk)
