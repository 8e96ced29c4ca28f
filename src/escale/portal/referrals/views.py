"""One referral as its partner sees it: who, why, and an answer in one gesture; expired or over, nobody is named any more."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale import limits
from escale.directory import answering
from escale.directory.answering import AnsweredMeanwhile, LinkClosed
from escale.directory.links import secret_of
from escale.directory.models import UNANSWERED, Referral, ReferralState
from escale.limits import Limit
from escale.portal.guards import with_referral
from escale.portal.referrals import page
from escale.portal.referrals.forms import AnswerForm, CameForm, PartnerForm
from escale.ui.status import status_of

ANSWERS_PER_LINK = Limit("referral-answers", 20, 3600)
LINKS_PER_REFERRAL = Limit("referral-links", 3, 86400)

type View = Callable[[HttpRequest, Referral], HttpResponse]


def while_open(view: View) -> View:
    """Expired or over, a link says so, and what may be done; it shows nothing of anybody."""

    @wraps(view)
    def guarded(request: HttpRequest, sent: Referral) -> HttpResponse:
        if not sent.shows_person(now=timezone.now()):
            return _closed(request, sent)
        return view(request, sent)

    return guarded


@with_referral
@require_http_methods(["GET", "HEAD", "POST"])
@while_open
def referral(request: HttpRequest, sent: Referral) -> HttpResponse:
    """Who is sent and why; the answer, then whether she came."""
    form_class: type[PartnerForm] = AnswerForm if sent.state in UNANSWERED else CameForm
    form = form_class(request.POST if request.method == "POST" else None, referral=sent)
    if request.method == "POST":
        limits.take(ANSWERS_PER_LINK, str(sent.pk), now=timezone.now())
        if form.is_valid():
            return _answered(request, sent, form)
    context = page.of(sent) | {"form": form, "asks_if_she_came": form_class is CameForm}
    return render(request, "portal/referrals/referral.html", context, status=status_of(form))


@with_referral
@require_POST
def ask_again(request: HttpRequest, sent: Referral) -> HttpResponse:
    """Send another link to the address the first was sent to, and to no other."""
    now = timezone.now()
    if sent.shows_person(now=now):
        return redirect("portal:referral", secret_of(sent))
    limits.take(LINKS_PER_REFERRAL, str(sent.pk), now=now)
    if not answering.may_ask_again(sent, now=now):
        return _closed(request, sent)
    try:
        answering.renew_link(sent, now=now)
    except LinkClosed:
        return _closed(request, sent)
    return render(request, "portal/referrals/again.html", page.around(sent))


def _answered(request: HttpRequest, sent: Referral, form: PartnerForm) -> HttpResponse:
    try:
        current = answering.answer_by_partner(sent, **form.said, now=timezone.now())
    except LinkClosed:
        return _closed(request, sent)
    except AnsweredMeanwhile:
        messages.warning(request, "Quelqu’un a répondu entre-temps. Voici où en est cette orientation.")
        return redirect("portal:referral", secret_of(sent))
    if current.ended_at is None:
        messages.success(request, f"Merci, votre réponse est partie. Nous prévenons {sent.adviser.first_name}.")
    return redirect("portal:referral", secret_of(sent))


def _closed(request: HttpRequest, sent: Referral) -> HttpResponse:
    """Over or expired: when, and what may still be done; neither who nor why."""
    context: dict[str, Any] = page.around(sent) | {
        "is_over": sent.ended_at is not None,
        "said_by_partner": sent.state in {ReferralState.REFUSED, ReferralState.DONE, ReferralState.NOT_COME},
        "may_ask_again": answering.may_ask_again(sent, now=timezone.now()),
        "secret": secret_of(sent),
    }
    return render(request, "portal/referrals/closed.html", context, status=HTTPStatus.GONE)
