"""An hour held for one person: seeing it changes nothing, two buttons answer."""

from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.appointments import answering, links, offer_links, public_hours
from escale.appointments.answering import OfferOver
from escale.appointments.models import Offer, OfferState, WaitingEntry
from escale.outbox.texts import until_words
from escale.portal import days, nearby, steps, waiting_words
from escale.portal.answers import Answers, ChosenHour
from escale.portal.guards import public, with_offer
from escale.portal.steps import Journey


@with_offer
@require_safe
def offer(request: HttpRequest, held: Offer) -> HttpResponse:
    """The hour in big words, and until when; or what became of it, and what happens next."""
    now = timezone.now()
    if held.state == OfferState.ACCEPTED and held.taken:
        return redirect("portal:appointment", links.secret_of(held.taken.link_nonce))
    context = steps.about(held.organization) | {
        "offer": held,
        "entry": held.entry,
        "secret": offer_links.secret_of(held),
        "place_secret": offer_links.secret_of(held.entry),
        "when": steps.when_words(held.venue, held.starts_at),
        "where": days.place_words(held.venue),
    }
    if held.is_open(now=now):
        return render(request, "portal/offer.html", context | _open(held, now=now))
    return render(request, "portal/offer_over.html", context | _over(held, now=now))


@with_offer
@require_POST
def accept(request: HttpRequest, held: Offer) -> HttpResponse:
    """Take the hour; saying yes twice takes it once."""
    try:
        taken = answering.accept(held, now=timezone.now())
    except OfferOver:
        return _back(held)
    notices.success(request, "C’est noté : cette heure est à vous. Voici votre carte.")
    return redirect("portal:appointment", links.secret_of(taken.link_nonce))


@with_offer
@require_POST
def decline(request: HttpRequest, held: Offer) -> HttpResponse:
    """Leave the hour to the next."""
    try:
        answering.decline(held, now=timezone.now())
    except OfferOver:
        return _back(held)
    notices.success(request, "Merci de nous l’avoir dit.")
    return _back(held)


@public
@require_safe
def short(request: HttpRequest, secret: str) -> HttpResponse:
    """The address an SMS carries: as short as can be, it leads to the page."""
    return redirect("portal:offer", secret)


def _open(held: Offer, *, now: Any) -> dict[str, Any]:
    earlier = held.entry.appointment
    return {
        "until": until_words(held.expires_at, zone=held.venue.zone, now=now),
        "time_left": waiting_words.time_left(held, now=now),
        "replaces": steps.when_words(earlier.venue, earlier.starts_at) if earlier else "",
    }


def _over(held: Offer, *, now: Any) -> dict[str, Any]:
    """What happens next, and the hours that are free at this instant, if anyone may book them."""
    reason = public_hours.reason(held.reason_id, organization_slug=held.organization.slug)
    venues = public_hours.venues_of(reason) if reason else []
    around = ChosenHour(held.venue_id, held.starts_at)
    journey = Journey(reason=reason, answers=Answers()) if reason else None
    return {
        "why": waiting_words.offer_over(held, now=now),
        "next": waiting_words.what_next(WaitingEntry.objects.with_everything_shown().get(pk=held.entry_id)),
        "journey": journey,
        "nearest": nearby.hours_around(reason, venues, around, now=now) if reason else [],
    }


def _back(held: Offer) -> HttpResponse:
    return redirect("portal:offer", offer_links.secret_of(held))
