"""A list of partners brought from a national file: sent, compared while one watches, written, taken back."""

from collections.abc import Iterator
from typing import IO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import spreadsheets
from escale.accounts.access import MemberRequest, requires
from escale.desk.partner_files import words
from escale.desk.partner_files.forms import FileForm, WriteForm
from escale.desk.people_files.words import PER_PAGE
from escale.directory import rules
from escale.directory.importing import working, writing
from escale.directory.models import PartnerSource, PlacesImport
from escale.french.plural import plural
from escale.people.importing.queue import WORKED_ON
from escale.people.models import ImportState
from escale.spreadsheets import UnreadableFile
from escale.ui.status import REFUSED, status_of

LATEST = 10
FAULT_TITLES = ["Fichier", "Ligne", "Colonne", "Valeur", "Pourquoi", "Laissée de côté"]
LEFT_OUT = {working.FAULT: "toute la ligne", working.REMARK: "cette valeur"}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_edit_partners)
def bring(request: MemberRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent, services = form.cleaned_data["file"], form.cleaned_data["services"]
        try:
            brought = working.bring(
                request.membership.organization,
                file_name=sent.name,
                content=_read(sent),
                more=_read(services),
                submission=form.cleaned_data["submission"],
                by=request.membership,
                now=timezone.now(),
            )
            return redirect("desk:places-import-one", brought.pk)
        except UnreadableFile as problem:
            form.add_error("file", problem.sentence)
    latest = PlacesImport.objects.of_organization(request.membership.organization).select_related("made_by")
    rows = [
        (each, words.standing(each)) for each in latest.defer("content", "undo").order_by("-made_at", "-pk")[:LATEST]
    ]
    return render(request, "desk/partner_files/bring.html", {"form": form, "rows": rows}, status=status_of(form))


@require_safe
@requires(rules.may_edit_partners)
def one(request: MemberRequest, pk: int) -> HttpResponse:
    brought = _import_or_404(request, pk)
    return _shown(request, brought, WriteForm(brought=brought))


@require_safe
@requires(rules.may_edit_partners)
def faults(request: MemberRequest, pk: int) -> HttpResponse:
    """The faults found, as a list to hand to whoever keeps the file."""
    brought = _import_or_404(request, pk)
    response = HttpResponse(_faults(brought), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="fautes.csv"'
    return response


@require_POST
@requires(rules.may_edit_partners)
def write(request: MemberRequest, pk: int) -> HttpResponse:
    brought = _import_or_404(request, pk)
    form = WriteForm(request.POST, brought=brought)
    if not form.is_valid():
        return _shown(request, brought, form, status=REFUSED)
    working.confirm(brought, archive=form.cleaned_data["gone"], now=timezone.now())
    return redirect("desk:places-import-one", pk)


@require_POST
@requires(rules.may_edit_partners)
def give_up(request: MemberRequest, pk: int) -> HttpResponse:
    working.give_up(_import_or_404(request, pk))
    messages.success(request, "Rien n’a été importé, et le fichier est supprimé.")
    return redirect("desk:places-import")


@require_POST
@requires(rules.may_edit_partners)
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    back, kept = writing.undo(_import_or_404(request, pk), now=timezone.now())
    stays = plural(kept, "fiche gardée", "fiches gardées")
    messages.success(
        request,
        f"{plural(back, 'fiche remise', 'fiches remises')} comme avant."
        + (f" {stays}\u00a0: il s’est passé quelque chose depuis." if kept else ""),
    )
    return redirect("desk:places-import-one", pk)


def _read(sent: IO[bytes] | None) -> bytes:
    """A file is read no further than one byte after its limit."""
    return sent.read(spreadsheets.MOST_BYTES_STREAMED + 1) if sent else b""


def _import_or_404(request: MemberRequest, pk: int) -> PlacesImport:
    """The list without its files, which may be large and no page shows."""
    own = PlacesImport.objects.of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization", "made_by").defer("content", "undo"), pk=pk)


def _faults(brought: PlacesImport) -> Iterator[str]:
    rows = [[brought.file_name, *cells, LEFT_OUT[kind]] for kind, *cells in brought.problems]
    yield spreadsheets.csv_file([FAULT_TITLES, *rows])


def _shown(request: MemberRequest, brought: PlacesImport, form: WriteForm, *, status: int = 200) -> HttpResponse:
    problems = brought.problems if brought.state != ImportState.REFUSED else []
    context = {
        "brought": brought,
        "kind": words.KINDS[PartnerSource(brought.source)],
        "standing": words.standing(brought),
        "button": words.button(brought),
        "form": form,
        "page": Paginator(problems, PER_PAGE).get_page(request.GET.get("page")),
        "is_worked_on": brought.state in WORKED_ON,
        "is_ready": brought.state == ImportState.READY,
        "is_written": brought.state == ImportState.WRITTEN,
        "may_undo": writing.may_undo(brought, now=timezone.now()),
        "writes_something": brought.added or brought.changed or brought.gone,
    }
    return render(request, "desk/partner_files/one.html", context, status=status)
