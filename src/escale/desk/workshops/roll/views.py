"""The page of the roll: call it, correct it, take it back."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.activity import closing
from escale.desk.answers import with_undo
from escale.desk.workshops.roll import words
from escale.desk.workshops.roll.forms import (
    RollForm,
    WalkInFormSet,
    WalkIns,
    as_typed,
    key_of,
    marks_noted,
    walk_ins_typed,
)
from escale.desk.workshops.roll.page import RollPage
from escale.workshops import roll, rules
from escale.workshops.models import RollCall, Session

WALK_INS = "plus"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_call_roll)
def roll_call(request: MemberRequest, pk: int) -> HttpResponse:
    """Call the roll of a session, or correct it; a page that was offline sends the same form, and gets JSON back."""
    page = RollPage.read(session_or_404(request, pk), reader=request.membership, now=timezone.now())
    if request.method != "POST":
        return _shown(request, page, RollForm(rows=page.rows, initial=page.noted()), WalkIns(prefix=WALK_INS))
    if "tous" in request.POST or "ajouter" in request.POST:
        form = RollForm(rows=page.rows, initial=as_typed(request.POST, page.rows))
        added = walk_ins_typed(request.POST, one_more="ajouter" in request.POST)
        return _shown(request, page, form, WalkIns(prefix=WALK_INS, initial=added))
    # Sent twice: since the first time, those it added are on the roll, and this form doesn't speak of them.
    if (key := key_of(request.POST)) and (written := roll.already_called(key)):
        return _done(request, page, roll.RollResult(call=written, was_already_there=True))
    form, walk_ins = RollForm(request.POST, rows=page.rows), WalkIns(request.POST, prefix=WALK_INS)
    if not (form.is_valid() & walk_ins.is_valid()):
        return _shown(request, page, form, walk_ins, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _write(request, page, form, walk_ins)


@require_POST
@requires(rules.may_call_roll)
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back the latest roll of a session."""
    visible = RollCall.objects.filter(session__organization=request.membership.organization)
    call = get_object_or_404(visible.select_related("session"), pk=pk)
    try:
        closing.undo_roll(call, by=request.membership, now=timezone.now())
    except roll.RollChanged:
        messages.warning(request, "Cet appel a été corrigé depuis. Corrigez-le ici.")
    else:
        messages.success(request, "C’est annulé. L’appel est comme avant votre enregistrement.")
    return redirect("desk:roll", call.session_id)


def session_or_404(request: MemberRequest, pk: int) -> Session:
    """A session of the organization she works for."""
    found = Session.objects.of_organization(request.membership.organization).with_everything_shown()
    return get_object_or_404(found, pk=pk)


def _write(request: MemberRequest, page: RollPage, form: RollForm, walk_ins: WalkInFormSet) -> HttpResponse:
    answers = form.cleaned_data
    try:
        result = closing.call_roll(
            page.session,
            marks=form.marks(),
            walk_ins=walk_ins.rows(),
            unnamed=answers["unnamed"],
            submission=answers["submission"],
            seen=answers["seen"],
            by=request.membership,
            now=page.now,
        )
    except roll.RollChanged as problem:
        return _conflict(request, page, form, walk_ins, problem.last)
    except (roll.SessionCanceled, roll.NotYet):
        return _shown(request, page, form, walk_ins, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _done(request, page, result)


def _done(request: MemberRequest, page: RollPage, result: roll.RollResult) -> HttpResponse:
    """Lead to the roll as it is now; the page that sends by itself reads where to go."""
    _say(request, page, result)
    address = reverse("desk:roll", args=[page.session.pk])
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"address": address, "call": result.call.pk})
    return redirect(address)


def _say(request: MemberRequest, page: RollPage, result: roll.RollResult) -> None:
    after = RollPage.read(session_or_404(request, page.session.pk), reader=page.reader, now=page.now)
    said = f"Appel enregistré. {after.counted()}"
    messages.success(request, with_undo(said, reverse("desk:roll-undo", args=[result.call.pk]), "Annuler"))
    for person in result.could_not_join:
        messages.warning(request, f"{person.short_name} n’est pas inscrit à la suite : il ne reste pas de place.")


def _conflict(
    request: MemberRequest, page: RollPage, form: RollForm, walk_ins: WalkInFormSet, last: RollCall | None
) -> HttpResponse:
    """Show one's answers beside the newer roll; sending them again writes over it, knowingly."""
    typed = request.POST.copy()
    for name, mark in marks_noted(page.rows).items():
        typed.setdefault(name, mark)
    typed["seen"] = str(last.pk if last else 0)
    again = RollForm(typed, rows=page.rows)
    conflict = {
        "sentence": words.newer(last, page.session, reader=request.user, now=page.now),
        "differences": words.differences(page.rows, form.marks()),
    }
    return _shown(request, page, again, walk_ins, status=HTTPStatus.CONFLICT, conflict=conflict)


def _shown(
    request: MemberRequest, page: RollPage, form: RollForm, walk_ins: WalkInFormSet, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"page": page, "session": page.session, "form": form, "walk_ins": walk_ins, **more}
    return render(request, "desk/workshops/roll/roll.html", context, status=status)
