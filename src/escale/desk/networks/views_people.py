"""The charter of a network, and who runs it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest
from escale.accounts.models import Network
from escale.desk.networks.forms import CharterTextForm, CoordinatorForm
from escale.desk.networks.page import coordinated, network_page
from escale.networks import charters, coordinating
from escale.networks.coordinating import LastCoordinator, NobodyHere
from escale.networks.models import Charter
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@coordinated
def charter(request: MemberRequest, network: Network) -> HttpResponse:
    """The version of today, to write the next one from; those before."""
    now_read = charters.current(network)
    form = CharterTextForm(
        request.POST if request.method == "POST" else None, initial={"text": now_read.text if now_read else ""}
    )
    if request.method == "POST" and form.is_valid():
        published = charters.publish(network, form.cleaned_data["text"], by=request.user, now=timezone.now())
        messages.success(request, f"La version {published.number} est publiée. Chaque structure est invitée à la lire.")
        return redirect("desk:network-charter", network.pk)
    context = {
        "form": form,
        "charter": now_read,
        "versions": Charter.objects.of(network).select_related("published_by").latest_first(),
    }
    return network_page(request, "charter.html", network, context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@coordinated
def coordinators(request: MemberRequest, network: Network) -> HttpResponse:
    """Who runs it; one more."""
    form = CoordinatorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            named = coordinating.add(network, email=form.cleaned_data["email"], by=request.user)
        except NobodyHere:
            form.add_error(
                "email",
                "Personne, dans les structures du réseau, n’a cette adresse. Invitez-la d’abord dans une équipe.",
            )
        else:
            messages.success(request, f"{named} fait maintenant partie de la coordination.")
            return redirect("desk:network-coordinators", network.pk)
    context = {"form": form, "coordinators": network.coordinators.order_by("first_name", "last_name", "pk")}
    return network_page(request, "coordinators.html", network, context, status=status_of(form))


@require_POST
@coordinated
def remove(request: MemberRequest, network: Network, coordinator: int) -> HttpResponse:
    gone = get_object_or_404(network.coordinators, pk=coordinator)
    try:
        coordinating.remove(network, coordinator=gone, by=request.user)
    except LastCoordinator:
        messages.error(request, "Il faut au moins une personne. Nommez d’abord quelqu’un d’autre.")
        return redirect("desk:network-coordinators", network.pk)
    if gone.pk == request.user.pk:
        messages.success(request, f"Vous ne faites plus partie de la coordination de {network.name}.")
        return redirect("desk:networks")
    messages.success(request, f"{gone} ne fait plus partie de la coordination.")
    return redirect("desk:network-coordinators", network.pk)
