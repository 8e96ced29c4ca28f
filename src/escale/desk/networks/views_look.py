"""The colours and the logo of a network."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest
from escale.accounts.models import Network
from escale.desk.networks.forms import ColorsForm
from escale.desk.networks.page import coordinated, network_page
from escale.desk.settings.forms_identity import LogoForm
from escale.networks import sites
from escale.networks.sites import Logo
from escale.publishing import picture_files
from escale.publishing.picture_files import NotAnImage
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@coordinated
def look(request: MemberRequest, network: Network) -> HttpResponse:
    """Two colours, seen before they are saved."""
    form = _form(request, network)
    if request.method == "POST" and form.is_valid() and request.POST.get("action") != "preview":
        sites.change_colors(network, color=form.cleaned_data["color"], ground=form.cleaned_data["ground"])
        messages.success(request, "C’est enregistré. Le site a ces couleurs, de jour comme de nuit.")
        return redirect("desk:network-look", network.pk)
    return _page(request, network, form)


@require_POST
@coordinated
def add_logo(request: MemberRequest, network: Network) -> HttpResponse:
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid() and _kept(network, form):
        messages.success(request, "Le logo est en haut et en bas de chaque page.")
        return redirect("desk:network-look", network.pk)
    return _page(request, network, ColorsForm(site=sites.of(network)), logo_form=form)


@require_POST
@coordinated
def remove_logo(request: MemberRequest, network: Network) -> HttpResponse:
    sites.remove_logo(network)
    messages.success(request, "Le site n’a plus de logo : il porte la barque d’Escale et le nom du réseau.")
    return redirect("desk:network-look", network.pk)


@require_safe
@coordinated
def see_logo(request: MemberRequest, network: Network) -> HttpResponse:
    """The image, for those who run a network whose site may still be closed."""
    site = sites.of(network)
    if not site.logo:
        raise Http404
    return HttpResponse(bytes(site.logo), content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})


def _form(request: MemberRequest, network: Network) -> ColorsForm:
    """What was sent, with the nearest colour when that is what was asked."""
    site = sites.of(network)
    if request.method != "POST":
        return ColorsForm(site=site)
    sent = request.POST.copy()
    for name in ("color", "ground"):
        if nearest := sent.get(f"nearest_{name}"):
            sent[name] = nearest
    return ColorsForm(sent, site=site)


def _kept(network: Network, form: LogoForm) -> bool:
    """Keep the logo; say on the form why it couldn't be."""
    sent = form.cleaned_data["file"]
    try:
        image = picture_files.read(sent, size=sent.size, longest=picture_files.LONGEST_LOGO)
    except NotAnImage as refused:
        form.add_error("file", refused.sentence)
        return False
    sites.change_logo(
        network,
        Logo(
            content=image.content,
            name=f"{image.digest}.{image.extension}",
            width=image.width,
            height=image.height,
            alt=form.cleaned_data["alt"],
        ),
    )
    return True


def _page(
    request: MemberRequest, network: Network, form: ColorsForm, *, logo_form: LogoForm | None = None
) -> HttpResponse:
    site = sites.of(network)
    logo_form = logo_form or LogoForm(initial={"alt": network.name})
    seen = form.cleaned_data if form.is_bound and form.is_valid() else {"color": site.color, "ground": site.ground}
    context = {"form": form, "logo_form": logo_form, "seen": seen, "version": site.logo_name}
    return network_page(request, "look.html", network, context, site=site, status=status_of(form, logo_form))
