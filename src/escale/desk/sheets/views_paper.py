"""Resources on paper, for the team: one, or a whole collection at once."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from escale.accounts import rules as team_rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.sheets.finding import collection_or_404, readable, readable_or_404
from escale.sheets import collecting, keeping
from escale.sheets.models import ResourceSheet


@dataclass(frozen=True, kw_only=True)
class OnPaper:
    """A sheet as its paper takes it: every device, no address to type."""

    sheet: ResourceSheet
    device: str = ""
    address: str = ""


@require_safe
@requires(team_rules.may_book)
def resource(request: MemberRequest, pk: int) -> HttpResponse:
    sheet = keeping.written_last(readable_or_404(request, pk))
    return _paper(request, sheet.title, [sheet], back=reverse("desk:resource", args=[pk]))


@require_safe
@requires(team_rules.may_book)
def collection(request: MemberRequest, pk: int) -> HttpResponse:
    shown = collection_or_404(request, pk)
    sheets = collecting.sheets_of(shown, among=readable(request))
    return _paper(request, shown.title, sheets, back=reverse("desk:sheet-collection", args=[pk]))


def _paper(request: MemberRequest, title: str, sheets: list[ResourceSheet], *, back: str) -> HttpResponse:
    context = {"title": title, "about_each": [OnPaper(sheet=sheet) for sheet in sheets], "back": back}
    return render(request, "desk/sheets/paper.html", context)
