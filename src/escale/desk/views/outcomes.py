"""What became of an appointment: one gesture, in place, and the way back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.activity import closing
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, State
from escale.desk import taken_hours
from escale.desk.answers import to_day
from escale.desk.cards import OUTCOMES
from escale.desk.day import WHOLE_TEAM, Scope, card_again
from escale.desk.finding import appointment_or_404


@require_POST
@requires(rules.may_book)
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    appointment = appointment_or_404(request, pk)
    try:
        outcome = State(request.POST.get("outcome", ""))
        closing.settle(appointment, outcome, by=request.membership, now=timezone.now())
    except ValueError:
        return _answer(request, appointment, problem="Choisissez : est là, absence, ou a prévenu.")
    except SlotTaken as taken:
        return _answer(request, appointment, problem=_taken_words(appointment, taken))
    return _answer(request, appointment, said=OUTCOMES[outcome].lower())


@require_POST
@requires(rules.may_book)
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    appointment = appointment_or_404(request, pk)
    if appointment.state == State.REVOKED:
        return _answer(request, appointment, problem="Ce rendez-vous est annulé. Ajoutez-en un nouveau.")
    try:
        closing.reopen(appointment, by=request.membership, now=timezone.now())
    except SlotTaken as taken:
        return _answer(request, appointment, problem=_taken_words(appointment, taken))
    return _answer(request, appointment, said="choix annulé")


def _taken_words(appointment: Appointment, taken: SlotTaken) -> str:
    """Why she can't be expected there any more, and what to do."""
    return f"{taken_hours.words(taken, organization=appointment.organization)} Ajoutez un nouveau rendez-vous."


def _answer(request: MemberRequest, appointment: Appointment, *, said: str = "", problem: str = "") -> HttpResponse:
    """Draw the card again for htmx; otherwise lead back to it on its day."""
    announced = problem or f"{appointment.person.short_name} : {said}."
    whose = request.POST.get("avec", "")
    if request.headers.get("HX-Request"):
        current = appointment_or_404(request, appointment.pk)
        scope = Scope(reader=request.membership, adviser=None if whose == WHOLE_TEAM else current.adviser)
        shown = card_again(scope, current, now=timezone.now())
        context = {"card": shown, "announced": announced, "problem": problem, "avec": whose}
        return render(request, "desk/card.html", context)
    return to_day(request, appointment, said=announced, level=messages.ERROR if problem else messages.SUCCESS)
