"""The pages of the site of a network, and the list of the networks of the instance."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.models import Network
from escale.networks import addresses, charters, current, look, sites
from escale.networks.models import Site
from escale.portal.finding import here
from escale.portal.guards import public
from escale.portal.networks import page
from escale.statistics import filters, reporting
from escale.statistics import networks as figures_of

KEPT_FOR_EVER = "public, max-age=31536000, immutable"

type View = Callable[[HttpRequest, Site], HttpResponse]


def of_network(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the site of a network: it gets the site, and doesn't exist at the address of the instance."""

    @public
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, /, **parts: str) -> HttpResponse:
        site = current.site_of(request)
        if site is None:
            raise Http404
        return view(request, site, **parts)

    return guarded


@here.may_be_asked
@of_network
def home(request: HttpRequest, site: Site) -> HttpResponse:
    """Its words, what can be looked for, what is coming, who is in it."""
    now = timezone.now()
    context = {
        "page_head": page.head(site),
        "words": "",
        "town": page.town(request),
        "ideas": (),
        "blocks": page.blocks(request, site),
        "activities": page.coming(request, now=now),
        "organizations": page.organizations(request)[: page.FEW],
        "organization_count": page.organizations(request).count(),
        "has_charter": charters.current(site.network) is not None,
    }
    return render(request, "portal/networks/home.html", context)


@of_network
def organizations(request: HttpRequest, site: Site) -> HttpResponse:
    """Every organization of the network."""
    return render(request, "portal/networks/organizations.html", {"page": page.listed(request)})


@of_network
def figures(request: HttpRequest, site: Site) -> HttpResponse:
    """The figures of the network, masked, when it chose to show them: quarters and years that are over."""
    if not site.shows_figures:
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)
    period = figures_of.chosen(request.GET.get("period", ""), today=today)
    context = {
        "period": filters.period_said(*period),
        "choices": [
            (figures_of.name(days), filters.period_said(*days), days == period) for days in figures_of.offered(today)
        ],
        "drawn": reporting.drawn(figures_of.read(site.network, period, today=today, now=now)),
        "organization_count": page.organizations(request).count(),
    }
    return render(request, "portal/networks/figures.html", context)


@of_network
def charter(request: HttpRequest, site: Site) -> HttpResponse:
    """What every organization of the network promises."""
    shown = charters.current(site.network)
    if shown is None:
        raise Http404
    return render(request, "portal/networks/charter.html", {"charter": shown})


@of_network
def colors(request: HttpRequest, site: Site, version: str) -> HttpResponse:
    """The tokens of its colours; a version that is no more leads to the one that is."""
    if version != sites.version_of_colors(site):
        return redirect("portal:network-colors", sites.version_of_colors(site))
    sheet = look.style_sheet(color=site.color, ground=site.ground)
    return HttpResponse(sheet, content_type="text/css", headers={"Cache-Control": KEPT_FOR_EVER})


@of_network
def logo(request: HttpRequest, site: Site, name: str) -> HttpResponse:
    """The image; its name says its contents."""
    if not site.logo_name or name != site.logo_name:
        raise Http404
    headers = {"Cache-Control": KEPT_FOR_EVER, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(site.logo or b""), content_type="image/png", headers=headers)


@public
@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """The networks whose site is open."""
    found = Site.objects.open().with_what_every_page_shows().order_by("network__name", "pk")
    rows = [(site, addresses.address_of(site)) for site in found]
    return render(request, "portal/networks/networks.html", {"rows": rows})


@public
@require_safe
def closed(request: HttpRequest, network: str, rest: str) -> HttpResponse:
    """The same page on the site of the instance: an address printed while a network was open still leads there."""
    get_object_or_404(Network, slug=network)
    return redirect("/" + rest.lstrip("/"))
