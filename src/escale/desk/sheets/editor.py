"""Where the text of a sheet is written."""

from django.urls import NoReverseMatch, reverse

from escale.sheets.models import ResourceSheet


def editor_of(sheet: ResourceSheet) -> str:
    """The editor’s page of a sheet; "" where the editor doesn’t open sheets."""
    try:
        return reverse("writing_sheets:edit", args=[sheet.pk])
    except NoReverseMatch:
        return ""
