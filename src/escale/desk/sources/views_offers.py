"""One offer of another site: hidden, shown again, told apart from what it was taken for, put together again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.sources.finding import offer_or_404
from escale.offers import keeping, rules
from escale.offers.models import ForeignOffer


@require_POST
@requires(rules.may_choose_sources)
def hide(request: MemberRequest, pk: int) -> HttpResponse:
    offer = offer_or_404(request, pk)
    keeping.hide(offer, now=timezone.now())
    return _back(request, offer, "n’est plus montré", "desk:foreign-offer-show")


@require_POST
@requires(rules.may_choose_sources)
def show(request: MemberRequest, pk: int) -> HttpResponse:
    offer = offer_or_404(request, pk)
    keeping.show(offer, now=timezone.now())
    return _back(request, offer, "est de nouveau montré", "desk:foreign-offer-hide")


@require_POST
@requires(rules.may_choose_sources)
def tell_apart(request: MemberRequest, pk: int) -> HttpResponse:
    offer = offer_or_404(request, pk)
    keeping.tell_apart(offer, now=timezone.now())
    return _back(request, offer, "est montré à part", "desk:foreign-offer-together")


@require_POST
@requires(rules.may_choose_sources)
def put_together(request: MemberRequest, pk: int) -> HttpResponse:
    offer = offer_or_404(request, pk)
    keeping.put_together(offer, now=timezone.now())
    return _back(request, offer, "est comparé de nouveau", "desk:foreign-offer-apart")


def _back(request: MemberRequest, offer: ForeignOffer, said: str, undo: str) -> HttpResponse:
    sentence = f"«\u00a0{offer.title}\u00a0» {said}."
    messages.success(request, with_undo(sentence, reverse(undo, args=[offer.pk]), "Annuler ce changement"))
    return redirect("desk:source", offer.source_id)
