"""The text of a sheet in a page."""

from typing import Any

from django import template

from escale.sheets import laying_out
from escale.sheets.models import ResourceSheet

register = template.Library()


@register.inclusion_tag("sheets/text.html")
def sheet_text(sheet: ResourceSheet, device: str = "", on_paper: bool = False) -> dict[str, Any]:
    """{% sheet_text sheet %}: its steps in numbered lists, everything else by its own block."""
    return {"parts": laying_out.parts(sheet, device=device, on_paper=on_paper)}
