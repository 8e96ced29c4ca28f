"""The map of the site for search engines, in parts, and what isn’t for them."""

from collections.abc import Iterable
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from escale.portal.guards import public
from escale.portal.indexing import maps
from escale.portal.indexing.maps import Listed

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
KEPT_SECONDS = 3600
CLOSED = (
    "/equipe/",
    "/mon-rendez-vous/",
    "/mon-inscription/",
    "/mon-espace/",
    "/rendez-vous/c-est-note/",
    "/attente/",
    "/proposition/",
    "/m/",
    "/mon-espace/",
    "/accord/",
    "/i/",
    "/a/",
    "/o/",
    "/borne/",
    "/mandat/",
    "/chiffres/",
    "/telephone/",
)
"""What belongs to a person or to the team."""


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the places and the subjects; nothing that belongs to a person or to the team."""
    closed = [f"Disallow: {path}" for path in CLOSED]
    lines = ["User-agent: *", *closed, "", f"Sitemap: {settings.BASE_URL}{reverse('portal:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The files of the map."""
    found = [
        Listed(reverse("portal:sitemap-part", args=[part.kind, part.number]), part.changed_on)
        for part in maps.parts(now=timezone.now())
    ]
    return _written("sitemapindex", "sitemap", found)


@public
@require_safe
def part(request: HttpRequest, shelf: str, number: int) -> HttpResponse:
    """The addresses of one file."""
    found = maps.listed(shelf, number, now=timezone.now()) if number < maps.FARTHEST else []
    if not found:
        raise Http404
    return _written("urlset", "url", found)


def _written(whole: str, each: str, found: Iterable[Listed]) -> HttpResponse:
    text = StringIO()
    xml = SimplerXMLGenerator(text, "utf-8")
    xml.startDocument()
    xml.startElement(whole, AttributesImpl({"xmlns": NAMESPACE}))
    for one in found:
        xml.startElement(each, AttributesImpl({}))
        xml.addQuickElement("loc", settings.BASE_URL + one.path)
        if one.changed_on:
            xml.addQuickElement("lastmod", one.changed_on.isoformat())
        xml.endElement(each)
    xml.endElement(whole)
    xml.endDocument()
    response = HttpResponse(text.getvalue(), content_type="application/xml; charset=utf-8")
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response
