"""The first settings of an organization, on three screens: my venues, my hours, my reasons."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import resources
from escale.agenda.terms import Terms
from escale.appointments import first_steps
from escale.appointments.first_steps import Prospect
from escale.appointments.models import Reason
from escale.desk.settings.forms_setup import (
    SchoolHolidaysForm,
    SentenceForm,
    SentenceFormSet,
    StartersForm,
    sentences_posted,
)
from escale.desk.settings.forms_venue import VenueForm
from escale.desk.settings.words import coming_day_words, days_words, skipped_words
from escale.french.dates import hour_range
from escale.places import registration
from escale.places.models import Venue, VenueKind
from escale.places.zones import venues_of
from escale.ui.status import REFUSED, status_of

STEPS = ("Mes lieux", "Mes horaires", "Mes motifs")


@requires(rules.may_set_up)
def venues(request: MemberRequest) -> HttpResponse:
    organization = request.membership.organization
    own = list(venues_of(organization))
    form = VenueForm(request.POST or None, initial=_first_venue(request) if not own else {"kind": VenueKind.ON_SITE})
    if request.method == "POST" and form.is_valid():
        added = registration.register(form.described(), organization=organization)
        messages.success(request, f"« {added.name} » est ajouté.")
        return redirect("desk:setup-venues")
    context = {"form": form, "venues": own}
    return _step(request, 1, "setup_venues.html", context, said=[], status=status_of(form))


@requires(rules.may_set_up)
def hours(request: MemberRequest) -> HttpResponse:
    now, organization = timezone.now(), request.membership.organization
    if not Venue.objects.of_organization(organization).in_use().exists():
        messages.info(request, "Ajoutez d’abord un lieu : vos horaires s’y passent.")
        return redirect("desk:setup-venues")
    formset = SentenceFormSet(sentences_posted(request), form_kwargs={"organization": organization})
    school_form = SchoolHolidaysForm(
        request.POST or None, organization=organization, initial={"skips_school_holidays": True}
    )
    valid = request.method == "POST" and formset.is_valid() and school_form.is_valid()
    drafts = _drafts(formset, school_form, now=now) if valid else []
    if valid and request.POST.get("action") == "next":
        adviser = resources.for_adviser(request.user)
        first_steps.open_all(drafts, organization=organization, adviser=adviser, now=now)
        return redirect("desk:setup-reasons")
    written = first_steps.terms_written(organization, on=now.date())
    context = {"formset": formset, "school_form": school_form, "written": [_words(each) for each in written]}
    status = REFUSED if formset.is_bound and not valid else 200
    return _step(request, 2, "setup_hours.html", context, said=[*written, *drafts], status=status)


@requires(rules.may_set_up)
def reasons(request: MemberRequest) -> HttpResponse:
    now, organization = timezone.now(), request.membership.organization
    own = Reason.objects.of_organization(organization).in_use().order_by("position", "pk")
    form = StartersForm(request.POST or None, used={reason.name for reason in own})
    if request.method == "POST" and form.is_valid():
        first_steps.finish(organization, keys=form.cleaned_data["starters"], now=now)
        messages.success(request, "Tout est prêt, vous pouvez recevoir. La réservation en ligne reste fermée.")
        return redirect("desk:my-day")
    written = first_steps.terms_written(organization, on=now.date())
    context = {"form": form, "reasons": own}
    return _step(request, 3, "setup_reasons.html", context, said=written, status=status_of(form))


def _step(
    request: MemberRequest,
    step: int,
    template: str,
    context: dict[str, Any],
    *,
    said: list[Terms],
    status: int = 200,
) -> HttpResponse:
    common = {
        "steps": STEPS,
        "step": step,
        "organization": request.membership.organization,
        "outcome": _outcome(first_steps.prospect(said, now=timezone.now())) if said else None,
    }
    if request.headers.get("HX-Request"):
        return render(request, "desk/settings/setup_outcome.html", common)
    return render(request, f"desk/settings/{template}", {**common, **context}, status=status)


def _outcome(prospect: Prospect) -> dict[str, Any]:
    return {
        "people": prospect.people_a_week,
        "walk_in_minutes": prospect.walk_in_minutes,
        "lines": [
            *(("calendar-days", coming_day_words(day)) for day in prospect.days),
            *(("calendar-off", skipped_words(days)) for days in prospect.skipped),
        ],
    }


def _first_venue(request: MemberRequest) -> dict[str, Any]:
    """What is known of the organization already, proposed for its first venue."""
    organization = request.membership.organization
    return {
        "name": organization.name,
        "kind": VenueKind.ON_SITE,
        "commune_typed": organization.commune_name,
        "phone": organization.phone,
    }


def _drafts(formset: Iterable[SentenceForm], school: SchoolHolidaysForm, *, now: datetime) -> list[Terms]:
    skips = school.cleaned_data["skips_school_holidays"]
    described = (form.terms(from_day=now.date(), skips_school_holidays=skips) for form in formset if form.cleaned_data)
    return [terms for terms in described if terms is not None]


def _words(terms: Terms) -> str:
    when = f"{days_words(terms.recurrence)}, {hour_range(terms.start_time, terms.end_time)}"
    return f"Je reçois {when}, à « {terms.venue.name} », {terms.reception.label}"
