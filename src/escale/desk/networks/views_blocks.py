"""The few words a network puts on its first page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest
from escale.accounts.models import Network
from escale.desk.networks.forms import BlockForm
from escale.desk.networks.page import coordinated, network_page
from escale.networks import blocks as written
from escale.networks import sites
from escale.networks.blocks import TooManyBlocks
from escale.networks.models import Block
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@coordinated
def blocks(request: MemberRequest, network: Network) -> HttpResponse:
    """Those there are, in their order; one more."""
    site = sites.of(network)
    form = BlockForm(request.POST if request.method == "POST" else None, network=network)
    if request.method == "POST" and form.is_valid():
        try:
            written.add(network, **form.cleaned_data)
        except TooManyBlocks:
            form.add_error(None, f"L’accueil en montre déjà {written.MOST}. Retirez-en un d’abord.")
        else:
            messages.success(request, "L’encart est sur l’accueil.")
            return redirect("desk:network-blocks", network.pk)
    context = {"blocks": written.of(site) if site.pk else [], "form": form}
    return network_page(request, "blocks.html", network, context, site=site, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@coordinated
def block(request: MemberRequest, network: Network, block: int) -> HttpResponse:
    """One of them, to write again."""
    shown = _block(network, block)
    form = BlockForm(request.POST if request.method == "POST" else None, network=network, block=shown)
    if request.method == "POST" and form.is_valid():
        written.change(shown, **form.cleaned_data)
        messages.success(request, "C’est enregistré.")
        return redirect("desk:network-blocks", network.pk)
    return network_page(request, "block.html", network, {"form": form, "written": shown}, status=status_of(form))


@require_POST
@coordinated
def move_up(request: MemberRequest, network: Network, block: int) -> HttpResponse:
    written.move_up(_block(network, block))
    return redirect("desk:network-blocks", network.pk)


@require_POST
@coordinated
def remove(request: MemberRequest, network: Network, block: int) -> HttpResponse:
    gone = _block(network, block)
    written.remove(gone)
    messages.success(request, f"« {gone.title} » n’est plus sur l’accueil.")
    return redirect("desk:network-blocks", network.pk)


def _block(network: Network, pk: int) -> Block:
    return get_object_or_404(Block.objects.filter(site__network=network), pk=pk)
