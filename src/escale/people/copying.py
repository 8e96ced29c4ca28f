"""The copy of a whole file, for the person herself: pages to read, or a file another software reads."""

import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.template.loader import render_to_string

from escale.french.dates import day_year, hour
from escale.french.typography import typo_html
from escale.people import rights
from escale.people.models import Beneficiary
from escale.people.rights import NOTHING, Without
from escale.places.zones import zone_of

STYLE = "people/copy-pdf.css"


class CannotPrint(Exception):
    """This machine lacks what makes PDF files."""


def as_json(person: Beneficiary, *, without: Without = NOTHING) -> HttpResponse:
    """Instants in UTC, as other software reads them."""
    content = json.dumps(rights.copy_of(person, without=without), ensure_ascii=False, indent=2)
    return _file(content.encode(), kind="application/json", name="mes-donnees.json")


def as_pdf(person: Beneficiary, *, without: Without = NOTHING, now: datetime) -> HttpResponse:
    """Everything in words, under titles a screen reader follows. Raises `CannotPrint`."""
    zone = zone_of(person.organization)
    try:
        from escale.ui import pdf
    except OSError as problem:
        raise CannotPrint from problem
    context = {
        "person": person,
        "organization": person.organization,
        "made_on": day_year(now.astimezone(zone)),
        "copied": rights.copy_of(person, say=lambda value: _in_words(value, zone), without=without),
    }
    html = typo_html(render_to_string("people/copy_pdf.html", context))
    return _file(pdf.render(html, stylesheet=STYLE, tagged=True), kind="application/pdf", name="mes-donnees.pdf")


def _in_words(value: Any, zone: ZoneInfo) -> str:
    match value:
        case bool():
            return "oui" if value else "non"
        case datetime():
            local = value.astimezone(zone)
            return f"{day_year(local)} à {hour(local)}"
        case date():
            return day_year(value)
    return str(value)


def _file(content: bytes, *, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
