"""The words of the site of a network, its address, opening and closing it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest
from escale.accounts.models import Network
from escale.desk.answers import with_undo
from escale.desk.networks.forms import DomainForm, SiteWordsForm
from escale.desk.networks.page import coordinated, network_page
from escale.networks import addresses, sites
from escale.networks.sites import DomainTaken, NothingToShow, Words
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@coordinated
def words(request: MemberRequest, network: Network) -> HttpResponse:
    """What the first page says, and how to reach the network."""
    site = sites.of(network)
    form = SiteWordsForm(request.POST if request.method == "POST" else None, site=site)
    if request.method == "POST" and form.is_valid():
        sites.change_words(network, Words(**form.cleaned_data))
        messages.success(request, "C’est enregistré. Le site le dit dès maintenant.")
        return redirect("desk:network-words", network.pk)
    return network_page(request, "words.html", network, {"form": form}, site=site, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@coordinated
def address(request: MemberRequest, network: Network) -> HttpResponse:
    """Where it is read, what the operator of the instance has left to do for it, and whether it is open."""
    site = sites.of(network)
    form = DomainForm(request.POST if request.method == "POST" else None, initial={"domain": site.domain})
    if request.method == "POST" and form.is_valid():
        try:
            sites.change_domain(network, form.cleaned_data["domain"])
        except DomainTaken:
            form.add_error("domain", "Un autre réseau a déjà ce nom. Choisissez-en un autre.")
        else:
            messages.success(request, "C’est enregistré. Ce qu’il reste à faire est dit dessous.")
            return redirect("desk:network-address", network.pk)
    context = {
        "form": form,
        "folder": f"{settings.BASE_URL}{addresses.folder_of(network)}",
        "is_served": bool(site.domain) and addresses.is_served(site.domain),
        "host": addresses.host_of_instance(),
        "allowed_hosts": ",".join([*settings.OTHER_HOSTS, site.domain]),
        "is_https": settings.HTTPS,
    }
    return network_page(request, "address.html", network, context, site=site, status=status_of(form))


@require_POST
@coordinated
def open_site(request: MemberRequest, network: Network) -> HttpResponse:
    try:
        sites.open_site(network, now=timezone.now())
    except NothingToShow:
        messages.error(request, "Le réseau n’a encore aucune structure à montrer. Invitez-en une d’abord.")
        return redirect("desk:network-organizations", network.pk)
    undo = reverse("desk:network-close", args=[network.pk])
    messages.success(request, with_undo("Le site du réseau est ouvert à tout le monde.", undo, "Le refermer"))
    return redirect("desk:network-address", network.pk)


@require_POST
@coordinated
def close_site(request: MemberRequest, network: Network) -> HttpResponse:
    sites.close_site(network)
    undo = reverse("desk:network-open", args=[network.pk])
    said = "Le site du réseau est fermé. Ses adresses mènent au site de tout le monde."
    messages.success(request, with_undo(said, undo, "Le rouvrir"))
    return redirect("desk:network-address", network.pk)


@require_POST
@coordinated
def show_figures(request: MemberRequest, network: Network) -> HttpResponse:
    """To everyone, or to the coordination alone."""
    shown = request.POST.get("montrer") == "oui"
    sites.show_figures(network, shown=shown)
    said = "Les chiffres sont sur le site du réseau." if shown else "Les chiffres ne sont plus sur le site du réseau."
    messages.success(request, said)
    return redirect("desk:network-address", network.pk)
