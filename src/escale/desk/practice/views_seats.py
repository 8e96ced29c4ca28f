"""Taking a seat in a session, and giving it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.practice.forms_sessions import AgreeForm
from escale.desk.practice.views_sessions import session_page
from escale.practice import rules, seats
from escale.practice.models import PracticeSession, SeatState
from escale.practice.seats import SessionOver


@require_POST
@requires(rules.may_take_part)
def take(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a seat, or wait for one, once she has agreed to the rules."""
    session = get_object_or_404(PracticeSession.objects.visible_to(request.user), pk=pk)
    form = AgreeForm(request.POST)
    if not form.is_valid():
        return session_page(request, pk, form)
    try:
        seat = seats.take(session, member=request.membership, now=timezone.now())
    except SessionOver:
        messages.error(request, "Cette séance a commencé, ou n’a pas lieu. Choisissez-en une autre.")
    else:
        messages.success(request, TAKEN if seat.state == SeatState.TAKEN else WAITS)
    return redirect("desk:peers-session", pk)


@require_POST
@requires(rules.may_take_part)
def give_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Leave her seat to somebody else."""
    session = get_object_or_404(PracticeSession.objects.visible_to(request.user), pk=pk)
    seats.give_back(session, member=request.membership, now=timezone.now())
    messages.success(request, "C’est noté : vous ne venez pas. Votre agenda est libre à cette heure.")
    return redirect("desk:peers-session", pk)


TAKEN = "Vous avez une place. L’heure est gardée dans votre agenda, et un mail vous la rappelle la veille."
WAITS = "Tout est pris : vous attendez une place. Un mail vous prévient dès qu’elle est à vous."
