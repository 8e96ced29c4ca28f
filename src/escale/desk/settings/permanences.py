"""Permanences: one sentence each, with the dates it gives shown before anything is written."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import permanences as operations
from escale.agenda import resources
from escale.agenda.models import Permanence, PermanenceOccurrence, PermanenceQuerySet
from escale.agenda.rules import may_change
from escale.appointments import reasons as appointment_reasons
from escale.appointments import stranded
from escale.appointments.first_steps import Sentence
from escale.appointments.models import Reason
from escale.desk.settings.forms_permanence import EndForm, PermanenceForm
from escale.desk.settings.page import REFUSED, settings_page
from escale.desk.settings.words import NEXT_SHOWN, rhythm_words
from escale.french.dates import day
from escale.french.plural import plural
from escale.places.registration import school_zone_words


@requires(rules.may_set_up)
def permanences(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    coming = PermanenceOccurrence.objects.held().filter(ends_at__gt=now).order_by("starts_at")
    shown = (
        _owned(request)
        .running(on=now.date())
        .prefetch_related(Prefetch("occurrences", coming[:NEXT_SHOWN], to_attr="coming"))
        .order_by("adviser__label", "start_time", "pk")
    )
    rows = [(each, rhythm_words(each), may_change(request.membership, each)) for each in shown]
    return settings_page(request, "permanences.html", {"rows": rows})


@requires(rules.may_set_up)
def add_permanence(request: MemberRequest) -> HttpResponse:
    form = _form(request, None)
    if request.method == "POST" and form.is_valid() and request.POST.get("action") == "save":
        opened = _open(request, form)
        messages.success(request, "La permanence est ouverte. Ses dates sont écrites pour un an.")
        return redirect("desk:permanence", opened.pk)
    return _form_page(request, form, None)


@requires(rules.may_set_up)
def change_permanence(request: MemberRequest, pk: int) -> HttpResponse:
    changed = _changeable(request, pk)
    form = _form(request, changed)
    if request.method == "POST" and form.is_valid() and request.POST.get("action") == "save":
        with transaction.atomic():
            room = form.cleaned_data["room"]
            operations.change_permanence(changed, room=room, now=timezone.now(), **form.sentence().values())
            appointment_reasons.carry(changed, form.cleaned_data["reasons"])
        messages.success(request, "La permanence est changée. Les dates passées restent comme elles sont.")
        return redirect("desk:permanence", changed.pk)
    return _form_page(request, form, changed)


@requires(rules.may_set_up)
def permanence(request: MemberRequest, pk: int) -> HttpResponse:
    now, shown = timezone.now(), _permanence(request, pk)
    coming = shown.occurrences.filter(ends_at__gt=now).order_by("starts_at")
    context = {
        "permanence": shown,
        "rhythm": rhythm_words(shown),
        "occurrences": coming[: 2 * NEXT_SHOWN],
        "may_change": may_change(request.membership, shown),
        "outside": stranded.outside(shown, after=now),
        "end_form": EndForm(initial={"last_on": shown.ends_on}, today=_today(shown)),
        "zone": shown.venue.zone,
    }
    return settings_page(request, "permanence.html", context)


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
def end_permanence(request: MemberRequest, pk: int) -> HttpResponse:
    """Say how many appointments would remain outside, then end the permanence once that was read."""
    ended = _changeable(request, pk)
    form = EndForm(request.POST, today=_today(ended))
    if not form.is_valid():
        context = {"permanence": ended, "rhythm": rhythm_words(ended), "end_form": form, "left": []}
        return settings_page(request, "permanence_end.html", context, status=REFUSED)
    last_on: date = form.cleaned_data["last_on"]
    if request.POST.get("action") != "end":
        left = stranded.left_by_end(ended, last_on=last_on, now=timezone.now())
        context = {
            "permanence": ended,
            "rhythm": rhythm_words(ended),
            "end_form": form,
            "left": left,
            "last_on": last_on,
        }
        return settings_page(request, "permanence_end.html", context)
    operations.end_permanence(ended, last_on=last_on)
    messages.success(request, f"Dernière permanence le {day(last_on)} au plus tard.")
    return redirect("desk:permanence", ended.pk)


def _form(request: MemberRequest, permanence: Permanence | None) -> PermanenceForm:
    return PermanenceForm(
        request.POST or None,
        member=request.membership,
        for_others=rules.may_set_up_others(request.membership),
        today=_today(permanence) if permanence else timezone.localdate(),
        permanence=permanence,
    )


def _form_page(request: MemberRequest, form: PermanenceForm, permanence: Permanence | None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "permanence": permanence, "preview": None}
    if form.is_bound and not form.errors:
        context |= _preview(form.sentence(), now=timezone.now())
    status = REFUSED if form.is_bound and form.errors else 200
    if request.headers.get("HX-Request"):
        return render(request, "desk/settings/permanence_preview.html", context, status=status)
    return settings_page(request, "permanence_form.html", context, status=status)


def _preview(sentence: Sentence, *, now: datetime) -> dict[str, Any]:
    """The dates this sentence gives from today, over the twelve months written ahead."""
    today = now.astimezone(sentence.venue.zone).date()
    starts_on = sentence.recurrence.starts_on
    preview = sentence.plan(max(today, starts_on), max(starts_on, operations.horizon(now, sentence.venue)))
    return {"preview": preview, "school_zone": school_zone_words(sentence.venue), "sentence": sentence}


@transaction.atomic
def _open(request: MemberRequest, form: PermanenceForm) -> Permanence:
    opened = operations.open_permanence(
        organization=request.membership.organization,
        adviser=resources.for_adviser(form.cleaned_data["adviser"]),
        room=form.cleaned_data["room"],
        now=timezone.now(),
        **form.sentence().values(),
    )
    appointment_reasons.carry(opened, form.cleaned_data["reasons"])
    return opened


def _today(permanence: Permanence) -> date:
    return timezone.localdate(timezone.now(), permanence.venue.zone)


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
    messages.success(request, f"Le {on} est remis." if held else f"Pas de permanence le {on}.")
    left = 0 if held else stranded.on_date(occurrence, now=now).count()
    if left:
        messages.warning(
            request, f"{plural(left, 'rendez-vous', 'rendez-vous')} à régler ce jour-là, listés ci-dessous."
        )
    return redirect("desk:permanence", occurrence.permanence_id)


def _owned(request: MemberRequest) -> PermanenceQuerySet:
    """The permanences of the organization with all a page shows, their reasons in the order of the list."""
    reasons = Prefetch("reasons", Reason.objects.order_by("position", "pk"))
    owned = Permanence.objects.of_organization(request.membership.organization)
    return owned.select_related("adviser", "venue", "room").prefetch_related(reasons)


def _permanence(request: MemberRequest, pk: int) -> Permanence:
    return get_object_or_404(_owned(request), pk=pk)


def _changeable(request: MemberRequest, pk: int) -> Permanence:
    """A permanence this member may change: 404 elsewhere, 403 for a colleague's."""
    found = _permanence(request, pk)
    if not may_change(request.membership, found):
        raise PermissionDenied
    return found
