"""The organizations of a network: those it holds, those it invites, taking one out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import limits
from escale.accounts.access import MemberRequest
from escale.accounts.models import Network
from escale.desk.networks.forms import InviteForm, TakeOutForm
from escale.desk.networks.page import coordinated, network_page
from escale.limits import Limit, TooManyTries
from escale.networks import charters, joining, leaving
from escale.networks.leaving import NotInNetwork
from escale.networks.models import JoinInvitation
from escale.ui.status import status_of

INVITATIONS = Limit("network-invitations", 60, 3600)
"""Mails one coordinator sends in an hour: a whole region may be invited, strangers are not flooded."""
PER_PAGE = 50
TOO_MANY = "Vous avez envoyé beaucoup d’invitations. Attendez une heure, puis recommencez."
SENT = "L’invitation part à {email}. Elle marche une seule fois, pendant 30 jours."


@require_safe
@coordinated
def organizations(request: MemberRequest, network: Network) -> HttpResponse:
    """Each with the version of the charter it agreed to, and the invitations without answer."""
    now = timezone.now()
    charter, agreed = charters.current(network), charters.agreements(network)
    page = Paginator(network.organizations.order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    invitations = JoinInvitation.objects.filter(network=network).select_related("invited_by")
    context = {
        "page": page,
        "rows": [(each, agreed.get(each.pk)) for each in page],
        "charter": charter,
        "invitations": [
            (each, each.is_expired(now=now)) for each in invitations.waiting().order_by("-created_at", "-pk")
        ],
        "declined": invitations.filter(refused_at__isnull=False).order_by("-refused_at", "-pk")[:10],
        "departures": network.departures.select_related("organization").order_by("-left_at", "-pk")[:10],
    }
    return network_page(request, "organizations.html", network, context)


@require_http_methods(["GET", "HEAD", "POST"])
@coordinated
def invite(request: MemberRequest, network: Network) -> HttpResponse:
    """Write to whoever runs an organization."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        try:
            limits.take(INVITATIONS, str(request.user.pk), now=now)
        except TooManyTries:
            form.add_error("email", TOO_MANY)
        else:
            joining.invite(network, **said, by=request.membership, now=now)
            messages.success(request, SENT.format(email=said["email"]))
            return redirect("desk:network-organizations", network.pk)
    return network_page(request, "invite.html", network, {"form": form}, status=status_of(form))


@require_POST
@coordinated
def resend(request: MemberRequest, network: Network, invitation: int) -> HttpResponse:
    """Send a new link, which replaces the one that waits."""
    waiting, now = _invitation(network, invitation), timezone.now()
    try:
        limits.take(INVITATIONS, str(request.user.pk), now=now)
    except TooManyTries:
        messages.error(request, TOO_MANY)
        return redirect("desk:network-organizations", network.pk)
    joining.invite(
        network,
        email=waiting.email,
        organization_name=waiting.organization_name,
        words=waiting.words,
        by=request.membership,
        now=now,
    )
    messages.success(request, SENT.format(email=waiting.email))
    return redirect("desk:network-organizations", network.pk)


@require_POST
@coordinated
def revoke(request: MemberRequest, network: Network, invitation: int) -> HttpResponse:
    waiting = _invitation(network, invitation)
    joining.revoke(waiting, by=request.user, now=timezone.now())
    messages.success(request, f"L’invitation de {waiting} ne marche plus.")
    return redirect("desk:network-organizations", network.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@coordinated
def take_out(request: MemberRequest, network: Network, joined: int) -> HttpResponse:
    """Say why, then take it out."""
    organization = get_object_or_404(network.organizations, pk=joined)
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            leaving.take_out(network, organization, why=form.cleaned_data["why"], by=request.user, now=timezone.now())
        except NotInNetwork:
            messages.info(request, f"{organization.name} n’était déjà plus dans le réseau.")
        else:
            messages.success(request, f"{organization.name} n’est plus dans le réseau. Un mail le lui dit.")
        return redirect("desk:network-organizations", network.pk)
    context = {"organization": organization, "form": form}
    return network_page(request, "take_out.html", network, context, status=status_of(form))


def _invitation(network: Network, pk: int) -> JoinInvitation:
    return get_object_or_404(JoinInvitation.objects.filter(network=network).waiting(), pk=pk)
