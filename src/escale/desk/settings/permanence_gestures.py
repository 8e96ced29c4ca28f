"""Gestures on the dates of a permanence: call one off, hold it after all, put a skipped one back, take a change back,
settle the appointments left outside.
"""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import occurrences as operations
from escale.agenda.models import PermanenceOccurrence
from escale.agenda.rules import may_change
from escale.appointments import settling, stranded
from escale.desk.forms.settling import SettlingForm
from escale.desk.settings import permanence_undo
from escale.desk.settings.forms_dates import DatesField
from escale.desk.settings.page import settings_page
from escale.desk.settings.permanence_dates import summary
from escale.desk.settings.permanences import changeable_or_404
from escale.desk.settings.words import rhythm_words
from escale.french.dates import day
from escale.french.plural import plural
from escale.ui.status import REFUSED

DAY_TAKEN = "Cette permanence a déjà une date ce jour-là."


@require_POST
@requires(rules.may_set_up)
def cancel_occurrence(request: MemberRequest, pk: int) -> HttpResponse:
    return _switch(request, pk, held=False)


@require_POST
@requires(rules.may_set_up)
def restore_occurrence(request: MemberRequest, pk: int) -> HttpResponse:
    return _switch(request, pk, held=True)


@require_POST
@requires(rules.may_set_up)
def put_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Hold the permanence on dates its rule skips."""
    permanence, now = changeable_or_404(request, pk), timezone.now()
    asked = [on for on in DatesField().clean(request.POST.getlist("put_back")) if _may_be_held(permanence, on)]
    with transaction.atomic():
        held = [on for on in asked if operations.put_back(permanence, on, now=now)]
    if held:
        words = "est remis" if len(held) == 1 else "sont remis"
        messages.success(request, f"{' et '.join(f'Le {day(on)}' for on in held)} {words}.")
    else:
        messages.info(request, "Rien à remettre ce jour-là.")
    return redirect("desk:permanence", permanence.pk)


@require_POST
@requires(rules.may_set_up)
def undo_occurrence(request: MemberRequest, pk: int) -> HttpResponse:
    permanence = changeable_or_404(request, pk)
    if permanence_undo.take_back(request, permanence):
        messages.success(request, "La date est comme avant. Les rendez-vous déjà réglés restent comme ils sont.")
    else:
        messages.info(request, "Cette date a changé depuis. Voici où elle en est.")
    return redirect("desk:permanence", permanence.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def settle_outside(request: MemberRequest, pk: int) -> HttpResponse:
    """Settle in one page the appointments no date of the permanence holds any more."""
    permanence, now = changeable_or_404(request, pk), timezone.now()
    proposals = settling.propose(stranded.outside(permanence, after=now), now=now)
    form = SettlingForm(request.POST if request.method == "POST" else None, proposals=proposals, keeps=True)
    refused = not form.is_valid()
    if request.POST.get("action") == "save" and not refused:
        results = settling.settle(form.decisions, by=request.membership, now=now)
        form.refuse(results)
        refused = any(result.problem for result in results)
        if not refused:
            messages.success(request, "C’est réglé.")
            return redirect("desk:permanence", permanence.pk)
    context: dict[str, Any] = {
        "permanence": permanence,
        "rhythm": rhythm_words(permanence),
        "settling": form,
        "summary": summary((each, form.words.telling(each)) for each in form.decisions),
    }
    return settings_page(request, "permanence_settle.html", context, status=REFUSED if refused else 200)


def _may_be_held(permanence: Any, on: date) -> bool:
    """A day to come that is one of the rule's: nothing else is put back."""
    today = timezone.localdate(timezone.now(), permanence.venue.zone)
    return on >= today and on in set(permanence.recurrence.dates(on, on))


def _switch(request: MemberRequest, pk: int, *, held: bool) -> HttpResponse:
    dates = PermanenceOccurrence.objects.filter(permanence__organization=request.membership.organization)
    occurrence = get_object_or_404(dates.select_related("permanence__adviser", "venue"), pk=pk)
    if not may_change(request.membership, occurrence.permanence):
        raise PermissionDenied
    now = timezone.now()
    on = day(occurrence.starts_at.astimezone(occurrence.venue.zone))
    try:
        (operations.restore_occurrence if held else operations.cancel_occurrence)(occurrence, now=now)
    except operations.OccurrenceChanged:
        messages.info(request, "Cette date vient de changer. Voici où elle en est.")
        return redirect("desk:permanence", occurrence.permanence_id)
    except operations.DayTaken:
        messages.warning(request, DAY_TAKEN)
        return redirect("desk:permanence", occurrence.permanence_id)
    messages.success(request, f"Le {on} est remis." if held else f"Pas de permanence le {on}.")
    left = 0 if held else stranded.on_date(occurrence, now=now).count()
    if left:
        messages.warning(
            request, f"{plural(left, 'rendez-vous', 'rendez-vous')} à régler ce jour-là, listés ci-dessous."
        )
    return redirect("desk:permanence", occurrence.permanence_id)
