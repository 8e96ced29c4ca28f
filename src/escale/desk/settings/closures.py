"""Closing some days: the whole organization or some venues, with every appointment of every adviser settled at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import closures as operations
from escale.agenda.models import Closure
from escale.appointments import away, stranded
from escale.appointments.away import Unsettled
from escale.appointments.models import Appointment
from escale.desk.forms.settling import SettlingForm, with_the_rest_kept
from escale.desk.settings.forms_absence import ClosureForm
from escale.desk.settings.page import settings_page
from escale.desk.settling_forms import SettlingForms
from escale.desk.workshops.leading.forms import sessions_form
from escale.desk.workshops.leading.words import listed
from escale.places.zones import zone_of
from escale.ui.status import REFUSED, status_of
from escale.workshops import stranded as sessions_met
from escale.workshops.leading import NotFree


@require_safe
@requires(rules.may_set_up)
def closures(request: MemberRequest) -> HttpResponse:
    now, organization = timezone.now(), request.membership.organization
    coming = (
        Closure.objects.of_organization(organization)
        .filter(ends_on__gte=now.astimezone(zone_of(organization)).date())
        .select_related("venue", "organization")
        .order_by("starts_on", "pk")
    )
    closed = stranded.by_closure(coming, now=now)
    sessions = listed(sessions_met.by_closure([each for each, _ in closed], now=now))
    rows = [(each, appointments, sessions[each.pk]) for each, appointments in closed]
    return settings_page(request, "closures.html", {"closures": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def close_days(request: MemberRequest) -> HttpResponse:
    """Fermer la structure: what it strands is shown first, then all of it is written at once."""
    now, organization = timezone.now(), request.membership.organization
    form = ClosureForm(request.POST or None, organization=organization)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    days = _days(form)
    settling = _settling(request, days, now=now)
    if not settling.is_valid() or (not settling.is_empty and request.POST.get("action") != "save"):
        return _page(request, form, settling)
    try:
        label = form.cleaned_data["label"]
        with settling.together(by=request.membership, now=now):
            away.close(organization, label=label, decisions=settling.decisions, by=request.membership, now=now, **days)
    except (Unsettled, NotFree) as changed:
        settling.refuse(changed)
        return _page(request, form, settling)
    messages.success(request, "C’est noté. Aucune heure ne sera proposée ces jours-là.")
    return redirect("desk:settings-closures")


@require_POST
@requires(rules.may_set_up)
def reopen_days(request: MemberRequest, pk: int) -> HttpResponse:
    operations.reopen_days(get_object_or_404(Closure.objects.of_organization(request.membership.organization), pk=pk))
    messages.success(request, "La fermeture est retirée. Ces heures sont de nouveau proposées.")
    return redirect("desk:settings-closures")


def _days(form: ClosureForm) -> dict[str, Any]:
    cleaned = form.cleaned_data
    return {"venues": [*cleaned["venues"]], "first": cleaned["starts_on"], "last": cleaned["ends_on"]}


def _settling(request: MemberRequest, days: dict[str, Any], *, now: datetime) -> SettlingForms:
    organization = request.membership.organization
    taken: Sequence[Appointment] = stranded.on_closed_days(organization, now=now, **days)
    proposals = away.propose_closed(taken, now=now, **days)
    return SettlingForms(
        appointments=SettlingForm(with_the_rest_kept(request.POST, proposals), proposals=proposals, keeps=False),
        sessions=sessions_form(request.POST, sessions_met.on_closed_days(organization, now=now, **days)),
    )


def _page(request: MemberRequest, form: ClosureForm, settling: SettlingForms | None = None) -> HttpResponse:
    status = REFUSED if settling is not None and settling.errors else status_of(form)
    return settings_page(request, "closure_form.html", {"form": form, "settling": settling}, status=status)
