"""“Ajouter quelqu’un”: who, then when. Two pages, for somebody who waits on the telephone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.appointments import booking, effects
from escale.appointments.models import Appointment
from escale.appointments.obstacles import Refused
from escale.desk.answers import hours_page, to_day
from escale.desk.finding import person_or_404
from escale.desk.forms.hours import BookingForm, CriteriaForm, read_choices, usual_criteria
from escale.desk.free_hours import Chosen, FreeHours, offer, offered
from escale.desk.people.forms import NewPersonForm, guess
from escale.french.dates import day_hour
from escale.french.phone import UnreadablePhone, read_phone
from escale.people import registration, search
from escale.people.models import Beneficiary
from escale.places.zones import zone_of
from escale.ui.status import REFUSED

WISHED = ("reason", "adviser", "venue", "first", "hour")
"""What an agenda already knows of the appointment, kept while the person is found."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def add(request: MemberRequest) -> HttpResponse:
    """Find the person, or open her file; Enter on a single answer goes straight to the hours."""
    if request.method == "POST":
        return _open_file(request)
    asked = request.GET.get("q", "").strip()[:80]
    found = search.find(request.membership.organization, asked)
    context = {
        "asked": asked,
        "found": found,
        "alike": [],
        "form": NewPersonForm(initial=guess(asked) | _told(request)),
    }
    context |= _kept(request)
    if request.headers.get("HX-Request"):
        return render(request, "desk/add_found.html", context)
    if len(found) == 1 and "telephone" not in request.GET:
        return redirect(f"{reverse('desk:add-hour', args=[found[0].pk])}{_wished(request)}")
    return render(request, "desk/add.html", context)


def _open_file(request: MemberRequest) -> HttpResponse:
    organization, form = request.membership.organization, NewPersonForm(request.POST)
    alike = form.likely_duplicates(organization) if form.is_valid() else []
    if form.is_valid() and not alike:
        person = registration.register(
            organization=organization, first_name=form.first_name_given, now=timezone.now(), **form.details()
        )
        return redirect(f"{reverse('desk:add-hour', args=[person.pk])}{_wished(request)}")
    context = {"asked": "", "found": [], "alike": alike, "form": form} | _kept(request)
    return render(request, "desk/add.html", context, status=REFUSED)


def _kept(request: MemberRequest) -> dict[str, Any]:
    """The hour somebody pointed at in an agenda, for the forms of the page and for its addresses."""
    return {"wished_fields": list(_wishes(request).items()), "wished": _wished(request)}


def _wished(request: MemberRequest) -> str:
    """The same as the end of an address; nothing when no hour was pointed at."""
    return f"?{urlencode(kept)}" if (kept := _wishes(request)) else ""


def _wishes(request: MemberRequest) -> dict[str, str]:
    return {name: request.GET[name][:60] for name in WISHED if request.GET.get(name)}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def add_hour(request: MemberRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    read_choices(request.membership.organization)
    now, zone = timezone.now(), zone_of(request.membership.organization)
    criteria = _criteria(request, person, now=now, zone=zone)
    form = BookingForm(
        request.POST or None,
        organization=request.membership.organization,
        today=criteria.today,
        effect=effects.of_booking(person),
        initial=_hour_initial(criteria) | {"hour": request.GET.get("hour", "")[:60]},
    )
    if request.method == "POST" and form.is_valid() and form.chosen:
        if first := _already_taken(form, person):
            said = f"Déjà noté : {person.short_name}, {day_hour(first.local_start)}. Rien n’a été ajouté."
            return to_day(request, first, said=said, level=messages.INFO)
        try:
            taken = _book(request, person, form, form.chosen, now=now)
        except Refused as refused:
            form.refuse(refused)
        else:
            return to_day(request, taken, said=f"C’est noté : {person.short_name}, {day_hour(taken.local_start)}.")
    context = {"person": person, "form": form, "criteria": criteria, "coming": _coming(person, now=now)}
    context |= offered(_offer(criteria, now=now), form)
    return hours_page(request, "desk/add_hour.html", context)


def _already_taken(form: BookingForm, person: Beneficiary) -> Appointment | None:
    """What this very form has taken for her: the page was left, found again with “Back”, and sent once more."""
    first = booking.already_submitted(form.cleaned_data["submission"])
    return first if first and first.person_id == person.pk else None


def _coming(person: Beneficiary, *, now: datetime) -> list[str]:
    """The appointments she already has, in words, the soonest first."""
    coming = Appointment.objects.upcoming(now=now).filter(person=person).with_everything_shown()
    return [day_hour(each.local_start) for each in coming.order_by("starts_at", "pk")]


def _book(
    request: MemberRequest, person: Beneficiary, form: BookingForm, chosen: Chosen, *, now: datetime
) -> Appointment:
    cleaned = form.cleaned_data
    return booking.book_by_staff(
        by=request.membership,
        adviser=chosen.adviser,
        person=person,
        reason=cleaned["reason"],
        venue=chosen.venue,
        starts_at=chosen.starts_at,
        co_adviser=form.second,
        subject=cleaned["subject"],
        acquisition=cleaned["acquisition"],
        accept_warnings=form.acceptance,
        notify=cleaned["notify"],
        submission=cleaned["submission"],
        now=now,
    )


def _criteria(request: MemberRequest, person: Beneficiary, *, now: datetime, zone: ZoneInfo) -> CriteriaForm:
    given = request.POST if request.method == "POST" else request.GET
    return CriteriaForm(
        given.dict(),
        organization=request.membership.organization,
        usual=usual_criteria(request.membership, person),
        today=now.astimezone(zone).date(),
    )


def _offer(criteria: CriteriaForm, *, now: datetime) -> FreeHours | None:
    if not criteria.is_valid():
        return None
    return offer(
        criteria.cleaned_data["reason"],
        venues=criteria.chosen_venues,
        receivers=criteria.chosen_receivers,
        first=criteria.cleaned_data["first"],
        now=now,
    )


def _hour_initial(criteria: CriteriaForm) -> dict[str, Any]:
    """What the search already says: the reason, and who and where for an hour typed freely."""
    if not criteria.is_valid():
        return {}
    cleaned = criteria.cleaned_data
    return {"reason": cleaned["reason"].pk, "with_whom": cleaned["adviser"], "where": cleaned["venue"]}


def _told(request: MemberRequest) -> dict[str, str]:
    """The number somebody gave in the queue: she may not be the only one of her first name."""
    try:
        return {"phone": read_phone(request.GET.get("telephone", "")).e164}
    except UnreadablePhone:
        return {}
