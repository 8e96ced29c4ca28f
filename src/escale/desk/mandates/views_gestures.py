"""The gestures on a mandate: her yes, an act, her copy, stop, the end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.mandates import page
from escale.desk.mandates.forms import ActForm, ConsentForm, EndForm
from escale.desk.mandates.views import mandate_or_404
from escale.mandates import acts, consenting, rules, writing
from escale.mandates.acts import OTHER, Act, ActRefused
from escale.mandates.consenting import NotAsked
from escale.mandates.models import ConsentBy, CopyHow, End, Mandate, Result
from escale.mandates.writing import AlreadySigned, NotPossible
from escale.ui.status import REFUSED

SIGNED_MEANWHILE = "Elle a déjà répondu : relisez où en est le mandat."


@require_POST
@requires(rules.may_act)
def sign(request: MemberRequest, pk: int) -> HttpResponse:
    """Note her yes, in the way that was chosen."""
    shown = mandate_or_404(request, pk)
    form = ConsentForm(request.POST, way=ConsentBy(shown.consent_by))
    if shown.consent_by == ConsentBy.SMS or not form.is_valid():
        return _again(request, shown, consent_form=form)
    try:
        consenting.sign(shown, form.consent(), by=request.membership, now=timezone.now())
    except NotAsked:
        messages.warning(request, SIGNED_MEANWHILE)
    else:
        messages.success(request, "Son accord est noté. Vous pouvez commencer les actes.")
    return redirect("desk:mandate", pk)


@require_POST
@requires(rules.may_act)
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Send her the question by SMS."""
    shown = mandate_or_404(request, pk)
    try:
        consenting.ask_by_sms(shown, by=request.membership, now=timezone.now())
    except NotPossible as problem:
        messages.error(request, problem.sentence)
    except NotAsked:
        messages.warning(request, SIGNED_MEANWHILE)
    else:
        messages.success(request, "Le SMS part. Sa réponse s’affiche ici dès qu’elle arrive.")
    return redirect("desk:mandate", pk)


@require_POST
@requires(rules.may_act)
def give_up(request: MemberRequest, pk: int) -> HttpResponse:
    """End a mandate that won't be signed."""
    shown = mandate_or_404(request, pk)
    try:
        writing.give_up(shown, by=request.membership, now=timezone.now())
    except AlreadySigned:
        messages.warning(request, SIGNED_MEANWHILE)
        return redirect("desk:mandate", pk)
    messages.success(request, "Ce mandat est abandonné. Rien n’a été fait à sa place.")
    return redirect("desk:mandates")


@require_POST
@requires(rules.may_act)
def note_act(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down an act; one that isn't permitted is refused with a sentence, and written in the journal."""
    shown = mandate_or_404(request, pk)
    form = ActForm(request.POST, mandate=shown)
    if not form.is_valid():
        return _again(request, shown, act_form=form)
    said = form.cleaned_data
    act = Act(
        what=OTHER if said["what"] == ActForm.OTHER else said["what"],
        result=Result(said["result"]),
        words=said["words"],
        receipt=said["receipt"],
    )
    try:
        acts.note(shown, act, submission=said["submission"], by=request.membership, now=timezone.now())
    except ActRefused as problem:
        messages.error(request, f"{problem.sentence} Ce refus est écrit dans le journal.")
    else:
        messages.success(request, "L’acte est écrit dans le journal.")
    return redirect("desk:mandate", pk)


@require_POST
@requires(rules.may_act)
def hand_over(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that she has her copy on paper."""
    acts.hand_over(mandate_or_404(request, pk), CopyHow.PAPER, by=request.membership, now=timezone.now())
    messages.success(request, "C’est noté : elle a son exemplaire.")
    return redirect("desk:mandate", pk)


@require_POST
@requires(rules.may_stop)
def stop(request: MemberRequest, pk: int) -> HttpResponse:
    """She says stop: everything stops, whoever she told."""
    shown = mandate_or_404(request, pk)
    if acts.revoke(shown, by=request.membership, now=timezone.now()):
        messages.success(request, "Tout est arrêté. Plus aucun acte ne peut être fait avec ce mandat.")
    if rules.may_act(request.membership):
        return redirect("desk:mandate", pk)
    return redirect("desk:person", shown.person_id) if shown.person_id else redirect("desk:my-day")


@require_POST
@requires(rules.may_act)
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """Close it with what came of the formality."""
    shown = mandate_or_404(request, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _again(request, shown, end_form=form)
    said = form.cleaned_data
    outcome = End(said["outcome"])
    if acts.end(shown, outcome=outcome, words=said["outcome_words"], by=request.membership, now=timezone.now()):
        messages.success(request, "Le mandat est terminé. Imprimez la preuve : elle est à remettre à la personne.")
    return redirect("desk:mandate", pk)


def _again(request: MemberRequest, shown: Mandate, **forms: Any) -> HttpResponse:
    context = page.of(shown, reader=request.membership, now=timezone.now(), **forms)
    return render(request, "desk/mandates/mandate.html", context, status=REFUSED)
