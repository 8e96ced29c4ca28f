"""The page behind the secret address: see, move, call off, correct. Opening it never changes anything."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import limits
from escale.activity import hearing
from escale.appointments import canceling, correcting, links, moving, public_hours
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, State
from escale.appointments.moving import NotExpected, TooLate
from escale.outbox.models import OptOut
from escale.people.models import Acquisition
from escale.places.models import Venue
from escale.portal import cards, days, heard, history, nearby, steps, waiting_words
from escale.portal.answers import Answers, ChosenHour
from escale.portal.forms import AcquisitionForm, CorrectionForm
from escale.portal.guards import with_appointment
from escale.portal.steps import Journey

OVER = "Ce rendez-vous ne peut plus changer."
TOO_LATE = "C’est trop tard pour le faire ici. Un appel suffit."


@with_appointment
@require_safe
def appointment(request: HttpRequest, booked: Appointment) -> HttpResponse:
    """What is planned, what happened, and what the person may still do."""
    now = timezone.now()
    sent = history.messages_of(booked)
    context = {
        **_about(booked),
        "card": cards.pass_of(booked),
        "events": history.events(booked, sent),
        "is_coming": booked.is_upcoming(now=now),
        "was_revoked": booked.state == State.REVOKED,
        "was_excused": booked.state == State.EXCUSED,
        "may_move": now <= booked.move_deadline,
        "may_cancel": now <= booked.cancel_deadline,
        "cancel_limit": cards.limit_words(booked.cancel_deadline, booked.venue),
        "earlier": waiting_words.earlier(booked, now=now),
        "gets_sms": not OptOut.objects.filter(phone=booked.contact_phone).exists(),
    }
    return render(request, "portal/appointment.html", context)


@with_appointment
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, booked: Appointment) -> HttpResponse:
    """Choose another hour, say yes, and it is moved; the old hour is kept until then."""
    now = timezone.now()
    if booked.state != State.EXPECTED or now > booked.move_deadline:
        return _back(request, booked, OVER if booked.state != State.EXPECTED else TOO_LATE)
    chosen = ChosenHour.read((request.POST or request.GET).get("creneau", ""))
    venue = Venue.objects.in_use().of_organization(booked.organization).one(pk=chosen.venue_id) if chosen else None
    if chosen is None or venue is None:
        return _hours_to_move(request, booked)
    if request.method != "POST":
        context = _about(booked) | {
            "was": steps.when_words(booked.venue, booked.starts_at),
            "will_be": steps.when_words(venue, chosen.starts_at),
            "where": days.place_words(venue),
            "chosen": chosen,
        }
        return render(request, "portal/move_confirm.html", context)
    try:
        moving.move_by_person(booked, venue=venue, starts_at=chosen.starts_at, now=now)
    except SlotTaken:
        return _hours_to_move(request, booked, missed=chosen)
    except (TooLate, NotExpected) as problem:
        return _back(request, booked, TOO_LATE if isinstance(problem, TooLate) else OVER)
    return _back(request, booked, "C’est changé. Voici votre nouvelle carte.", level=notices.SUCCESS)


@with_appointment
@require_POST
def cancel(request: HttpRequest, booked: Appointment) -> HttpResponse:
    """Call off; the hour goes to somebody else."""
    call_me_back = "rappel" in request.POST
    said = "C’est annulé. Merci de nous avoir prévenus."
    return _doing(
        request,
        booked,
        lambda: canceling.cancel_by_person(booked, call_me_back=call_me_back, now=timezone.now()),
        said=f"{said} Nous vous rappelons pour une autre heure." if call_me_back else said,
    )


@with_appointment
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, booked: Appointment) -> HttpResponse:
    """Correct the first name or the number, as long as the appointment is to come."""
    now = timezone.now()
    if not booked.is_upcoming(now=now):
        return _back(request, booked, OVER)
    known = {"first_name": booked.person.first_name, "phone": booked.contact_phone}
    form = CorrectionForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        limits.take(limits.REQUESTS_PER_ADDRESS, limits.address_of(request), now=now)
        limits.take(limits.REQUESTS_PER_NUMBER, form.cleaned_data["phone"], now=now)
        first_name, phone = form.cleaned_data["first_name"], form.cleaned_data["phone"]
        return _doing(
            request,
            booked,
            lambda: correcting.correct_contact(booked, first_name=first_name, phone=phone, now=now),
            said="C’est corrigé.",
        )
    return render(request, "portal/correct.html", _about(booked) | {"form": form})


@with_appointment
@require_http_methods(["GET", "HEAD", "POST"])
def stop_sms(request: HttpRequest, booked: Appointment) -> HttpResponse:
    """Receive no SMS any more: asked once, done at the second press."""
    if request.method != "POST":
        return render(request, "portal/stop_sms.html", _about(booked))
    return _doing(
        request,
        booked,
        lambda: correcting.stop_sms(booked, now=timezone.now()),
        said="C’est noté : plus de SMS à ce numéro. Pour un rappel, nous appelons.",
    )


@with_appointment
@require_POST
def acquisition(request: HttpRequest, booked: Appointment) -> HttpResponse:
    """How the person heard of us: one tap, if she wants."""
    form = AcquisitionForm(request.POST)
    if form.is_valid():
        hearing.note_of_appointment(booked, Acquisition(form.cleaned_data["acquisition"]))
    thanked = {heard.THANKED: ""} if form.is_valid() else None
    return redirect(reverse("portal:booking-done", args=[links.secret_of(booked.link_nonce)], query=thanked))


def _doing(request: HttpRequest, booked: Appointment, do: Callable[[], object], *, said: str) -> HttpResponse:
    """Do it, then come back to the page, which says what was done or why it couldn't be."""
    try:
        do()
    except TooLate:
        return _back(request, booked, TOO_LATE)
    except NotExpected:
        return _back(request, booked, OVER)
    return _back(request, booked, said, level=notices.SUCCESS)


