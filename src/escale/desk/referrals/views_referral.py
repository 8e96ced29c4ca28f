"""One referral: what was said, what came back, what is to be done; answers heard, what happened, stopped."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.referrals import referral_page
from escale.desk.referrals.finding import referral_or_404
from escale.desk.referrals.forms import HeardForm, OutcomeForm, UnmetForm
from escale.desk.referrals.words import sees_words
from escale.desk.today import today_of
from escale.directory import answering, following, lacking
from escale.directory.answering import AnsweredMeanwhile, LinkClosed
from escale.directory.models import Lacking, Outcome, Referral
from escale.directory.rules import may_refer
from escale.ui.status import status_of

MEANWHILE = "Quelqu’un a répondu entre-temps. Voici où en est cette orientation."
OVER = "Cette orientation est terminée. Son lien n’ouvre plus rien."


@require_safe
@requires(may_refer)
def referral(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, referral_or_404(request, pk))


@require_POST
@requires(may_refer)
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Note what the partner said on the telephone."""
    shown, form = referral_or_404(request, pk), HeardForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, heard=form)
    try:
        answering.note_answer(shown, **form.said, by=request.membership, now=timezone.now())
    except AnsweredMeanwhile:
        messages.warning(request, MEANWHILE)
    else:
        messages.success(request, "C’est noté.")
    return redirect("desk:referral", pk)


@require_POST
@requires(may_refer)
def outcome(request: MemberRequest, pk: int) -> HttpResponse:
    """Note what came of it for the person."""
    shown, form = referral_or_404(request, pk), OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, outcome=form)
    said = Outcome(form.cleaned_data["outcome"])
    note = form.cleaned_data["note"]
    if not note and not sees_words(shown, reader=request.membership):
        # What she wasn't shown isn't hers to empty.
        note = shown.outcome_note
    following.note_outcome(shown, said, note=note, by=request.membership, now=timezone.now())
    messages.success(request, "C’est noté. Merci.")
    return redirect("desk:referral", pk)


@require_POST
@requires(may_refer)
def unmet(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that nobody answers this need here: it is counted, without the person."""
    shown, form = referral_or_404(request, pk), UnmetForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, unmet=form)
    lacking.note(
        form.cleaned_data["words"],
        lacking=Lacking(form.cleaned_data["lacking"]),
        need=shown.need,
        commune=shown.person.commune if shown.person else "",
        on=today_of(request),
        by=request.membership,
        now=timezone.now(),
        submission=form.cleaned_data["submission"],
    )
    following.settle(shown)
    messages.success(request, "C’est noté : ce besoin compte dans « Ce qui manque sur le territoire ».")
    return redirect("desk:referral", pk)


@require_POST
@requires(may_refer)
def renew(request: MemberRequest, pk: int) -> HttpResponse:
    """Give the partner another link, for eight days; by mail when it has an address."""
    shown = referral_or_404(request, pk)
    try:
        current = answering.renew_link(shown, now=timezone.now())
    except LinkClosed:
        messages.warning(request, OVER)
    else:
        sent = f"Il part à {current.goes_to}." if current.goes_to else "Copiez-le ci-dessous."
        messages.success(request, f"Nouveau lien, pour 8 jours. {sent} L’ancien n’ouvre plus rien.")
    return redirect("desk:referral", pk)


@require_POST
@requires(may_refer)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Stop it: the partner’s page closes at once."""
    answering.withdraw(referral_or_404(request, pk), by=request.membership, now=timezone.now())
    messages.success(request, "C’est arrêté. La page du partenaire ne montre plus rien.")
    return redirect("desk:referral", pk)


def _page(request: MemberRequest, shown: Referral, **given: BaseForm) -> HttpResponse:
    now, reads = timezone.now(), sees_words(shown, reader=request.membership)
    forms: dict[str, Any] = {
        "heard": HeardForm(initial={"revision": shown.revision}),
        "outcome": OutcomeForm(initial={"outcome": shown.outcome, "note": shown.outcome_note if reads else ""}),
        "unmet": UnmetForm(
            initial={"words": referral_page.need_words(shown), "lacking": Lacking.REFUSED, "submission": uuid4()}
        ),
    }
    context = referral_page.of(shown, by=request.membership, now=now) | forms | given | {"sent": list(given.values())}
    return render(request, "desk/referrals/referral.html", context, status=status_of(*given.values()))
