"""Moving an appointment, calling it off: each says what stands in the way and what will be sent before it is done."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.appointments import canceling, effects, moving
from escale.appointments.models import Appointment, Reason, State
from escale.appointments.obstacles import Refused
from escale.desk import moving_ahead
from escale.desk.answers import hours_page, to_day, with_undo
from escale.desk.finding import appointment_or_404
from escale.desk.forms.change import CancelForm, MoveForm
from escale.desk.forms.hours import OTHER_HOUR, CriteriaForm
from escale.desk.free_hours import Chosen, FreeHours, offer, offered
from escale.desk.receivers import receiver, receivers
from escale.french.dates import day_hour
from escale.french.elision import of
from escale.french.plural import plural
from escale.outbox.senders import sms_sender
from escale.places.zones import venues_of, zone_of
from escale.together import read_together
from escale.ui.status import status_of

OVER = "Ce rendez-vous est déjà passé ou annulé : il ne peut plus changer."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def move(request: MemberRequest, pk: int) -> HttpResponse:
    appointment, now = appointment_or_404(request, pk), timezone.now()
    criteria = _criteria(request, appointment, now=now)
    form = _move_form(request, appointment, criteria)
    is_preview = "preview" in request.POST
    try:
        if appointment.state != State.EXPECTED:
            raise moving.NotExpected
        if request.method == "POST" and form.is_valid() and form.chosen and not is_preview:
            return _moved(request, appointment, _move(request, appointment, form, form.chosen, now=now))
    except Refused as refused:
        form.refuse(refused)
    except moving.NotExpected:
        return to_day(request, appointment, said=OVER, level=messages.ERROR)
    context = _said(appointment) | {"form": form, "criteria": criteria}
    context |= {"ahead": moving_ahead.read(appointment, form, now=now), "from_agenda": _is_from_agenda(request)}
    if is_preview and request.headers.get("HX-Request"):
        return render(request, "desk/move_preview.html", context | {"announces": True})
    context |= offered(_offer(appointment, criteria, now=now), form)
    # A gesture has already chosen an hour: the page opens on what it would do, not on the free hours.
    is_drawn = request.method == "GET" and form.is_bound and "HX-Request" not in request.headers
    if is_preview or is_drawn:
        return render(request, "desk/move.html", context | {"is_drawn": is_drawn})
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
            return _canceled(request, canceled, now=now)
    except moving.NotExpected:
        return to_day(request, appointment, said=OVER, level=messages.ERROR)
    context = _said(appointment) | {"form": form} | _preview(appointment, form)
    if is_preview and request.headers.get("HX-Request"):
        return render(request, "desk/cancel_preview.html", context)
    return render(request, "desk/cancel.html", context, status=status_of(form))


def _moved(request: MemberRequest, before: Appointment, moved: Appointment) -> HttpResponse:
    said = f"C’est changé : {moved.person.short_name}, {day_hour(moved.local_start)}."
    if moved.revision == before.revision:
        return to_day(
            request, moved, said=f"Rien n’a changé : {moved.person.short_name} est déjà attendu à cette heure."
        )
    address = reverse("desk:undo-move", args=[moved.pk])
    return to_day(request, moved, said=with_undo(said, address, "Annuler le déplacement"))


def _canceled(request: MemberRequest, canceled: Appointment, *, now: datetime) -> HttpResponse:
    said = f"Le rendez-vous {of(canceled.person.short_name)} est annulé. L’heure est libre."
    if canceled.starts_at > now:
        said = with_undo(said, reverse("desk:restore", args=[canceled.pk]), "Rétablir le rendez-vous")
    return to_day(request, canceled, said=said)


def _said(appointment: Appointment) -> dict[str, Any]:
    return {"appointment": appointment, "when": day_hour(appointment.local_start)}


def _is_from_agenda(request: MemberRequest) -> bool:
    return "agenda" in (request.GET.get("depuis"), request.POST.get("depuis"))


def _preview(appointment: Appointment, form: CancelForm) -> dict[str, Any]:
    """The cancellation with the sentence typed so far, and what it costs."""
    apology = form.cleaned_data.get("apology", "") if form.is_bound and form.is_valid() else ""
    text = effects.cancellation_text(appointment, apology=apology)
    note = f"{plural(text.length, 'signe')} : {plural(text.segments, 'SMS', 'SMS')}"
    return {"sender": sms_sender(appointment.organization), "preview": text, "note": note}


def _move_form(request: MemberRequest, appointment: Appointment, criteria: CriteriaForm) -> MoveForm:
    second = receiver(request.membership.organization, appointment.co_adviser_id)
    initial = {
        "with_whom": criteria["adviser"].value(),
        "where": appointment.venue_id,
        "also": second,
        "minutes": appointment.minutes,
        "room": appointment.room_id,
    }
    return MoveForm(
        request.POST or _drawn(request, initial, second_pk=second.pk if second else ""),
        organization=request.membership.organization,
        today=criteria.today,
        effect=effects.of_change(appointment),
        initial=initial,
    )


def _drawn(request: MemberRequest, initial: dict[str, Any], *, second_pk: int | str) -> dict[str, Any] | None:
    """What the agenda asks for after a gesture: `jour`, `heure`, `duree`, and `qui`, a user; None without them."""
    asked = request.GET
    if "jour" not in asked or "heure" not in asked:
        return None
    everybody = receivers(request.membership.organization)
    member = next((each for each in everybody if str(each.user_id) == asked.get("qui")), None)
    return {
        "hour": OTHER_HOUR,
        "on": asked["jour"],
        "at": asked["heure"],
        "minutes": asked.get("duree", initial["minutes"]),
        "with_whom": member.pk if member else initial["with_whom"],
        "where": initial["where"],
        "room": initial["room"] or "",
        "also": "" if member and member.pk == second_pk else second_pk,
        "notify": "on",
    }


def _move(
    request: MemberRequest, appointment: Appointment, form: MoveForm, chosen: Chosen, *, now: datetime
) -> Appointment:
    stays = chosen.venue == appointment.venue and chosen.adviser == appointment.adviser
    asked = "room" in form.data
    return moving.move_by_staff(
        appointment,
        by=request.membership,
        adviser=chosen.adviser,
        venue=chosen.venue,
        # A gesture that doesn't ask about the room keeps it, unless one goes elsewhere or sees somebody else.
        room=form.chosen_room if asked else appointment.room if stays else None,
        co_adviser=form.second,
        # A gesture that doesn't ask about the second adviser takes her along.
        keeps_second="also" not in form.data,
        starts_at=chosen.starts_at,
        minutes=form.cleaned_data["minutes"],
        accept_warnings=form.acceptance,
        notify=form.cleaned_data["notify"],
        why=form.cleaned_data["why"],
        now=now,
    )


def _criteria(request: MemberRequest, appointment: Appointment, *, now: datetime) -> CriteriaForm:
    """The same reason, and at first with the same adviser at the same place."""
    given: dict[str, Any] = request.POST.dict() if request.method == "POST" else request.GET.dict()
    organization = request.membership.organization
    read_together(receivers(organization), venues_of(organization))
    adviser = receiver(organization, appointment.adviser_id)
    usual = {"adviser": adviser.pk if adviser else "", "venue": appointment.venue_id}
    form = CriteriaForm(
        given | {"reason": appointment.reason_id},
        organization=organization,
        usual=usual,
        today=now.astimezone(zone_of(organization)).date(),
    )
    form.fields["reason"].queryset = Reason.objects.filter(pk=appointment.reason_id)  # type: ignore[attr-defined]
    return form


def _offer(appointment: Appointment, criteria: CriteriaForm, *, now: datetime) -> FreeHours | None:
    if not criteria.is_valid():
        return None
    return offer(
        appointment.reason,
        venues=criteria.chosen_venues,
        receivers=criteria.chosen_receivers,
        first=criteria.cleaned_data["first"],
        now=now,
        ignoring=appointment.held_ids,
        minutes=appointment.minutes,
    )
