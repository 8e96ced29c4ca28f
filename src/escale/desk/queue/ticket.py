"""One person of the queue: what is rarely done, each on its own line. Pass before, be told, become an appointment."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.activity import closing
from escale.appointments import walk_in_appointments, walk_ins
from escale.appointments.models import WalkIn
from escale.appointments.walk_in_appointments import Reception
from escale.appointments.walk_ins import NotThereAnyMore
from escale.desk.queue.forms import NoteForm, PassForm, TellForm
from escale.desk.queue.views import to_queue, walk_in_or_404
from escale.french.phone import display
from escale.people import registration
from escale.people.models import Beneficiary
from escale.ui.forms import Form
from escale.ui.status import REFUSED

MOST_ALIKE = 5
TOO_LATE = "Quelqu’un d’autre a noté autre chose entre-temps. Rien n’a changé."


@require_safe
@requires(rules.may_book)
def ticket(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, walk_in_or_404(request, pk))


@require_POST
@requires(rules.may_book)
def let_pass(request: MemberRequest, pk: int) -> HttpResponse:
    """Put her before the others, and say why."""
    walk_in, form = walk_in_or_404(request, pk), PassForm(request.POST)
    if not form.is_valid():
        return _page(request, walk_in, pass_form=form)
    walk_ins.let_pass(walk_in, why=form.cleaned_data["why"])
    return to_queue(request, walk_in.venue, said=f"{walk_in.shown_name} passe avant.", walk_in=walk_in)


@require_POST
@requires(rules.may_book)
def tell(request: MemberRequest, pk: int) -> HttpResponse:
    """Write to her when her turn comes."""
    walk_in, form = walk_in_or_404(request, pk), TellForm(request.POST)
    if not form.is_valid():
        return _page(request, walk_in, tell_form=form)
    walk_ins.tell_by_sms(walk_in, phone=form.cleaned_data["phone"], now=timezone.now())
    walk_ins.show_ticket(walk_in, until=None)
    said = f"Un SMS préviendra {walk_in.shown_name} au {display(form.cleaned_data['phone'])}."
    return to_queue(request, walk_in.venue, said=said, walk_in=walk_in)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def note(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that this reception was an appointment: it will be reported like the others."""
    walk_in = walk_in_or_404(request, pk)
    form = _note_form(request, walk_in)
    if request.method != "POST" or not form.is_valid():
        context = {"walk_in": walk_in, "form": form}
        return render(request, "desk/queue/note.html", context, status=REFUSED if form.is_bound else 200)
    person = form.known_person or registration.register(
        organization=walk_in.organization, first_name=walk_in.shown_name, phone=walk_in.phone, now=timezone.now()
    )
    reception = Reception(person=person, reason=form.cleaned_data["reason"], adviser=form.cleaned_data["adviser"].user)
    try:
        closing.note_as_appointment(walk_in, reception, by=request.membership, now=timezone.now())
    except NotThereAnyMore:
        return to_queue(request, walk_in.venue, said=TOO_LATE)
    return to_queue(
        request, walk_in.venue, said=f"C’est noté : {person.short_name}, venu aujourd’hui.", walk_in=walk_in
    )


@require_POST
@requires(rules.may_book)
def another_time(request: MemberRequest, pk: int) -> HttpResponse:
    """Give her an appointment instead of waiting: leads to the hours, with what she already said."""
    walk_in = walk_in_or_404(request, pk)
    try:
        walk_in_appointments.give_another_time(walk_in, now=timezone.now())
    except NotThereAnyMore:
        return to_queue(request, walk_in.venue, said=TOO_LATE)
    reason = {"reason": walk_in.reason_id} if walk_in.reason_id else {}
    if walk_in.person_id:
        return redirect(reverse("desk:add-hour", args=[walk_in.person_id], query=reason))
    known = {"q": walk_in.first_name, "telephone": walk_in.phone, **reason}
    return redirect(reverse("desk:add", query=known))


def _page(
    request: MemberRequest, walk_in: WalkIn, *, pass_form: PassForm | None = None, tell_form: TellForm | None = None
) -> HttpResponse:
    context: dict[str, Form | WalkIn] = {
        "walk_in": walk_in,
        "pass_form": pass_form or PassForm(initial={"why": walk_in.urgent_why}),
        "tell_form": tell_form or TellForm(initial={"phone": walk_in.phone}),
    }
    return render(request, "desk/queue/ticket.html", context, status=REFUSED if pass_form or tell_form else 200)


def _note_form(request: MemberRequest, walk_in: WalkIn) -> NoteForm:
    alike = _alike(walk_in)
    own = request.membership if rules.may_receive(request.membership) else None
    initial: dict[str, Any] = {
        "reason": walk_in.reason_id,
        "adviser": _member(request, walk_in) or own,
        "who": str(walk_in.person_id or ("" if alike else NoteForm.NEW)),
    }
    return NoteForm(request.POST or None, organization=walk_in.organization, alike=alike, initial=initial)


def _alike(walk_in: WalkIn) -> list[Beneficiary]:
    """Who she may be: her file when it is known, else the files with her number or her first name."""
    known = Beneficiary.objects.of_organization(walk_in.organization)
    if walk_in.person:
        return [walk_in.person]
    same_number = list(known.filter(phone=walk_in.phone).by_name()[:MOST_ALIKE]) if walk_in.phone else []
    same_name = list(known.matching(walk_in.first_name).by_name()[:MOST_ALIKE]) if walk_in.first_name else []
    return list(dict.fromkeys([*same_number, *same_name]))[:MOST_ALIKE]


def _member(request: MemberRequest, walk_in: WalkIn) -> Any:
    """The membership of whoever received her."""
    members = request.membership.organization.memberships
    return members.filter(user=walk_in.adviser_id, ended_at=None).first() if walk_in.adviser_id else None
