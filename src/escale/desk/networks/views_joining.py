"""An organization in its networks: saying yes to a charter, leaving. Its admin answers for it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Network
from escale.desk.networks.forms import AgreeForm, LeaveForm
from escale.networks import charters, leaving
from escale.networks.charters import CharterChanged
from escale.networks.leaving import NotInNetwork
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_manage_team)
def agree(request: MemberRequest, pk: int) -> HttpResponse:
    """Read the version of today, and say yes."""
    network = _network(request, pk)
    charter = charters.current(network)
    if charter is None:
        messages.info(request, f"{network.name} n’a pas de charte.")
        return redirect("desk:networks")
    form = AgreeForm(request.POST if request.method == "POST" else None, initial={"read": charter.pk})
    if request.method == "POST" and form.is_valid():
        organization, read = request.membership.organization, form.cleaned_data["read"]
        try:
            charters.agree(network, organization, read=read, by=request.user, now=timezone.now())
        except CharterChanged:
            messages.info(request, "La charte vient de changer. Lisez la nouvelle version, puis répondez.")
            return redirect("desk:network-agree", network.pk)
        messages.success(request, f"Votre structure a accepté la charte de {network.name}.")
        return redirect("desk:networks")
    context = {
        "network": network,
        "charter": charter,
        "agreement": charters.agreement_of(network, request.membership.organization),
        "form": form,
    }
    return render(request, "desk/networks/agree.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_manage_team)
def leave(request: MemberRequest, pk: int) -> HttpResponse:
    """Say why if one wishes, then leave."""
    network, organization = _network(request, pk), request.membership.organization
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            leaving.leave(network, organization, why=form.cleaned_data["why"], by=request.user, now=timezone.now())
        except NotInNetwork:
            messages.info(request, f"Votre structure n’était déjà plus dans {network.name}.")
        else:
            messages.success(request, f"Votre structure a quitté {network.name}. La coordination le sait.")
        return redirect("desk:networks")
    return render(request, "desk/networks/leave.html", {"network": network, "form": form}, status=status_of(form))


def _network(request: MemberRequest, pk: int) -> Network:
    return get_object_or_404(Network.objects.filter(organizations=request.membership.organization_id), pk=pk)
