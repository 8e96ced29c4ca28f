"""Lists that leave: the people of the organization, a list to fill in, the faults of a list brought."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale import spreadsheets
from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.people_files.forms import ExportForm, Kind
from escale.people import exporting
from escale.people.importing import working
from escale.people.models import Beneficiary, PeopleImport
from escale.spreadsheets import Sheet
from escale.ui.status import status_of

CSV = "text/csv; charset=utf-8"
FAULT_TITLES = ["Fichier", "Feuille", "Ligne", "Colonne", "Titre", "Valeur", "Pourquoi"]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_see_notes)
def export(request: MemberRequest) -> HttpResponse:
    """The whole list, in one of three kinds; who took it and why is written in each file."""
    people = Beneficiary.objects.of_organization(request.membership.organization)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        taken = exporting.taken(people, by=request.membership, reason=form.cleaned_data["reason"], now=now)
        return _file(Kind(form.cleaned_data["kind"]), taken, stem=f"personnes-{now:%Y-%m-%d}")
    context = {"form": form, "people": people.count(), "nameless": people.filter(last_name="").count()}
    return render(request, "desk/people_files/export.html", context, status=status_of(form))


@require_safe
@requires(rules.may_see_notes)
def template(_: MemberRequest) -> HttpResponse:
    """A list with the titles of the columns, and somebody invented."""
    return _attached(spreadsheets.xlsx_file([Sheet("Personnes", exporting.template())]), "personnes.xlsx")


@require_safe
@requires(rules.may_see_notes)
def faults(request: MemberRequest, pk: int) -> HttpResponse:
    """Every fault of a list, read again from its file: a hundred thousand of them are kept nowhere."""
    own = PeopleImport.objects.of_organization(request.membership.organization).select_related("organization")
    brought = get_object_or_404(own, pk=pk)
    if not brought.content:
        return redirect("desk:people-import-one", pk)
    response = HttpResponse(_faults(brought), content_type=CSV)
    response.headers["Content-Disposition"] = 'attachment; filename="fautes.csv"'
    return response


def _faults(brought: PeopleImport) -> Iterator[str]:
    yield spreadsheets.csv_file([FAULT_TITLES])
    for line in working.lines(brought, now=timezone.now()):
        found = [[brought.file_name, *fault.cells] for fault in line.faults]
        if found:
            yield spreadsheets.csv_file(found).removeprefix("\ufeff")


def _file(kind: Kind, people: list[Beneficiary], *, stem: str) -> HttpResponse:
    match kind:
        case Kind.CSV:
            return _attached(spreadsheets.csv_file(exporting.rows(people)).encode(), f"{stem}.csv", CSV)
        case Kind.XLSX:
            return _attached(spreadsheets.xlsx_file([Sheet("Personnes", exporting.rows(people))]), f"{stem}.xlsx")
        case Kind.COOP:
            return _attached(spreadsheets.xlsx_file([exporting.coop_sheet(people)]), f"la-coop-{stem}.xlsx")


def _attached(content: bytes, name: str, content_type: str = spreadsheets.XLSX) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
