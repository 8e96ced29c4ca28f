"""The people of the organization: the list, a file, opening and correcting one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Membership
from escale.appointments import no_shows
from escale.appointments.models import Appointment
from escale.desk.cards import subject_for
from escale.desk.finding import person_or_404
from escale.desk.forms.following import ReferentForm
from escale.desk.people import correcting, history
from escale.desk.people.forms import PersonForm
from escale.desk.workshops.people import panel as workshops_panel
from escale.desk.workshops.progress import panel as progress
from escale.french.dates import day_hour
from escale.french.elision import of
from escale.people import registration
from escale.people.models import Beneficiary
from escale.places import communes
from escale.places.zones import zone_of
from escale.workshops import rules as workshop_rules

PER_PAGE = 25


@require_safe
@requires(rules.may_book)
def people(request: MemberRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:80]
    known = Beneficiary.objects.of_organization(request.membership.organization)
    page = Paginator(known.matching(asked).by_name(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "asked": asked, "rows": [(person, _town(person)) for person in page]}
    template = "desk/people/found.html" if request.headers.get("HX-Request") else "desk/people/list.html"
    return render(request, template, context)


@require_safe
@requires(rules.may_book)
def person(request: MemberRequest, pk: int) -> HttpResponse:
    shown, now, reader = person_or_404(request, pk), timezone.now(), request.membership
    appointments = list(
        Appointment.objects.of_organization(reader.organization)
        .filter(person=shown)
        .with_everything_shown()
        .select_related("booked_by")
        .order_by("-starts_at", "-pk")[: history.MOST]
    )
    coming = [each for each in reversed(appointments) if each.is_upcoming(now=now)]
    alike = Beneficiary.objects.likely_duplicates_of(
        organization=reader.organization, first_name=shown.first_name, last_name=shown.last_name, phone=shown.phone
    ).exclude(pk=shown.pk)
    context = {
        "person": shown,
        "town": _town(shown),
        "sees_notes": rules.may_see_notes(reader),
        "workshops": workshops_panel.of(shown, now=now),
        "progress": progress.of_person(shown, now=now) if workshop_rules.may_see_progress(reader) else [],
        "events": history.of(appointments, reader=reader, zone=zone_of(reader.organization), now=now),
        "absences": no_shows.note(no_shows.times_absent(shown, now=now), after=reader.organization.no_show_note_after),
        "next": _next(coming[0], reader) if coming else None,
        "alike": list(alike.by_name()),
        "referent_form": ReferentForm(initial={"referent": shown.referent_id}, organization=reader.organization),
    }
    return render(request, "desk/people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def new_person(request: MemberRequest) -> HttpResponse:
    organization = request.membership.organization
    form = _form(request)
    alike: list[Beneficiary] = []
    if request.method == "POST" and form.is_valid():
        alike = form.likely_duplicates(organization)
        if not alike:
            opened = registration.register(
                organization=organization, first_name=form.first_name_given, now=timezone.now(), **form.details()
            )
            return _saved(request, opened, form, said=f"La fiche {of(opened.short_name)} est ouverte.")
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/people/form.html", {"form": form, "alike": alike, "person": None}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def correct_person(request: MemberRequest, pk: int) -> HttpResponse:
    shown = person_or_404(request, pk)
    form = _form(request, shown)
    if request.method == "POST" and form.is_valid():
        correcting.correct_file(
            shown,
            first_name=form.first_name_given,
            details=form.details(),
            by=request.membership,
            now=timezone.now(),
        )
        return _saved(request, shown, form, said=f"La fiche {of(shown.short_name)} est à jour.")
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/people/form.html", {"form": form, "alike": [], "person": shown}, status=status)


def _form(request: MemberRequest, shown: Beneficiary | None = None) -> PersonForm:
    return PersonForm(
        request.POST or None,
        initial=PersonForm.initial_of(shown) if shown else None,
        today=timezone.now().astimezone(zone_of(request.membership.organization)).date(),
        sees_notes=rules.may_see_notes(request.membership),
    )


def _saved(request: MemberRequest, saved: Beneficiary, form: PersonForm, *, said: str) -> HttpResponse:
    messages.success(request, said)
    if words := form.health_words:
        messages.warning(
            request,
            f"Vos notes parlent de santé ({', '.join(words)}). "
            "Gardez seulement ce qui aide à bien accueillir, comme « écrire gros ».",
        )
    return redirect("desk:person", saved.pk)


def _town(person: Beneficiary) -> str:
    known = communes.by_code(person.commune) if person.commune else None
    return known.name if known else ""


def _next(appointment: Appointment, reader: Membership) -> dict[str, Any]:
    return {
        "pk": appointment.pk,
        "when": day_hour(appointment.local_start),
        "where": ", ".join(filter(None, [str(appointment.venue), str(appointment.room or "")])),
        "adviser": appointment.adviser.full_name,
        "subject": subject_for(appointment, reader=reader),
    }