def _back(request: HttpRequest, booked: Appointment, said: str, *, level: int = notices.WARNING) -> HttpResponse:
    notices.add_message(request, level, said)
    return redirect("portal:appointment", links.secret_of(booked.link_nonce))


def _hours_to_move(request: HttpRequest, booked: Appointment, *, missed: ChosenHour | None = None) -> HttpResponse:
    now = timezone.now()
    reason, answers = booked.reason, Answers.read(request.GET.dict())
    venues = public_hours.venues_of(reason)
    first = steps.asked_week(request.GET.get("a-partir", ""), reason, venues, now=now)
    week = public_hours.week(reason, first=first, venues=venues, now=now, ignoring=booked.held_ids)
    journey = Journey(reason=reason, answers=answers)

    def page(**more: object) -> str:
        return request.path + answers.query(**more)

    context: dict[str, Any] = _about(booked) | {
        "journey": journey,
        "recap": steps.Recap(
            rows=[("Prévu", steps.when_words(booked.venue, booked.starts_at)), ("Sujet", reason.name)]
        ),
        "week": steps.week_shown(journey, venues, week, page=page, now=now),
        "waiting_page": reverse("portal:appointment-earlier", args=[links.secret_of(booked.link_nonce)]),
        "action": request.path,
        "notice": steps.NOTICES["prise"] if missed else "",
        "nearest": nearby.hours_around(reason, venues, missed, now=now),
    }
    return render(request, "portal/move.html", context, status=409 if missed else 200)


def _about(booked: Appointment) -> dict[str, Any]:
    """What every page about an appointment shows."""
    return {
        "appointment": booked,
        "secret": links.secret_of(booked.link_nonce),
        "phone": cards.phone_of(booked),
        "site_name": booked.organization.name,
        "site_phone": cards.phone_of(booked),
    }
