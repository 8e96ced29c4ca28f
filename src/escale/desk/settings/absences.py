"""One's own absences, and the closed days of the organization or of one venue."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import absences as operations
from escale.agenda import closures, resources
from escale.agenda.models import Absence, Closure
from escale.appointments import stranded
from escale.desk.settings.forms_absence import AbsenceForm, ClosureForm
from escale.desk.settings.page import REFUSED, settings_page
from escale.desk.settings.words import absence_words
from escale.places.zones import zone_of


@requires(rules.may_set_up)
def absences(request: MemberRequest) -> HttpResponse:
    zone = zone_of(request.membership.organization)
    return _page(request, AbsenceForm(zone=zone), ClosureForm(organization=request.membership.organization, prefix="c"))


@require_POST
@requires(rules.may_set_up)
def declare_absence(request: MemberRequest) -> HttpResponse:
    form = AbsenceForm(request.POST, zone=zone_of(request.membership.organization))
    if not form.is_valid():
        closure_form = ClosureForm(organization=request.membership.organization, prefix="c")
        return _page(request, form, closure_form, status=REFUSED)
    declared = operations.declare(
        resources.for_adviser(request.user),
        starts_at=form.cleaned_data["starts_at"],
        ends_at=form.cleaned_data["ends_at"],
        label=form.cleaned_data["label"],
    )
    if stranded.during_absence(declared, now=timezone.now()).exists():
        messages.warning(request, "C’est noté. Des rendez-vous sont déjà pris pendant cette absence : réglez-les.")
    else:
        messages.success(request, "C’est noté. Ces heures ne seront plus proposées.")
    return redirect("desk:settings-absences")


@require_POST
@requires(rules.may_set_up)
def withdraw_absence(request: MemberRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(
        Absence.objects.filter(adviser__adviser=request.user).select_related("commitment"), pk=pk
    )
    operations.withdraw(absence, now=timezone.now())
    messages.success(request, "L’absence est retirée. Ces heures sont de nouveau libres.")
    return redirect("desk:settings-absences")


@require_POST
@requires(rules.may_set_up)
def close_days(request: MemberRequest) -> HttpResponse:
    organization = request.membership.organization
    form = ClosureForm(request.POST, organization=organization, prefix="c")
    if not form.is_valid():
        return _page(request, AbsenceForm(zone=zone_of(request.membership.organization)), form, status=REFUSED)
    closed = closures.close_days(
        organization=organization,
        venue=form.cleaned_data["venue"],
        first=form.cleaned_data["starts_on"],
        last=form.cleaned_data["ends_on"],
        label=form.cleaned_data["label"],
    )
    if stranded.during_closure(closed, now=timezone.now()):
        messages.warning(request, "C’est noté. Des rendez-vous sont déjà pris ces jours-là : réglez-les.")
    else:
        messages.success(request, "C’est noté. Aucune heure ne sera proposée ces jours-là.")
    return redirect("desk:settings-absences")


@require_POST
@requires(rules.may_set_up)
def reopen_days(request: MemberRequest, pk: int) -> HttpResponse:
    closures.reopen_days(get_object_or_404(Closure.objects.of_organization(request.membership.organization), pk=pk))
    messages.success(request, "La fermeture est retirée. Ces heures sont de nouveau proposées.")
    return redirect("desk:settings-absences")


def _page(
    request: MemberRequest, absence_form: AbsenceForm, closure_form: ClosureForm, *, status: int = 200
) -> HttpResponse:
    now, organization = timezone.now(), request.membership.organization
    away = Absence.objects.standing().of_user(request.user).filter(ends_at__gt=now).order_by("starts_at", "pk")
    closed = (
        Closure.objects.of_organization(organization)
        .filter(ends_on__gte=now.date())
        .select_related("venue", "organization")
        .order_by("starts_on", "pk")
    )
    context = {
        "absence_form": absence_form,
        "closure_form": closure_form,
        "absences": [
            (each, absence_words(each, absence_form.zone), appointments)
            for each, appointments in stranded.by_absence(away, now=now)
        ],
        "closures": stranded.by_closure(closed, now=now),
    }
    return settings_page(request, "absences.html", context, status=status)
