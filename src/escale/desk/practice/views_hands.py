"""Hands asked and offered: their list, one of them, and each gesture about it."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.community import circles
from escale.desk.answers import with_undo
from escale.desk.practice import nearby
from escale.desk.practice.forms import HandForm, OfferForm
from escale.desk.practice.page import peers_page
from escale.places.zones import zone_of
from escale.practice import hands as using
from escale.practice import rules
from escale.practice.hands import HandClosed, OwnRequest
from escale.practice.models import HandOffer, HandOfferState, HandRequest
from escale.ui.status import status_of

PER_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Row:
    """A hand asked for, as the reader sees it."""

    request: HandRequest
    where: str
    is_own: bool
    is_open: bool
    offers: int


@require_safe
@requires(rules.may_take_part)
def hands(request: MemberRequest) -> HttpResponse:
    """Those that wait, the nearest day first; those of the reader, on demand."""
    today, own = _today(request), request.GET.get("voir") == "les-miens"
    found = HandRequest.objects.visible_to(request.user)
    found = found.filter(asked_by=request.user) if own else found.open(on=today)
    standing = Count("offers", filter=~Q(offers__state=HandOfferState.WITHDRAWN))
    listed = found.select_related("circle", "asked_by", "organization").annotate(standing=standing)
    page = Paginator(listed.order_by("needed_on", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"own": own, "page": page, "rows": _rows(request, list(page.object_list), today)}
    return peers_page(request, "hands.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_take_part)
def ask(request: MemberRequest) -> HttpResponse:
    """Ask a circle for a hand."""
    member, now = request.membership, timezone.now()
    form = HandForm(request.POST or None, member=member, today=_today(request))
    if request.method == "POST" and form.is_valid():
        circle = circles.take(member, form.cleaned_data["circle"], now=now)
        made = using.ask(form.needed(), circle=circle, member=member, submission=form.key, now=now)
        messages.success(request, "C’est demandé. Un mail vous prévient à chaque proposition.")
        return redirect("desk:peers-hand", made.pk)
    return peers_page(request, "hand_form.html", {"form": form}, status=status_of(form))


@require_safe
@requires(rules.may_take_part)
def hand(request: MemberRequest, pk: int) -> HttpResponse:
    return _hand_page(request, pk, OfferForm())


@require_POST
@requires(rules.may_take_part)
def offer(request: MemberRequest, pk: int) -> HttpResponse:
    """Offer a hand."""
    asked, form = _seen_or_404(request, pk), OfferForm(request.POST)
    if not form.is_valid():
        return _hand_page(request, pk, form)
    try:
        using.offer(
            asked,
            form.cleaned_data["words"],
            member=request.membership,
            submission=form.key,
            today=_today(request),
            now=timezone.now(),
        )
    except (HandClosed, OwnRequest):
        messages.error(request, "Cette demande n’attend plus de proposition.")
    else:
        messages.success(request, f"C’est proposé. {asked.asked_by.first_name} est au courant par mail.")
    return redirect("desk:peers-hand", pk)


@require_POST
@requires(rules.may_take_part)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Settle one’s own request."""
    using.close(get_object_or_404(HandRequest.objects.filter(asked_by=request.user), pk=pk), now=timezone.now())
    undo = reverse("desk:peers-hand-reopen", args=[pk])
    messages.success(request, with_undo("La demande est fermée.", undo, "La rouvrir"))
    return redirect("desk:peers-hand", pk)


@require_POST
@requires(rules.may_take_part)
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    using.reopen(get_object_or_404(HandRequest.objects.filter(asked_by=request.user), pk=pk))
    messages.success(request, "La demande attend de nouveau.")
    return redirect("desk:peers-hand", pk)


@require_POST
@requires(rules.may_take_part)
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Say yes to an offer."""
    made = _made_to_her_or_404(request, pk)
    using.answer(made, accepts=True, now=timezone.now())
    messages.success(request, f"C’est accepté. {made.offered_by.first_name} est au courant par mail.")
    return redirect("desk:peers-hand", made.request_id)


@require_POST
@requires(rules.may_take_part)
def decline(request: MemberRequest, pk: int) -> HttpResponse:
    """Say no to an offer."""
    made = _made_to_her_or_404(request, pk)
    using.answer(made, accepts=False, now=timezone.now())
    undo = reverse("desk:peers-hand-wait", args=[pk])
    said = f"C’est décliné. {made.offered_by.first_name} est au courant par mail."
    messages.success(request, with_undo(said, undo, "Reprendre ma réponse"))
    return redirect("desk:peers-hand", made.request_id)


@require_POST
@requires(rules.may_take_part)
def wait(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an answer back."""
    made = _made_to_her_or_404(request, pk)
    using.wait_again(made)
    messages.success(request, "La proposition attend votre réponse.")
    return redirect("desk:peers-hand", made.request_id)


@require_POST
@requires(rules.may_take_part)
def thank(request: MemberRequest, pk: int) -> HttpResponse:
    made = _made_to_her_or_404(request, pk)
    using.thank(made, now=timezone.now())
    messages.success(request, f"Votre merci part à {made.offered_by.first_name}.")
    return redirect("desk:peers-hand", made.request_id)


@require_POST
@requires(rules.may_take_part)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one’s own offer away."""
    made = get_object_or_404(HandOffer.objects.filter(offered_by=request.user), pk=pk)
    using.withdraw(made)
    messages.success(request, "Votre proposition est retirée.")
    return redirect("desk:peers-hand", made.request_id)


def _hand_page(request: MemberRequest, pk: int, form: OfferForm) -> HttpResponse:
    """One request; the offers are read by whoever asked, and each by whoever made it."""
    asked = _seen_or_404(request, pk)
    offers = HandOffer.objects.visible_to(request.user).standing().filter(request=asked)
    listed = list(offers.select_related("offered_by", "organization").order_by("created_at", "pk"))
    (row,) = _rows(request, [asked], _today(request))
    context = {"row": row, "offers": listed, "may_offer": row.is_open and not row.is_own and not listed, "form": form}
    return peers_page(request, "hand.html", context, status=status_of(form))


def _rows(request: MemberRequest, listed: list[HandRequest], today: date) -> list[Row]:
    origin = nearby.origin_of(request.membership)
    return [
        Row(
            request=each,
            where=nearby.said(each.commune_name, nearby.distance_to(each.commune, origin)) or "À distance",
            is_own=each.asked_by_id == request.user.pk,
            is_open=each.closed_at is None and each.needed_on >= today,
            offers=getattr(each, "standing", 0),
        )
        for each in listed
    ]


def _seen_or_404(request: MemberRequest, pk: int) -> HandRequest:
    found = HandRequest.objects.visible_to(request.user).select_related("circle", "asked_by", "organization")
    return get_object_or_404(found, pk=pk)


def _made_to_her_or_404(request: MemberRequest, pk: int) -> HandOffer:
    made = HandOffer.objects.filter(request__asked_by=request.user).select_related("offered_by", "organization")
    return get_object_or_404(made, pk=pk)


def _today(request: MemberRequest) -> date:
    return timezone.now().astimezone(zone_of(request.membership.organization)).date()
