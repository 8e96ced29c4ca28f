"""A list of people brought from a file: sent, read while one watches, corrected, written, taken back."""

from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import spreadsheets
from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.people_files import words
from escale.desk.people_files.forms import ColumnsForm, FileForm
from escale.french.plural import plural
from escale.people.importing import keeping, mapping, working, writing
from escale.people.importing.queue import WORKED_ON
from escale.people.models import ImportState, PeopleImport
from escale.spreadsheets import UnreadableFile
from escale.ui.status import REFUSED, status_of

LATEST = 10
EXAMPLES = 5


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_see_notes)
def bring(request: MemberRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            brought = working.bring(
                request.membership.organization,
                file_name=sent.name,
                # A file is read no further than one byte after its limit.
                content=sent.read(spreadsheets.MOST_BYTES_STREAMED + 1),
                submission=form.cleaned_data["submission"],
                by=request.membership,
                now=timezone.now(),
            )
            return redirect("desk:people-import-one", brought.pk)
        except UnreadableFile as problem:
            form.add_error("file", problem.sentence)
    latest = PeopleImport.objects.of_organization(request.membership.organization).select_related("made_by")
    rows = [(each, words.standing(each)) for each in latest.defer("content").order_by("-made_at", "-pk")[:LATEST]]
    status = status_of(form)
    return render(request, "desk/people_files/bring.html", {"form": form, "rows": rows}, status=status)


@require_safe
@requires(rules.may_see_notes)
def one(request: MemberRequest, pk: int) -> HttpResponse:
    brought = _import_or_404(request, pk)
    form = _columns_form(brought) if brought.state == ImportState.READY else None
    return _shown(request, brought, form)


@require_POST
@requires(rules.may_see_notes)
def columns(request: MemberRequest, pk: int) -> HttpResponse:
    brought = _import_or_404(request, pk)
    if brought.state != ImportState.READY:
        return redirect("desk:people-import-one", pk)
    form = _columns_form(brought, request.POST)
    if not form.is_valid():
        return _shown(request, brought, form, status=REFUSED)
    working.choose_columns(brought, form.chosen, now=timezone.now())
    return redirect("desk:people-import-one", pk)


@require_POST
@requires(rules.may_see_notes)
def write(request: MemberRequest, pk: int) -> HttpResponse:
    working.confirm(_import_or_404(request, pk), now=timezone.now())
    return redirect("desk:people-import-one", pk)


@require_POST
@requires(rules.may_see_notes)
def give_up(request: MemberRequest, pk: int) -> HttpResponse:
    working.give_up(_import_or_404(request, pk))
    messages.success(request, "Rien n’a été importé, et le fichier est supprimé.")
    return redirect("desk:people-import")


@require_POST
@requires(rules.may_see_notes)
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    removed, kept = writing.undo(_import_or_404(request, pk), now=timezone.now())
    stays = plural(kept, "fiche gardée", "fiches gardées")
    messages.success(
        request,
        f"{plural(removed, 'fiche retirée', 'fiches retirées')}."
        + (f" {stays}\u00a0: il s’est passé quelque chose depuis." if kept else ""),
    )
    return redirect("desk:people-import-one", pk)


def _import_or_404(request: MemberRequest, pk: int) -> PeopleImport:
    """The list without its content, which may be large and is only read to show its columns."""
    own = PeopleImport.objects.of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization", "made_by").defer("content"), pk=pk)


def _columns_form(brought: PeopleImport, said: Any = None) -> ColumnsForm:
    layout, rows = keeping.opened(bytes(brought.content))
    examples = [row.cells for row in islice(rows, EXAMPLES)]
    return ColumnsForm(said, layout=layout, chosen=mapping.read_kept(brought.mapping), examples=examples)


def _shown(
    request: MemberRequest, brought: PeopleImport, form: ColumnsForm | None, *, status: int = 200
) -> HttpResponse:
    faults = brought.problems if brought.state != ImportState.REFUSED else []
    context = {
        "brought": brought,
        "standing": words.standing(brought),
        "form": form,
        "asks_columns": form is not None and (form.is_bound or not brought.rows),
        "to_open": words.to_open(brought),
        "page": Paginator(faults, words.PER_PAGE).get_page(request.GET.get("page")),
        "is_worked_on": brought.state in WORKED_ON,
        "is_ready": brought.state == ImportState.READY,
        "is_written": brought.state == ImportState.WRITTEN,
    }
    return render(request, "desk/people_files/one.html", context, status=status)
