"""The sheets anybody may read, the page of each, and whether it helped."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from escale import limits
from escale.limits import Limit, TooManyTries
from escale.portal.guards import is_ours, public
from escale.portal.sheets import page
from escale.portal.sheets.page import AboutSheet, Wanted
from escale.sheets import collecting, liking
from escale.topics import Topic
from escale.workshops.models import Level
from escale.writing.blocks import Device

PER_PAGE = 24
ANSWERS_PER_ADDRESS = Limit("sheet-answers-address", 5, 3600)
"""For one sheet: a room where a group reads it together stays near it, and nobody makes a sheet loved alone."""


@public
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """Every sheet for people, by words, subject, level or device."""
    wanted = Wanted.from_address(request.GET)
    found = Paginator(page.found(page.shown(request), wanted), PER_PAGE)
    context = {
        "wanted": wanted,
        "page": found.get_page(request.GET.get("page")),
        "topics": Topic.choices,
        "levels": [(level.value, page.LEVELS[level]) for level in Level],
        "devices": Device.choices,
        "collections": page.collections(request).order_by("title", "pk") if wanted.is_everything else (),
    }
    return render(request, "portal/sheets/sheets.html", context)


@public
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """One sheet, step by step, for every device or for one."""
    about = _about(request, slug)
    context = {"about": about, "sheet": about.sheet, "page_head": page.head(about)}
    return render(request, "portal/sheets/sheet.html", context)


@csrf_exempt  # The page may have been open all day, and nothing of anybody is at stake: `is_ours` refuses other sites.
@public
@require_POST
def opinion(request: HttpRequest, slug: str) -> HttpResponse:
    """Count one answer; more of them from one address are thanked and left."""
    about = _about(request, slug)
    answer = request.POST.get("answer", "")
    if is_ours(request) and answer in {"oui", "non"}:
        try:
            limits.take(ANSWERS_PER_ADDRESS, f"{about.sheet.pk} {limits.address_of(request)}", now=timezone.now())
        except TooManyTries:
            pass
        else:
            liking.say(about.sheet, helped=answer == "oui")
        messages.success(request, _thanks(answer))
    return redirect(about.path)


@public
@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """Sheets gathered for an occasion, in their order."""
    shown = get_object_or_404(page.collections(request).select_related("organization"), slug=slug)
    context = {
        "collection": shown,
        "sheets": collecting.sheets_of(shown, among=page.shown(request)),
        "page_head": page.collection_head(shown),
    }
    return render(request, "portal/sheets/collection.html", context)


def _about(request: HttpRequest, slug: str) -> AboutSheet:
    found = get_object_or_404(page.shown(request).select_related("organization"), slug=slug)
    return AboutSheet(sheet=found, device=Wanted.from_address(request.GET).device)


def _thanks(answer: str) -> str:
    if answer == "oui":
        return "Merci. Votre réponse est notée, sans votre nom."
    said = 'Merci. Votre réponse est notée. Un conseiller peut vous montrer : <a href="{}">prendre un rendez-vous</a>.'
    return format_html(said, reverse("portal:booking"))
