"""“Orienter”: somebody is sent to a partner, once she has heard what is transmitted and said yes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts.access import MemberRequest, requires
from escale.desk.referrals import asked as asking
from escale.desk.referrals import proposals, refer_page
from escale.desk.referrals.asked import Asked
from escale.desk.referrals.finding import own_partners
from escale.desk.referrals.forms import IMPOSSIBLE, ReferForm
from escale.directory import referring
from escale.directory.models import Method, Referral
from escale.directory.rules import may_refer
from escale.french.secrets import find_health_words
from escale.people import search
from escale.places.zones import zone_of
from escale.ui.status import status_of

SAID = {
    Method.PHONE: "Appelez maintenant. Puis notez ce qu’ils ont dit.",
    Method.MAIL: "Le mail part. La page secrète marche 8 jours.",
    Method.SMS: "Le SMS part, avec l’adresse et les horaires.",
    Method.PAPER: "C’est noté. Imprimez le bon, et donnez-le.",
    Method.TOGETHER: "C’est noté : rendez-vous à trois.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_refer)
def refer(request: MemberRequest) -> HttpResponse:
    """Choose who, towards whom, for what and how; see what leaves; send it."""
    asked, now = asking.read(request), timezone.now()
    if asked.person is None:
        return _choose_person(request, asked)
    sent = request.POST if request.method == "POST" else None
    found = proposals.find(asked, chosen=_chosen(request), by=request.membership, now=now)
    form = ReferForm(
        sent,
        asked=asked,
        person=asked.person,
        proposals=found,
        allowed=own_partners(request).in_use(),
        zone=zone_of(request.membership.organization),
        now=now,
    )
    wants_preview = sent is not None and "apercu" in sent
    if wants_preview:
        # One looks at what leaves before one agrees to it.
        form.fields["agreed"].required = False
    if sent is not None and form.is_valid() and not wants_preview:
        try:
            return _sent(request, referring.send(form.sending(), by=request.membership, now=now))
        except tuple(IMPOSSIBLE) as problem:
            form.refuse(problem)
    context = refer_page.of(asked, form, found, by=request.membership, now=now)
    context |= refer_page.preview(form, by=request.membership, now=now) if wants_preview else {}
    return render(request, "desk/referrals/refer.html", context, status=200 if wants_preview else status_of(form))


def _chosen(request: MemberRequest) -> Any:
    """The partner ticked in the form sent, so that it stays among the choices."""
    return own_partners(request).in_use().one(pk=asking.number(request.POST.get("partner", "")))


def _choose_person(request: MemberRequest, asked: Asked) -> HttpResponse:
    """Who is sent: found by name or telephone, as for an appointment."""
    text = request.GET.get("q", "").strip()[:80]
    context = {
        "text": text,
        "found": search.find(request.membership.organization, text) if text else [],
        "asked": asked,
    }
    return render(request, "desk/referrals/who.html", context, status=422 if request.method == "POST" else 200)


def _sent(request: MemberRequest, referral: Referral) -> HttpResponse:
    messages.success(request, SAID[Method(referral.method)])
    if words := find_health_words(referral.words):
        messages.warning(
            request, f"La phrase parle de santé ({', '.join(words)}). La prochaine fois, restez au besoin."
        )
    return redirect("desk:referral", referral.pk)
