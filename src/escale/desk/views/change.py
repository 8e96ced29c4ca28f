"""Moving an appointment, calling it off: each says what will be sent before it is."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.appointments import canceling, effects, moving
from escale.appointments.models import Appointment, Reason, State
from escale.appointments.obstacles import Refused
from escale.desk.answers import hours_page, to_day
from escale.desk.finding import appointment_or_404
from escale.desk.forms.hours import CancelForm, CriteriaForm, HourForm
from escale.desk.free_hours import Chosen, Offer, offer, offered
from escale.desk.receivers import receivers
from escale.french.dates import day_hour
from escale.french.elision import of
from escale.french.plural import plural
from escale.outbox.senders import sms_sender
from escale.places.zones import zone_of

OVER = "Ce rendez-vous est déjà passé ou annulé : il ne peut plus changer."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def move(request: MemberRequest, pk: int) -> HttpResponse:
    appointment, now = appointment_or_404(request, pk), timezone.now()
    criteria = _criteria(request, appointment, now=now)
    form = _hour_form(request, appointment, criteria)
    try:
        if appointment.state != State.EXPECTED:
            raise moving.NotExpected
        if request.method == "POST" and form.is_valid() and form.chosen:
            moved = _move(request, appointment, form, form.chosen, now=now)
            return to_day(
                request, moved, said=f"C’est changé : {moved.person.short_name}, {day_hour(moved.local_start)}."
            )
    except Refused as refused:
        form.warnings = refused.warnings
    except moving.NotExpected:
        return to_day(request, appointment, said=OVER, level=messages.ERROR)
    context = _said(appointment) | {"form": form, "criteria": criteria}
    context |= offered(_offer(appointment, criteria, now=now), form)
    return hours_page(request, "desk/move.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    appointment, now = appointment_or_404(request, pk), timezone.now()
    form = CancelForm(request.POST or None, effect=effects.of_cancellation(appointment, now=now))
    is_preview = "preview" in request.POST
    try:
        if appointment.state != State.EXPECTED:
            raise moving.NotExpected
        if request.method == "POST" and form.is_valid() and not is_preview:
            canceled = canceling.cancel_by_staff(appointment, by=request.membership, now=now, **form.cleaned_data)
            said = f"Le rendez-vous {of(canceled.person.short_name)} est annulé. L’heure est libre."
            return to_day(request, canceled, said=said)
    except moving.NotExpected:
        return to_day(request, appointment, said=OVER, level=messages.ERROR)
    context = _said(appointment) | {"form": form} | _preview(appointment, form)
    if is_preview and request.headers.get("HX-Request"):
        return render(request, "desk/cancel_preview.html", context)
    return render(request, "desk/cancel.html", context, status=422 if form.errors else 200)


def _said(appointment: Appointment) -> dict[str, Any]:
    return {"appointment": appointment, "when": day_hour(appointment.local_start)}


def _preview(appointment: Appointment, form: CancelForm) -> dict[str, Any]:
    """The cancellation with the sentence typed so far, and what it costs."""
    apology = form.cleaned_data.get("apology", "") if form.is_bound and form.is_valid() else ""
    text = effects.cancellation_text(appointment, apology=apology)
    note = f"{plural(text.length, 'signe')} : {plural(text.segments, 'SMS', 'SMS')}"
    return {"sender": sms_sender(appointment.organization), "preview": text, "note": note}


def _hour_form(request: MemberRequest, appointment: Appointment, criteria: CriteriaForm) -> HourForm:
    second = receivers(request.membership.organization).filter(user=appointment.co_adviser_id).first()
    return HourForm(
        request.POST or None,
        organization=request.membership.organization,
        today=criteria.today,
        effect=effects.of_change(appointment),
        initial={"with_whom": criteria["adviser"].value(), "where": appointment.venue_id, "also": second},
    )


def _move(
    request: MemberRequest, appointment: Appointment, form: HourForm, chosen: Chosen, *, now: datetime
) -> Appointment:
    # Elsewhere or with somebody else, the room booked no longer is the right one.
    stays = chosen.venue == appointment.venue and chosen.adviser == appointment.adviser
    return moving.move_by_staff(
        appointment,
        by=request.membership,
        adviser=chosen.adviser,
        venue=chosen.venue,
        room=appointment.room if stays else None,
        co_adviser=form.second,
        # A gesture that doesn't ask about the second adviser takes her along.
        keeps_second="also" not in form.data,
        starts_at=chosen.starts_at,
        accept_warnings=form.is_accepted,
        notify=form.cleaned_data["notify"],
        now=now,
    )


def _criteria(request: MemberRequest, appointment: Appointment, *, now: datetime) -> CriteriaForm:
    """The same reason, and at first with the same adviser at the same place."""
    given: dict[str, Any] = request.POST.dict() if request.method == "POST" else request.GET.dict()
    organization = request.membership.organization
    adviser = receivers(organization).filter(user=appointment.adviser).values_list("pk", flat=True).first()
    usual = {"adviser": adviser or "", "venue": appointment.venue_id}
    form = CriteriaForm(
        given | {"reason": appointment.reason_id},
        organization=organization,
        usual=usual,
        today=now.astimezone(zone_of(organization)).date(),
    )
    form.fields["reason"].queryset = Reason.objects.filter(pk=appointment.reason_id)  # type: ignore[attr-defined]
    return form


def _offer(appointment: Appointment, criteria: CriteriaForm, *, now: datetime) -> Offer | None:
    if not criteria.is_valid():
        return None
    return offer(
        appointment.reason,
        venues=criteria.chosen_venues,
        receivers=criteria.chosen_receivers,
        first=criteria.cleaned_data["first"],
        now=now,
        ignoring=appointment.held_ids,
    )
