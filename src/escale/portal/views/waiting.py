"""Waiting for an hour: asking to be told, seeing one's place, leaving it."""

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import limits
from escale.appointments import hours, links, offer_links, public_hours, waiting
from escale.appointments.models import Appointment, WaitingEntry
from escale.portal import steps, waiting_words
from escale.portal.answers import read_key, submission_of
from escale.portal.forms_waiting import WaitingForm, WishForm
from escale.portal.guards import public, with_appointment, with_place
from escale.portal.views.choosing import journey_of


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, organization: str, reason: int) -> HttpResponse:
    """Ask to be told when an hour becomes free."""
    journey = journey_of(request, organization, reason)
    if isinstance(journey, HttpResponse):
        return journey
    form = WaitingForm(request.POST or None, venues=hours.venues_of(journey.reason))
    if request.method == "POST" and form.is_valid():
        now, phone = timezone.now(), form.cleaned_data["phone"]
        limits.take(limits.REQUESTS_PER_ADDRESS, limits.address_of(request), now=now)
        limits.take(limits.REQUESTS_PER_NUMBER, phone, now=now)
        waiting.ask(
            reason=journey.reason,
            first_name=form.cleaned_data["first_name"],
            phone=phone,
            wish=form.wish,
            submission=submission_of(read_key(request.GET.get("envoi", "")), phone),
            now=now,
        )
        return redirect("portal:booking-waiting-noted", organization=organization, reason=reason)
    context = {
        "recap": steps.waiting_recap(journey),
        "form": form,
        "action": request.path + journey.answers.query(envoi=read_key(request.GET.get("envoi", ""))),
        "how": waiting_words.how_it_works(journey.organization),
    }
    return render(request, "portal/waiting_ask.html", journey.context | context)


@public
@require_safe
def noted(request: HttpRequest, organization: str, reason: int) -> HttpResponse:
    """She will be told. The page says the same whoever asks: it tells nobody which numbers were waiting already."""
    journey = journey_of(request, organization, reason)
    if isinstance(journey, HttpResponse):
        return journey
    in_line = WaitingEntry.objects.waiting(now=timezone.now()).filter(reason=journey.reason).count()
    context = {
        "before": waiting_words.before(max(in_line - 1, 0)),
        "how": waiting_words.how_it_works(journey.organization),
    }
    return render(request, "portal/waiting_noted.html", journey.context | context)


@with_appointment
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_earlier(request: HttpRequest, booked: Appointment) -> HttpResponse:
    """Keep one's hour, and be told when an earlier day becomes free."""
    now = timezone.now()
    if not booked.is_upcoming(now=now):
        return redirect("portal:appointment", links.secret_of(booked.link_nonce))
    if known := waiting.earlier_asked(booked):
        return redirect("portal:waiting-place", offer_links.secret_of(known))
    form = WishForm(request.POST or None, venues=hours.venues_of(booked.reason), initial={"venue": booked.venue_id})
    if request.method == "POST" and form.is_valid():
        entry = waiting.ask_for_earlier(booked, wish=form.wish, now=now)
        notices.success(request, "C’est noté. Votre rendez-vous est gardé.")
        return redirect("portal:waiting-place", offer_links.secret_of(entry))
    context = steps.about(booked.organization) | {
        "appointment": booked,
        "secret": links.secret_of(booked.link_nonce),
        "was": steps.when_words(booked.venue, booked.starts_at),
        "form": form,
        "how": waiting_words.how_it_works(booked.organization),
    }
    return render(request, "portal/waiting_earlier.html", context)


@with_place
@require_safe
def place(request: HttpRequest, entry: WaitingEntry) -> HttpResponse:
    """Where she is in the list, and how to leave it."""
    now = timezone.now()
    held = entry.offers.open().select_related("venue").get_or_none()
    context = steps.about(entry.organization) | {
        "entry": entry,
        "secret": offer_links.secret_of(entry),
        "is_waiting": WaitingEntry.objects.waiting(now=now).filter(pk=entry.pk).exists(),
        "before": waiting_words.before(waiting.before(entry, now=now)),
        "rows": waiting_words.wish_rows(entry),
        "why_over": waiting_words.why_over(entry),
        "offer_secret": offer_links.secret_of(held) if held and held.is_open(now=now) else "",
        "booking_open": public_hours.reason(entry.reason_id, organization_slug=entry.organization.slug) is not None,
        "appointment_secret": links.secret_of(entry.appointment.link_nonce) if entry.appointment else "",
        "how": waiting_words.how_it_works(entry.organization),
    }
    return render(request, "portal/waiting_place.html", context)


@with_place
@require_POST
def leave(request: HttpRequest, entry: WaitingEntry) -> HttpResponse:
    """Wait no more: what was offered goes to the next."""
    waiting.leave(entry, now=timezone.now())
    notices.success(request, "C’est noté : vous n’attendez plus. Vous ne recevrez plus de message pour cela.")
    return redirect("portal:waiting-place", offer_links.secret_of(entry))


@public
@require_safe
def short_place(request: HttpRequest, secret: str) -> HttpResponse:
    """The address an SMS carries: as short as can be, it leads to the page."""
    return redirect("portal:waiting-place", secret)
