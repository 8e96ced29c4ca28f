"""The page of the queue, and the gestures of those who receive: call, welcome, end, undo."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Membership
from escale.activity import closing
from escale.appointments import queues, walk_ins
from escale.appointments.models import WalkIn, WalkInOutcome
from escale.appointments.queues import Queue
from escale.appointments.walk_ins import Arrival, NobodyWaits, NotThereAnyMore
from escale.desk.queue import kiosk, reading
from escale.desk.queue.forms import OUTCOMES, AddForm, CallForm
from escale.desk.receivers import receivers
from escale.places.models import Venue
from escale.ui.status import REFUSED

type Gesture = Callable[[WalkIn, MemberRequest, datetime], object]


@require_safe
@requires(rules.may_book)
def queue(request: MemberRequest) -> HttpResponse:
    """The queue of one venue today; htmx reads the list again by itself."""
    today = queues.of_organization(request.membership.organization, now=timezone.now())
    return _page(request, _venue(request, request.GET.get("lieu", ""), today), today=today)


@require_POST
@requires(rules.may_book)
def add(request: MemberRequest) -> HttpResponse:
    """Give a number to somebody who has just come in."""
    venue, form = _asked_venue(request), AddForm(request.POST, organization=request.membership.organization)
    if not form.is_valid():
        return _page(request, venue, add_form=form)
    arrival = Arrival(first_name=form.cleaned_data["first_name"], reason=form.cleaned_data["reason"])
    submission: UUID = form.cleaned_data["submission"]
    given = walk_ins.arrive(
        arrival, venue=venue, submission=submission, added_by=request.membership, now=timezone.now()
    )
    return to_queue(request, venue, said=f"{given.shown_name} a le numéro {given.number}.", walk_in=given)


@require_POST
@requires(rules.may_book)
def call(request: MemberRequest) -> HttpResponse:
    """Call the next person, or the one whose button was pressed."""
    venue, form = _asked_venue(request), CallForm(request.POST, organization=request.membership.organization)
    if not form.is_valid():
        return _page(request, venue, call_form=form)
    asked = request.POST.get("ticket", "")
    for_whom = {"adviser": form.cleaned_data["adviser"].user, "where": form.cleaned_data["where"]}
    try:
        if asked:
            called = walk_ins.call(walk_in_or_404(request, int(asked)), now=timezone.now(), **for_whom)
        else:
            called = walk_ins.call_next(venue, now=timezone.now(), **for_whom)
    except NobodyWaits:
        return to_queue(request, venue, said="Personne n’attend.", level=messages.INFO)
    except NotThereAnyMore as problem:
        return to_queue(request, venue, said=_already(problem.walk_in), level=messages.WARNING)
    except ValueError as problem:
        raise Http404 from problem
    return to_queue(
        request, venue, said=f"L’écran appelle {called.shown_name}, numéro {called.number}.", walk_in=called
    )


@require_POST
@requires(rules.may_book)
def act(request: MemberRequest, pk: int, gesture: str) -> HttpResponse:
    """Note one thing about somebody: she is there, she left, it is over, or the last gesture was a mistake."""
    if gesture not in GESTURES:
        raise Http404
    walk_in, (do, said) = walk_in_or_404(request, pk), GESTURES[gesture]
    try:
        do(walk_in, request, timezone.now())
    except NotThereAnyMore as problem:
        return to_queue(request, walk_in.venue, said=_already(problem.walk_in), level=messages.WARNING)
    return to_queue(request, walk_in.venue, said=f"{walk_in.shown_name} : {said}.", walk_in=walk_in)


def walk_in_or_404(request: MemberRequest, pk: int) -> WalkIn:
    own = WalkIn.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.with_everything_shown(), pk=pk)


def to_queue(
    request: MemberRequest, venue: Venue, *, said: str, level: int = messages.SUCCESS, walk_in: WalkIn | None = None
) -> HttpResponse:
    """Back to the queue of this venue, which says what was done; the person's row can be undone there."""
    messages.add_message(request, level, said)
    fragment = f"ticket-{walk_in.pk}" if walk_in else "file"
    return redirect(reverse("desk:queue", query={"lieu": venue.pk}, fragment=fragment))


def _finish(walk_in: WalkIn, request: MemberRequest, now: datetime) -> None:
    outcome = request.POST.get("outcome", "")
    known = WalkInOutcome(outcome) if outcome in WalkInOutcome.values else WalkInOutcome.SETTLED
    closing.finish_walk_in(walk_in, known, by=request.membership, now=now)


def _undo(walk_in: WalkIn, request: MemberRequest, now: datetime) -> None:
    closing.undo_walk_in(walk_in, by=request.membership, now=now)


GESTURES: dict[str, tuple[Gesture, str]] = {
    "est-la": (lambda walk_in, _, now: walk_ins.receive(walk_in), "est là"),
    "parti": (lambda walk_in, _, now: walk_ins.leave(walk_in, now=now), "n’est plus là"),
    "termine": (_finish, "c’est terminé"),
    "annuler": (_undo, "geste annulé"),
    "a-son-tour": (lambda walk_in, _, now: walk_ins.put_back(walk_in), "attend son tour"),
}
"""What an address says, what it does, and what the page answers."""


def _already(walk_in: WalkIn) -> str:
    who = f" par {walk_in.adviser.first_name}" if walk_in.adviser else ""
    return f"{walk_in.shown_name} : {walk_in.get_state_display()}{who}. Rien n’a changé."


def _asked_venue(request: MemberRequest) -> Venue:
    asked = request.POST.get("lieu", "")
    own = Venue.objects.in_use().of_organization(request.membership.organization)
    found = own.one(pk=int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    if found is None:
        raise Http404
    return found


def _venue(request: MemberRequest, asked: str, today: Sequence[Queue]) -> Venue | None:
    if not asked:
        return reading.venue_of(today, reader=request.membership)
    own = Venue.objects.in_use().of_organization(request.membership.organization)
    found = own.one(pk=int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    if found is None:
        raise Http404
    return found


def _page(
    request: MemberRequest,
    venue: Venue | None,
    *,
    today: Sequence[Queue] | None = None,
    add_form: AddForm | None = None,
    call_form: CallForm | None = None,
) -> HttpResponse:
    now, organization = timezone.now(), request.membership.organization
    if venue is None:
        return render(request, "desk/queue/no_venue.html")
    today = queues.of_organization(organization, now=now) if today is None else today
    own = next((each for each in today if each.venue == venue), None) or queues.read(venue, now=now)
    context = {"venue": venue, "shown": reading.shown(own), "outcomes": list(OUTCOMES.items())}
    if request.headers.get("HX-Request"):
        return render(request, "desk/queue/list.html", context)
    context |= {
        "venues": list(dict.fromkeys([*(each.venue for each in today), venue])),
        "add_form": add_form or AddForm(organization=organization, initial={"submission": uuid4()}),
        "call_form": call_form or CallForm(organization=organization, initial=_usual_call(request, own)),
        **kiosk.context(venue),
    }
    return render(request, "desk/queue/queue.html", context, status=REFUSED if add_form or call_form else 200)


def _usual_call(request: MemberRequest, own: Queue) -> dict[str, Any]:
    """For herself when she receives, else for whoever receives there now."""
    members = list(receivers(request.membership.organization))
    there = {each.adviser.adviser_id for each in own.current}
    possible = [each for each in members if each.user_id in there]
    chosen: Membership | None = next(iter([*possible, *members]), None)
    if rules.may_receive(request.membership):
        chosen = request.membership
    return {"adviser": chosen, "where": reading.usual_where(own, reader=chosen) if chosen else ""}
