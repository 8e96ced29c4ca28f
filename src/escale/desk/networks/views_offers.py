"""What the organizations of a network publish: read over, shown or refused with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest
from escale.accounts.models import Network
from escale.desk.answers import with_undo
from escale.desk.networks.forms import RefuseForm
from escale.desk.networks.page import coordinated, network_page
from escale.networks import moderation, sites
from escale.networks.models import OfferReview, ReviewState
from escale.ui.status import status_of
from escale.workshops.models import Group, Session

PER_PAGE = 25
LISTS = {"": None, "affichees": ReviewState.ACCEPTED, "refusees": ReviewState.REFUSED}
"""By the word of the address: those without answer, then those that have one."""


@require_safe
@coordinated
def offers(request: MemberRequest, network: Network) -> HttpResponse:
    """What is to come, by what was answered."""
    site, now = sites.of(network), timezone.now()
    asked = request.GET.get("liste", "")
    state = LISTS.get(asked)
    found = moderation.waiting(site, now=now) if state is None else moderation.answered(network, state, now=now)
    coming = Session.objects.filter(starts_at__gt=now, canceled_at=None).select_related("venue")
    listed = found.prefetch_related(Prefetch("sessions", queryset=coming.order_by("starts_at", "pk"), to_attr="coming"))
    unread = "À relire" if site.reviews_first else "Affichées"
    read = "Relues et affichées" if site.reviews_first else "Relues"
    context = {
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "lists": [
            (word, label, LISTS.get(word) == state)
            for word, label in zip(LISTS, (unread, read, "Refusées"), strict=True)
        ],
    }
    return network_page(request, "offers.html", network, context, site=site)


@require_POST
@coordinated
def read_first(request: MemberRequest, network: Network) -> HttpResponse:
    """Read before it is shown, or show at once."""
    if request.POST.get("relire") == "oui":
        sites.read_first(network, now=timezone.now())
        messages.success(request, "À partir de maintenant, ce qui est publié attend votre relecture.")
    else:
        sites.show_at_once(network)
        messages.success(request, "Ce qui est publié s’affiche aussitôt. Ce que vous avez refusé reste refusé.")
    return redirect("desk:network-offers", network.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@coordinated
def offer(request: MemberRequest, network: Network, offer: int) -> HttpResponse:
    """One offer in whole, and refusing it with a reason."""
    group = _group(network, offer)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        moderation.decide(
            network,
            group,
            state=ReviewState.REFUSED,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, f"« {group.title} » n’est pas affiché. {group.organization.name} le saura par mail.")
        return redirect("desk:network-offers", network.pk)
    context = {
        "group": group,
        "sessions": Session.objects.filter(group=group, canceled_at=None)
        .select_related("venue")
        .order_by("starts_at", "pk"),
        "review": OfferReview.objects.filter(network=network, group=group).select_related("decided_by").first(),
        "form": form,
    }
    return network_page(request, "offer.html", network, context, status=status_of(form))


@require_POST
@coordinated
def accept(request: MemberRequest, network: Network, offer: int) -> HttpResponse:
    group = _group(network, offer)
    moderation.decide(network, group, state=ReviewState.ACCEPTED, by=request.user, now=timezone.now())
    undo = reverse("desk:network-offer-forget", args=[network.pk, group.pk])
    messages.success(request, with_undo(f"« {group.title} » est affiché sur le site du réseau.", undo, "Défaire"))
    return redirect("desk:network-offers", network.pk)


@require_POST
@coordinated
def forget(request: MemberRequest, network: Network, offer: int) -> HttpResponse:
    """As if nobody had answered."""
    group = _group(network, offer)
    moderation.forget(network, group)
    messages.success(request, f"« {group.title} » n’a plus de réponse.")
    return redirect("desk:network-offers", network.pk)


def _group(network: Network, pk: int) -> Group:
    shown = Group.objects.published().filter(organization__networks=network)
    return get_object_or_404(shown.with_everything_shown(), pk=pk)
