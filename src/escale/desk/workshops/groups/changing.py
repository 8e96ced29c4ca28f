"""Changing a group: its words, its seats, whether it is on the site; one session more."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Membership
from escale.desk.today import today_of
from escale.desk.workshops.groups import one, words
from escale.desk.workshops.groups.adding import NO_SUCH_HOUR
from escale.desk.workshops.groups.finding import group_or_404
from escale.desk.workshops.groups.forms import SeatsForm
from escale.desk.workshops.groups.forms_change import ChangeForm
from escale.desk.workshops.groups.forms_plan import SessionForm, said_of
from escale.french.plural import plural
from escale.ui.status import REFUSED
from escale.workshops import resizing, rules, scheduling
from escale.workshops.holds import Refused
from escale.workshops.models import Group
from escale.workshops.resizing import SeatsTaken
from escale.workshops.scheduling import GroupCanceled, NoSuchHour, SessionPlan

OVER = "C’est annulé : rien ne peut plus y changer."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct what a group says of itself, and the rules of a cycle."""
    changed = group_or_404(request, pk)
    form = ChangeForm(request.POST or None, membership=request.membership, today=today_of(request), group=changed)
    if request.method == "POST" and form.is_valid():
        try:
            form.apply()
        except GroupCanceled:
            messages.error(request, OVER)
        else:
            messages.success(request, "C’est enregistré.")
        return redirect("desk:group", pk)
    context = {"form": form, "group": changed, "kind": words.kind_of(changed), "is_cycle": changed.is_cycle}
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/workshops/groups/change.html", context, status=status)


@require_POST
@requires(rules.may_prepare)
def resize(request: MemberRequest, pk: int) -> HttpResponse:
    changed, form = group_or_404(request, pk), SeatsForm(request.POST)
    if not form.is_valid():
        return one.page(request, changed, resizing=form, status=REFUSED)
    try:
        resizing.resize(changed, seats=form.cleaned_data["seats"], by=request.membership, now=timezone.now())
    except SeatsTaken as problem:
        form.add_error("seats", seats_taken_words(problem.taken))
        return one.page(request, changed, resizing=form, status=REFUSED)
    except GroupCanceled:
        messages.error(request, OVER)
    else:
        messages.success(request, f"C’est enregistré : {plural(form.cleaned_data['seats'], 'place')}.")
    return redirect("desk:group", pk)


@require_POST
@requires(rules.may_prepare)
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    shown = group_or_404(request, pk)
    scheduling.publish(shown, now=timezone.now())
    messages.success(request, f"{shown.title} est sur le site. Vous pouvez partager son adresse.")
    return redirect("desk:group", pk)


@require_POST
@requires(rules.may_prepare)
def unpublish(request: MemberRequest, pk: int) -> HttpResponse:
    hidden = group_or_404(request, pk)
    scheduling.unpublish(hidden)
    messages.success(request, f"{hidden.title} n’est plus sur le site. Les personnes inscrites le restent.")
    return redirect("desk:group", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def add_session(request: MemberRequest, pk: int) -> HttpResponse:
    """One session more, at first like the last one."""
    into = group_or_404(request, pk)
    form = SessionForm(
        request.POST or None, membership=request.membership, today=today_of(request), initial=_like_the_last(into)
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _session_added(request, into, form.typed(), form)
        except Refused as refused:
            form.refuse(refused)
        except NoSuchHour:
            form.add_error("start", NO_SUCH_HOUR)
        except GroupCanceled:
            messages.error(request, OVER)
            return redirect("desk:group", pk)
    context = {"form": form, "group": into, "verb": "Ajouter", "session": None, "effect": ""}
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/workshops/groups/session.html", context, status=status)


def seats_taken_words(taken: int) -> str:
    return (
        f"{plural(taken, 'place est déjà prise ou gardée', 'places sont déjà prises ou gardées')}. "
        f"Écrivez {taken} ou plus, ou annulez d’abord une inscription."
    )


def _session_added(request: MemberRequest, into: Group, plan: SessionPlan, form: SessionForm) -> HttpResponse:
    by: Membership = request.membership
    said: dict[str, Any] = {"accept": form.acceptance, "notify": form.cleaned_data["notify"], "now": timezone.now()}
    added = scheduling.add_session(into, plan, by=by, **said)
    messages.success(request, f"La séance est ajoutée : {words.session_words(added)}.")
    return redirect("desk:group", into.pk)


def _like_the_last(group: Group) -> dict[str, Any]:
    last = group.sessions.standing().with_everything_shown().order_by("-starts_at", "-pk").first()
    return (
        {name: value for name, value in said_of(last).items() if name not in {"on", "subject", "preparation"}}
        if last
        else {}
    )
