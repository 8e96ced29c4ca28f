"""The last steps of booking: the number, then it is noted. The only place where the public's booking writes."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale import limits
from escale.appointments import booking, links, public_hours, visits
from escale.appointments.booking import Contact, NotBookable, TooManyAppointments
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment
from escale.places.models import Venue
from escale.portal import cards, heard, history, nearby, steps
from escale.portal.answers import ChosenHour, read_key, submission_of
from escale.portal.forms import THEM, ContactForm, VisitForm
from escale.portal.guards import public, with_appointment
from escale.portal.links import arrivals
from escale.portal.space import acting
from escale.portal.steps import STEPS, Journey
from escale.portal.views.choosing import journey_of, week_context


@public
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest, organization: str, reason: int) -> HttpResponse:
    """The number and the first name; then the hour is taken."""
    journey = journey_of(request, organization, reason)
    if isinstance(journey, HttpResponse):
        return journey
    now = timezone.now()
    sent = request.POST if request.method == "POST" else request.GET
    asked = sent.get("creneau") or request.GET.get("creneau", "")
    chosen = ChosenHour.read(asked)
    venue = _venue_of(journey, chosen)
    if chosen is None or venue is None:
        return redirect(journey.slots_page(avis="heure" if asked else ""))
    if request.method == "POST":
        return _confirm(request, journey, venue, chosen)
    free = public_hours.is_free(journey.reason, venue=venue, starts_at=chosen.starts_at, now=now)
    if not free and not _taken_by_this_form(request, venue, chosen):
        return redirect(journey.slots_page(avis="prise", creneau=chosen))
    form = _form(request, journey, venue)
    return _number_page(request, journey, venue, chosen, form)


@with_appointment
@require_safe
def done(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """It is noted: the same page however often it is opened, and the last one of the journey."""
    now = timezone.now()
    sent = history.messages_of(appointment)
    context = {
        "steps": STEPS,
        "appointment": appointment,
        "secret": links.secret_of(appointment.link_nonce),
        "card": cards.pass_of(appointment),
        "sms": history.confirmation(appointment, sent, now=now),
        "will_be_called": history.will_be_called(sent),
        "limits": cards.limits_words(appointment, now=now),
        "heard": heard.of(request, appointment.organization, appointment.acquisition),
        "already": "deja" in request.GET,
        "site_name": appointment.organization.name,
        "site_phone": cards.phone_of(appointment),
    }
    return render(request, "portal/done.html", context)


def _confirm(request: HttpRequest, journey: Journey, venue: Venue, chosen: ChosenHour) -> HttpResponse:
    now = timezone.now()
    limits.take(limits.REQUESTS_PER_ADDRESS, limits.address_of(request), now=now)
    form = _form(request, journey, venue, request.POST)
    if "a-partir" in request.POST:
        return _other_hours(request, journey, form, notice="")
    if not form.is_valid():
        return _number_page(request, journey, venue, chosen, form)
    arrival = arrivals.arrival(journey.answers.code, journey.organization)
    contact = replace(contact_of(form, journey), acquisition=arrival.acquisition)
    limits.take(limits.REQUESTS_PER_NUMBER, contact.phone, now=now)
    try:
        appointment = booking.book_online(
            reason=journey.reason,
            venue=venue,
            starts_at=chosen.starts_at,
            contact=contact,
            submission=submission_of(read_key(request.GET.get("envoi", "")), contact.phone),
            now=now,
        )
    except SlotTaken:
        return _other_hours(request, journey, form, missed=chosen, notice=steps.NOTICES["prise"])
    except (TooManyAppointments, NotBookable):
        return render(request, "portal/refused.html", journey.context, status=409)
    acting.end(request)
    arrival.count(made_at=appointment.created_at, now=now)
    address = reverse("portal:booking-done", args=[links.secret_of(appointment.link_nonce)])
    # Sent again after going back to choose another hour: the first appointment stands, and says so.
    another = (appointment.starts_at, appointment.venue_id) != (chosen.starts_at, venue.pk)
    return redirect(f"{address}?deja=1" if another else address)


def contact_of(form: ContactForm, journey: Journey) -> Contact:
    """Who comes, and which number hears of it."""
    said = form.cleaned_data
    where, commune = (form.where, form.town.code) if isinstance(form, VisitForm) else ("", "")
    if not said["for_someone"]:
        return Contact(
            first_name=said["first_name"],
            last_name=said["last_name"],
            phone=said["phone"],
            subject=journey.answers.subject,
            visit_address=where,
            visit_commune=commune,
        )
    return Contact(
        first_name=said["person_first_name"],
        last_name=said["last_name"],
        phone=said["person_phone"] if said["messages_to"] == THEM else said["phone"],
        booked_for_by=said["first_name"],
        subject=journey.answers.subject,
        visit_address=where,
        visit_commune=commune,
    )


def _form(request: HttpRequest, journey: Journey, venue: Venue, sent: QueryDict | None = None) -> ContactForm:
    """What to ask: where to go, too, when the adviser comes to the person."""
    town = journey.answers.origin
    initial = {"for_someone": journey.answers.for_someone, "messages_to": "moi", "visit_town": town and town.label}
    if journey.answers.for_someone:
        initial |= acting.filled_in(request, journey.organization)
    return (
        VisitForm(sent, initial=initial, venue=venue) if visits.is_visit(venue) else ContactForm(sent, initial=initial)
    )


def _taken_by_this_form(request: HttpRequest, venue: Venue, chosen: ChosenHour) -> bool:
    """Whether the person came back to a page she has already sent: it opens again, and sending it again changes nothing."""
    key = read_key(request.GET.get("envoi", ""))
    there = Appointment.objects.standing().filter(venue=venue, starts_at=chosen.starts_at)
    rows = there.order_by("pk").values_list("submission", "contact_phone")
    return any(submission == submission_of(key, phone) for submission, phone in rows)


def _number_page(
    request: HttpRequest, journey: Journey, venue: Venue, chosen: ChosenHour, form: ContactForm
) -> HttpResponse:
    context = journey.context | {
        "recap": steps.number_recap(journey, venue, chosen),
        "action": journey.number_page(creneau=chosen, envoi=read_key(request.GET.get("envoi", ""))),
        "form": form,
    }
    return render(request, "portal/number.html", context)


def _other_hours(
    request: HttpRequest,
    journey: Journey,
    form: ContactForm,
    *,
    notice: str,
    missed: ChosenHour | None = None,
) -> HttpResponse:
    """The hours again, with everything already typed kept in the page: one press takes another hour."""
    now = timezone.now()
    venues = public_hours.venues_of(journey.reason)
    first = steps.asked_week(request.POST.get("a-partir", ""), journey.reason, venues, now=now)
    kept = {
        **week_context(request, journey, venues, first, now=now),
        "action": journey.number_page(creneau=missed or request.GET.get("creneau"), envoi=request.GET.get("envoi")),
        "kept": [(name, form.data[name]) for name in form.fields if form.data.get(name)],
        "notice": notice,
        "nearest": nearby.hours_around(journey.reason, venues, missed, now=now),
    }
    return render(request, "portal/slots.html", kept, status=409 if missed else 200)


def _venue_of(journey: Journey, chosen: ChosenHour | None) -> Venue | None:
    if chosen is None:
        return None
    return Venue.objects.in_use().of_organization(journey.organization).one(pk=chosen.venue_id)
