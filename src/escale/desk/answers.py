"""What answers a gesture: the day it changed, or the page of hours again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from escale.accounts.access import MemberRequest
from escale.appointments.models import Appointment
from escale.desk.day import WHOLE_TEAM
from escale.places.zones import zone_of
from escale.ui.status import REFUSED


def with_undo(said: str, address: str, words: str) -> SafeString:
    """What is said of a gesture, with the button that takes it back; the page's own form sends it."""
    return format_html('{} <button class="btn sm alt" form="defaire" formaction="{}">{}</button>', said, address, words)


def to_day(
    request: MemberRequest, appointment: Appointment, *, said: str, level: int = messages.SUCCESS
) -> HttpResponse:
    """Lead to the appointment on its day: the page the form came from when it says so, else whoever's day it is.

    A gesture made on the agenda (`depuis`) leads back to it.
    """
    messages.add_message(request, level, said)
    if request.POST.get("depuis") == "agenda":
        on = appointment.local_start.date()
        return redirect(reverse("desk:agenda-week", args=[on], query={"qui": appointment.adviser_id}))
    on = appointment.starts_at.astimezone(zone_of(request.membership.organization)).date()
    own = appointment.adviser_id == request.membership.user_id
    whose = request.POST.get("avec") or ("" if own else WHOLE_TEAM)
    return redirect(
        reverse("desk:day", args=[on], query={"avec": whose} if whose else None, fragment=f"rdv-{appointment.pk}")
    )


def hours_page(request: MemberRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Draw a page of hours: the hours alone when htmx searches again, 422 when what was sent can't be done.

    A whole page opens on its first free hour, so that Space and Enter take it: not a search, which keeps the focus
    where one types, nor a page that has something to say first.
    """
    if request.method == "POST":
        return render(request, template, context | {"opens_on_hours": False}, status=REFUSED)
    if request.headers.get("HX-Request"):
        return render(request, "desk/hours.html", context | {"opens_on_hours": False})
    return render(request, template, context | {"opens_on_hours": not context.get("coming")})
