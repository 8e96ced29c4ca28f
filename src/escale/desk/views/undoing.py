"""Taking back a move or a cancellation: in one gesture while the hour is free, with the nearest hours when it no longer is."""

from collections.abc import Callable
from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.appointments import alternatives, canceling, changes, moving
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment
from escale.desk import taken_hours
from escale.desk.answers import to_day
from escale.desk.finding import appointment_or_404
from escale.french.dates import day_hour

NEAREST = 3
TOO_LATE_TO_UNDO = "Il est trop tard pour annuler ce déplacement. Déplacez-le de nouveau."
CANT_BE_RESTORED = "Ce rendez-vous ne peut pas être rétabli : son heure est passée, ou il n’est plus annulé."


@require_POST
@requires(rules.may_book)
def undo_move(request: MemberRequest, pk: int) -> HttpResponse:
    appointment, now = appointment_or_404(request, pk), timezone.now()
    try:
        back = moving.undo_move(appointment, by=request.membership, now=now)
    except (moving.NothingToUndo, moving.NotExpected):
        return to_day(request, appointment, said=TOO_LATE_TO_UNDO, level=messages.ERROR)
    except SlotTaken as taken:
        said = taken_hours.words(taken, organization=appointment.organization, hour="L’ancienne heure")
        return _taken(request, _as_before(appointment), said, lead_to=_to_move)
    who = back.person.short_name
    return to_day(request, back, said=f"Le déplacement est annulé : {who}, {day_hour(back.local_start)}.")


@require_POST
@requires(rules.may_book)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    appointment, now = appointment_or_404(request, pk), timezone.now()
    try:
        back = canceling.restore(appointment, by=request.membership, now=now)
    except (canceling.NotCanceled, moving.TooLate):
        return to_day(request, appointment, said=CANT_BE_RESTORED, level=messages.ERROR)
    except SlotTaken as taken:
        said = taken_hours.words(taken, organization=appointment.organization)
        return _taken(request, appointment, said, lead_to=_to_another)
    who = back.person.short_name
    return to_day(request, back, said=f"Le rendez-vous est rétabli : {who}, {day_hour(back.local_start)}.")


def _as_before(appointment: Appointment) -> Appointment:
    """The appointment at the hour it had before its last change, to look around it."""
    last, before = changes.last_of(appointment), copy(appointment)
    if last is not None:
        before.starts_at, before.ends_at = last.from_starts_at, last.from_ends_at
    return before


def _taken(
    request: MemberRequest, appointment: Appointment, said: str, *, lead_to: Callable[[Appointment], str]
) -> HttpResponse:
    """Say that the hour is gone, name the nearest ones, and lead to where one of them is chosen."""
    near = alternatives.near_hours([appointment], now=timezone.now())[appointment.pk][:NEAREST]
    hours = " ; ".join(day_hour(each.starts_at.astimezone(each.venue.zone)) for each in near)
    words = f" Les plus proches : {hours}." if hours else " Aucune autre heure n’est libre ces jours-ci."
    messages.error(request, f"{said}{words}")
    return redirect(lead_to(appointment))


def _to_move(appointment: Appointment) -> str:
    first = appointment.local_start.date().isoformat()
    return reverse("desk:move", args=[appointment.pk], query={"first": first})


def _to_another(appointment: Appointment) -> str:
    first = appointment.local_start.date().isoformat()
    query = {"reason": appointment.reason_id, "venue": appointment.venue_id, "first": first}
    return reverse("desk:add-hour", args=[appointment.person_id], query=query)
