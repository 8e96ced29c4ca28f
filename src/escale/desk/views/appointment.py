"""One appointment: who, when, where, for what; what was sent about it, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.appointments.messages import ABOUT
from escale.appointments.models import Appointment
from escale.desk.cards import card
from escale.desk.finding import appointment_or_404
from escale.desk.message_kinds import LABELS
from escale.desk.people import history
from escale.desk.questions.forms import QuestionForm
from escale.desk.sheets_given import page as sheets
from escale.directory.models import ReceivedReferral
from escale.french.dates import day_hour, day_year, hour
from escale.mandates import rules as mandate_rules
from escale.outbox.models import Channel, Message, MessageState
from escale.places.zones import zone_of
from escale.together import read, side_by_side

TONES = {MessageState.DELIVERED: "ok", MessageState.FAILED: "bad"}


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A message about the appointment: what it was, when, and where it stands."""

    what: str
    when: str
    state: str
    tone: str
    problem: str
    text: str


@require_safe
@requires(rules.may_book)
def appointment(request: MemberRequest, pk: int) -> HttpResponse:
    shown, now = appointment_or_404(request, pk), timezone.now()
    zone = zone_of(request.membership.organization)
    sent = Message.objects.of_organization(shown.organization).about(ABOUT, shown.pk).order_by("-created_at", "-pk")
    received = ReceivedReferral.objects.with_everything_shown().filter(appointment=shown).order_by("pk")[:1]
    lines, sent, received = read(
        side_by_side(history.of_one(shown, reader=request.membership, zone=zone), sent, received)
    )
    context = {
        "appointment": shown,
        "title": _title(shown, now=now),
        "card": card(shown, reader=request.membership, now=now, name_adviser=True),
        "sent": _sent(sent, shown, sees_text=rules.may_see_notes(request.membership)),
        "may_act": mandate_rules.may_act(request.membership),
        "undo": history.undo_of(shown, now=now),
        "sheets": sheets.of_appointment(shown, reader=request.membership),
        "note_form": QuestionForm(member=request.membership),
        "received": next(iter(received), None),
        "lines": lines,
    }
    return render(request, "desk/appointment.html", context)


def _title(shown: Appointment, *, now: datetime) -> str:
    local = shown.local_start
    words = day_hour(local) if local.year == now.year else f"{day_year(local)} à {hour(local)}"
    return words[:1].upper() + words[1:]


def _sent(written: Iterable[Message], shown: Appointment, *, sees_text: bool) -> list[Sent]:
    """The messages about it, the latest first."""
    zone = shown.venue.zone
    return [_message(each, zone, sees_text=sees_text) for each in written]


def _message(message: Message, zone: ZoneInfo, *, sees_text: bool) -> Sent:
    at = message.sent_at or message.due_at
    local = at.astimezone(zone)
    verb = "" if message.sent_at or message.state != MessageState.WAITING else "prévu "
    channel = Channel(message.channel).label
    return Sent(
        what=f"{LABELS.get(message.kind, message.kind)}, par {channel if channel == 'SMS' else channel.lower()}",
        when=f"{verb}{day_hour(local)}",
        state=MessageState(message.state).label,
        tone=TONES.get(MessageState(message.state), ""),
        problem=message.problem,
        text=message.text if sees_text else "",
    )
