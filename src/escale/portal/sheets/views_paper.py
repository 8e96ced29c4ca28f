"""Sheets on paper, in large type: a page to print, a PDF file, a whole collection at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale import limits
from escale.limits import Limit
from escale.portal.guards import public
from escale.portal.sheets import page
from escale.portal.sheets.page import AboutSheet, Wanted
from escale.publishing.models import Picture
from escale.sheets import collecting, laying_out, reading
from escale.sheets.models import ResourceSheet
from escale.ui.printing import pdf_or_page
from escale.writing import pictures

FILES_PER_ADDRESS = Limit("sheet-files-address", 60, 600)
"""Making one takes a second."""


@public
@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """A sheet as it will be on paper."""
    return render(request, "portal/sheets/paper.html", {"about": _about(request, slug)})


@public
@require_safe
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a file."""
    limits.take(FILES_PER_ADDRESS, limits.address_of(request), now=timezone.now())
    about = _about(request, slug)
    return pdf_or_page(
        "portal/sheets/paper_pdf.html",
        {"about": about},
        stylesheet="sheets/sheet-pdf.css",
        name=f"{about.sheet.slug}.pdf",
        instead=f"{about.path}imprimer/{about.chosen}",
        given=_pictures(about.sheet),
    )


@public
@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """Every sheet of a collection, one after the other."""
    shown = get_object_or_404(page.collections(request).select_related("organization"), slug=slug)
    sheets = collecting.sheets_of(shown, among=page.shown(request))
    context = {"collection": shown, "about_each": [AboutSheet(sheet=one, device="") for one in sheets]}
    return render(request, "portal/sheets/collection_paper.html", context)


def _pictures(sheet: ResourceSheet) -> dict[str, bytes]:
    """The pictures of a sheet that may be on paper, by the address its page gives them. Three queries when it has some."""
    found = Picture.objects.in_bulk(
        set(reading.pictures_of(sheet)) - laying_out.withheld_pictures(sheet, on_paper=True)
    )
    return {pictures.renditions(picture).src: bytes(picture.content) for picture in found.values()}


def _about(request: HttpRequest, slug: str) -> AboutSheet:
    found = get_object_or_404(page.shown(request).select_related("organization"), slug=slug)
    return AboutSheet(sheet=found, device=Wanted.from_address(request.GET).device)
