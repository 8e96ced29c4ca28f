"""What answers whoever asks for a page as a PDF file."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string

from escale.french.typography import typo_html


def pdf_or_page(
    template: str,
    context: dict[str, Any],
    *,
    stylesheet: str,
    name: str,
    instead: str,
    tagged: bool = True,
    given: Mapping[str, bytes] | None = None,
) -> HttpResponse:
    """A template as a PDF file, shown by the browser; where Pango is missing, lead to the page to print (`instead`).

    `given` are pictures by name: the template shows them at `GIVEN` of `ui.pdf` followed by their name.
    """
    try:
        # WeasyPrint needs Pango, which some machines don't have, and takes a second to load.
        from escale.ui import pdf
    except OSError:
        return redirect(instead)
    html = typo_html(render_to_string(template, context))
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    content = pdf.render(html, stylesheet=stylesheet, tagged=tagged, given=given)
    return HttpResponse(content, content_type="application/pdf", headers=headers)
