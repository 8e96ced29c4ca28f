"""A whole list: pasted or uploaded, shown with what will be done, corrected in place, written at once, undone."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import spreadsheets
from escale.accounts.access import MemberRequest, requires
from escale.desk.forms.pasted import PastedListForm
from escale.french.plural import plural
from escale.spreadsheets import MOST_BYTES, XLSX, Sheet, UnreadableFile
from escale.ui.status import REFUSED, status_of
from escale.workshops import importing, rules
from escale.workshops.importing import Fate, ToCorrect, TooManyLines
from escale.workshops.list_lines import Column, Line, carried, read_carried, read_rows

HOW = "Une personne par ligne. Exemple : Jeanne Le Goff 06 39 98 00 42"
TOO_MANY = f"Cette liste a plus de {importing.MOST_LINES} lignes. Coupez-la en deux, puis importez chaque moitié."
EXAMPLE = ["Jeanne", "Le Goff", "06 39 98 00 42", "découvre", "mardi matin, jeudi", "près de l’écran"]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def paste(request: MemberRequest) -> HttpResponse:
    """The list, then what importing it would do, then its writing: nothing is written before the last button."""
    if request.method == "POST" and "confirmer" in request.POST:
        return _confirm(request)
    form = PastedListForm(request.POST or None, request.FILES or None, example=HOW)
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_rows(_rows(request, form.cleaned_data["text"]))
            return _preview(request, lines, key=uuid4())
        except UnreadableFile as problem:
            form.add_error("file" if request.FILES else "text", problem.sentence)
        except TooManyLines:
            form.add_error("file" if request.FILES else "text", TOO_MANY)
    status = status_of(form)
    return render(request, "desk/workshops/interests/import.html", {"form": form}, status=status)


@require_safe
@requires(rules.may_prepare)
def template(_: MemberRequest) -> HttpResponse:
    """A spreadsheet with the titles of the columns, and somebody invented."""
    content = spreadsheets.xlsx_file([Sheet("Liste", [[str(column) for column in Column], EXAMPLE])])
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="je-veux-apprendre.xlsx"'
    return response


@require_POST
@requires(rules.may_prepare)
def undo(request: MemberRequest) -> HttpResponse:
    """Take off everybody the last list added."""
    key = _key(request.POST)
    if key is None:
        raise Http404
    done = importing.undo(request.membership.organization, key)
    removed = plural(done.removed, "personne retirée", "personnes retirées")
    kept = plural(done.kept, "personne gardée", "personnes gardées")
    messages.success(
        request, f"{removed}." + (f" {kept}\u00a0: il s’est passé quelque chose depuis." * bool(done.kept))
    )
    return redirect("desk:interests")


def _confirm(request: MemberRequest) -> HttpResponse:
    key = _key(request.POST) or uuid4()
    try:
        lines = read_carried(request.POST.get("lignes", ""), _corrections(request.POST))
        written = importing.write(
            request.membership.organization, lines, key=key, by=request.membership, now=timezone.now()
        )
    except ToCorrect:
        return _preview(request, lines, key=key, status=REFUSED)
    except TooManyLines:
        return redirect("desk:interest-import")
    messages.success(request, f"{plural(len(written), 'personne ajoutée', 'personnes ajoutées')}.")
    return redirect(reverse("desk:interests", query={"liste": str(key)} if written else None))


def _preview(request: MemberRequest, lines: Sequence[Line], *, key: UUID, status: int = 200) -> HttpResponse:
    planned = importing.plan(request.membership.organization, lines)
    context = {
        "key": key,
        "planned": planned,
        "problems": [each for each in planned if each.fate == Fate.PROBLEM],
        "others": [each for each in planned if each.fate != Fate.PROBLEM],
        "summary": importing.summary(planned),
        "to_add": sum(each.fate == Fate.NEW for each in planned),
        "carried": carried([each.line for each in planned]),
        "is_refused": status == REFUSED,
    }
    return render(request, "desk/workshops/interests/preview.html", context, status=status)


def _rows(request: MemberRequest, pasted: str) -> list[list[str]]:
    """The rows of the file when there is one, else of what was pasted. A file is read no further than its limit."""
    if sent := request.FILES.get("file"):
        return spreadsheets.rows_of(sent.read(MOST_BYTES + 1))
    return spreadsheets.rows_of_text(pasted)


def _corrections(said: Mapping[str, str]) -> dict[int, str]:
    """What was written anew, by number of line."""
    named = {name.removeprefix("ligne-"): text for name, text in said.items() if name.startswith("ligne-")}
    return {int(number): text for number, text in named.items() if number.isascii() and number.isdecimal()}


def _key(said: Mapping[str, str]) -> UUID | None:
    try:
        return UUID(said.get("cle", ""))
    except ValueError:
        return None
