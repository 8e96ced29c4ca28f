"""Reasons: what one comes for, and the rules of each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.appointments import reasons as operations
from escale.appointments.models import Reason
from escale.appointments.starters import STARTERS
from escale.desk.settings.forms_reason import ReasonForm
from escale.desk.settings.page import settings_page
from escale.french.plural import plural
from escale.ui.status import status_of


@requires(rules.may_set_up)
def reasons(request: MemberRequest) -> HttpResponse:
    shown = Reason.objects.of_organization(request.membership.organization).in_use().order_by("position", "pk")
    used = {reason.name for reason in shown}
    starters = [starter for starter in STARTERS if starter.name not in used]
    return settings_page(request, "reasons.html", {"reasons": shown, "starters": starters})


@requires(rules.may_set_up)
def add_reason(request: MemberRequest) -> HttpResponse:
    organization = request.membership.organization
    form = ReasonForm(request.POST or None, organization=organization)
    if request.method == "POST" and form.is_valid():
        added = operations.add(form.described(), organization=organization)
        messages.success(request, f"« {added.name} » est ajouté. Choisissez maintenant ses permanences.")
        return redirect("desk:settings-reasons")
    return settings_page(request, "reason.html", {"form": form, "reason": None}, status=status_of(form))


@requires(rules.may_set_up)
def reason(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _reason(request, pk)
    form = ReasonForm(request.POST or None, instance=_reason(request, pk), organization=shown.organization)
    if request.method == "POST" and form.is_valid():
        form.described().save()
        messages.success(request, f"« {form.instance.name} » est enregistré.")
        return redirect("desk:settings-reasons")
    return settings_page(request, "reason.html", {"form": form, "reason": shown}, status=status_of(form))


@require_POST
@requires(rules.may_set_up)
def add_starters(request: MemberRequest) -> HttpResponse:
    added = operations.add_starters(request.membership.organization, keys=request.POST.getlist("starter"))
    messages.success(request, f"{plural(len(added), 'motif ajouté', 'motifs ajoutés')}. Réécrivez-les avec vos mots.")
    return redirect("desk:settings-reasons")


@require_POST
@requires(rules.may_set_up)
def duplicate_reason(request: MemberRequest, pk: int) -> HttpResponse:
    copied = operations.duplicate(_reason(request, pk))
    messages.success(request, f"Voici la copie, « {copied.name} ». Elle est réservée à l’équipe pour l’instant.")
    return redirect("desk:settings-reason", copied.pk)


@require_POST
@requires(rules.may_set_up)
def archive_reason(request: MemberRequest, pk: int) -> HttpResponse:
    archived = _reason(request, pk)
    operations.archive(archived, now=timezone.now())
    messages.success(request, f"« {archived.name} » n’est plus proposé. Ses rendez-vous déjà pris restent.")
    return redirect("desk:settings-reasons")


@require_POST
@requires(rules.may_set_up)
def move_reason(request: MemberRequest, pk: int) -> HttpResponse:
    operations.move(_reason(request, pk), by=-1 if request.POST.get("to") == "up" else 1)
    return redirect("desk:settings-reasons")


def _reason(request: MemberRequest, pk: int) -> Reason:
    reasons = Reason.objects.of_organization(request.membership.organization).in_use()
    return get_object_or_404(reasons.select_related("organization"), pk=pk)
