"""Booking for somebody, or asking that she be called: the public's hours, from a prescriber's page."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale import limits
from escale.appointments import public_hours, visits
from escale.appointments.booking import NotBookable, TooManyAppointments
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Reason
from escale.directory import prescribing, received
from escale.directory.models import Prescriber
from escale.directory.received import PageClosed
from escale.limits import Limit
from escale.places.models import Venue
from escale.portal import nearby, steps
from escale.portal.answers import Answers, ChosenHour, read_key
from escale.portal.guards import with_prescriber
from escale.portal.prescribers import page
from escale.portal.prescribers.forms import BookingForm, SentForm
from escale.portal.steps import Journey, Recap

PER_PRESCRIBER = Limit("prescriber", 40, 3600)
TOO_MANY = "Ce numéro a déjà plusieurs rendez-vous à venir. Demandez-nous d’appeler la personne."


@with_prescriber
@require_safe
def hours(request: HttpRequest, prescriber: Prescriber) -> HttpResponse:
    """When: seven days at a time."""
    reason = _reason(request, prescriber)
    if reason is None:
        return redirect(page.address(prescriber, "prescriber"))
    return _hours_page(request, prescriber, reason, first=request.GET.get("a-partir", ""))


@with_prescriber
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, prescriber: Prescriber) -> HttpResponse:
    """Who comes at that hour; then it is taken."""
    reason = _reason(request, prescriber)
    if reason is None:
        return redirect(page.address(prescriber, "prescriber"))
    chosen = ChosenHour.read(request.POST.get("creneau") or request.GET.get("creneau", ""))
    venue = next((each for each in _venues(reason) if chosen and each.pk == chosen.venue_id), None)
    if chosen is None or venue is None:
        return redirect(page.address(prescriber, "prescriber-hours", motif=reason.pk))
    form = BookingForm(request.POST or None)
    if "a-partir" in request.POST:
        return _hours_page(request, prescriber, reason, first=request.POST["a-partir"], form=form)
    if (
        request.method == "POST"
        and form.is_valid()
        and (done := _book(request, prescriber, reason, venue, chosen, form))
    ):
        return done
    context = page.about(prescriber) | {
        "form": form,
        "recap": _recap(prescriber, reason, venue, chosen),
        "action": _person_page(request, prescriber, reason, creneau=chosen),
        "back": page.address(prescriber, "prescriber-hours", motif=reason.pk),
    }
    return render(request, "portal/prescribers/person.html", context, status=_status(form))


@with_prescriber
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, prescriber: Prescriber) -> HttpResponse:
    """Ask the team to call somebody."""
    form = SentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        limits.take(PER_PRESCRIBER, str(prescriber.pk), now=now)
        try:
            asked = received.ask_call(prescriber, form.sent, submission=_submission(request, prescriber, form), now=now)
        except PageClosed as closed:
            raise Http404 from closed
        prescribing.note_use(prescriber, now=now)
        messages.success(request, f"C’est noté. Nous appelons {form.sent.first_name}.")
        return redirect(page.address(prescriber, "prescriber-referral", asked.pk))
    action = page.address(prescriber, "prescriber-call", envoi=read_key(request.GET.get("envoi", "")))
    context = page.about(prescriber) | {"form": form, "action": action}
    return render(request, "portal/prescribers/call.html", context, status=_status(form))


def _book(
    request: HttpRequest, prescriber: Prescriber, reason: Reason, venue: Venue, chosen: ChosenHour, form: BookingForm
) -> HttpResponse | None:
    """Where it leads; nowhere when the form now says why it can't be done."""
    now, sent = timezone.now(), form.sent
    limits.take(PER_PRESCRIBER, str(prescriber.pk), now=now)
    try:
        made = received.book(
            prescriber,
            sent,
            reason=reason,
            venue=venue,
            starts_at=chosen.starts_at,
            is_together=form.cleaned_data["is_together"],
            submission=_submission(request, prescriber, form),
            now=now,
        )
    except SlotTaken:
        return _hours_page(request, prescriber, reason, first="", form=form, missed=chosen)
    except PageClosed as closed:
        raise Http404 from closed
    except NotBookable:
        return redirect(page.address(prescriber, "prescriber"))
    except TooManyAppointments:
        form.add_error("phone", TOO_MANY)
        return None
    prescribing.note_use(prescriber, now=now)
    messages.success(request, f"C’est noté pour {sent.first_name}. Elle reçoit un SMS, ou nous l’appelons.")
    return redirect(page.address(prescriber, "prescriber-referral", made.pk))


def _hours_page(
    request: HttpRequest,
    prescriber: Prescriber,
    reason: Reason,
    *,
    first: str,
    form: BookingForm | None = None,
    missed: ChosenHour | None = None,
) -> HttpResponse:
    """The hours; with a form already filled, everything typed is kept in the page."""
    now, venues = timezone.now(), _venues(reason)
    journey = Journey(reason=reason, answers=Answers())
    week = public_hours.week(reason, first=steps.asked_week(first, reason, venues, now=now), venues=venues, now=now)

    def another(**query: Any) -> str:
        return page.address(prescriber, "prescriber-hours", motif=reason.pk, **query)

    context = page.about(prescriber) | {
        "journey": journey,
        "week": steps.week_shown(journey, venues, week, page=another, now=now),
        "action": _person_page(request, prescriber, reason, creneau=missed or request.GET.get("creneau"))
        if form
        else page.address(prescriber, "prescriber-person"),
        "hidden": [("motif", str(reason.pk)), ("envoi", str(_key(request)))],
        "kept": None if form is None else [(name, form.data[name]) for name in form.fields if form.data.get(name)],
        "notice": steps.NOTICES["prise"] if missed else "",
        "nearest": nearby.hours_around(reason, venues, missed, now=now),
    }
    status = HTTPStatus.CONFLICT if missed else HTTPStatus.OK
    return render(request, "portal/prescribers/hours.html", context, status=status)


def _reason(request: HttpRequest, prescriber: Prescriber) -> Reason | None:
    asked = request.GET.get("motif", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < len(str(2**63))):
        return None
    own = Reason.objects.open_to_prescribers().of_organization(prescriber.organization)
    return own.select_related("organization").one(pk=int(asked))


def _venues(reason: Reason) -> list[Venue]:
    """Where people come: nobody gives the address of another for her."""
    return [venue for venue in public_hours.venues_of(reason) if not visits.is_visit(venue)]


def _person_page(request: HttpRequest, prescriber: Prescriber, reason: Reason, *, creneau: object) -> str:
    return page.address(prescriber, "prescriber-person", motif=reason.pk, creneau=creneau, envoi=_key(request))


def _recap(prescriber: Prescriber, reason: Reason, venue: Venue, chosen: ChosenHour) -> Recap:
    return Recap(
        rows=[
            ("Quand", steps.when_words(venue, chosen.starts_at)),
            ("Où", venue.name),
            ("Sujet", reason.name),
        ],
        changes=[("Changer le jour ou l’heure", page.address(prescriber, "prescriber-hours", motif=reason.pk))],
    )


def _key(request: HttpRequest) -> UUID:
    return read_key(request.GET.get("envoi", ""))


def _submission(request: HttpRequest, prescriber: Prescriber, form: SentForm) -> UUID:
    """What makes two copies of one form the same: its key, whose page it is, and the person's number."""
    return uuid5(_key(request), f"{prescriber.pk}:{form.sent.phone}")


def _status(form: SentForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
