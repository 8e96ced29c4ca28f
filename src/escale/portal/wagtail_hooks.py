"""The page of the public of a text being written, for the editor. Wagtail reads this module by its name."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail import hooks

from escale.media.models import Article
from escale.portal.chronicles import showing
from escale.portal.sheets import page as sheets
from escale.portal.sheets.page import AboutSheet
from escale.sheets.models import ResourceSheet
from escale.writing.previewing import HOOK

NOT_NAMED = "apercu"
"""The address a text has in the preview before it has one."""


def draw(request: HttpRequest, text: Any) -> HttpResponse | None:
    """The page of a chronicle or of a sheet, as it stands in the form."""
    # A text that was never saved has neither number nor address.
    text.pk, text.slug = text.pk or 0, text.slug or NOT_NAMED
    match text:
        case Article():
            context = showing.context_of(text, is_thanked=False, now=timezone.now())
            return render(request, "portal/chronicles/article.html", context)
        case ResourceSheet():
            about = AboutSheet(sheet=text, device="")
            return render(
                request, "portal/sheets/sheet.html", {"about": about, "sheet": text, "page_head": sheets.head(about)}
            )
    return None


hooks.register(HOOK, draw)
