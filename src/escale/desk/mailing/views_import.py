"""A whole list of addresses: pasted or uploaded, shown with what will be done, corrected in place, written, undone."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import spreadsheets
from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.forms.pasted import PastedListForm
from escale.desk.mailing.finding import list_or_404
from escale.desk.today import today_of
from escale.french.plural import agree, plural
from escale.publishing import rules
from escale.publishing.mailing import importing
from escale.publishing.mailing.importing import Fate, TooManyLines
from escale.publishing.mailing.lines import Column, Line, carried, is_number, read_carried, read_rows
from escale.publishing.models import RecipientList
from escale.spreadsheets import MOST_BYTES, XLSX, Sheet, UnreadableFile
from escale.ui.status import REFUSED, status_of

HOW = "Une personne par ligne, ou la ligne « À » d’un mail."
TOO_MANY = f"Cette liste a plus de {importing.MOST_LINES} lignes. Coupez-la en deux, puis importez chaque moitié."
EXAMPLE = ["Claire Morel", "Résidence Habitat Jeunes", "claire.morel@exemple.fr", "professionnels"]
MOST_FIELDS = 100
"""Faults corrected at once: the next ones come after."""

MOST_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def paste(request: MemberRequest, pk: int) -> HttpResponse:
    """The list, then what importing it would do, then its writing: nothing is written before the last button."""
    to = list_or_404(request, pk)
    if request.method == "POST" and "confirmer" in request.POST:
        return _confirm(request, to)
    form = PastedListForm(request.POST or None, request.FILES or None, example=HOW)
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_rows(_rows(request, form.cleaned_data["text"]), by_sms=to.by_sms)
            return _preview(request, to, lines, key=uuid4())
        except UnreadableFile as problem:
            form.add_error("file" if request.FILES else "text", problem.sentence)
        except TooManyLines:
            form.add_error("file" if request.FILES else "text", TOO_MANY)
    return render(request, "desk/mailing/import.html", {"form": form, "list": to}, status=status_of(form))


@require_safe
@requires(rules.may_prepare)
def template(_: MemberRequest) -> HttpResponse:
    """A spreadsheet with the titles of the columns, and somebody invented."""
    content = spreadsheets.xlsx_file([Sheet("Liste", [[str(column) for column in Column], EXAMPLE])])
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="destinataires.xlsx"'
    return response


@require_POST
@requires(rules.may_prepare)
def undo(request: MemberRequest, pk: int, key: UUID) -> HttpResponse:
    """Take off the addresses an import added."""
    count = importing.undo(list_or_404(request, pk), key, now=timezone.now())
    messages.success(request, f"{plural(count, 'adresse retirée', 'adresses retirées')} de la liste.")
    return redirect("desk:mailing-list", pk)


def _confirm(request: MemberRequest, to: RecipientList) -> HttpResponse:
    """Write what can be; the lines still wrong come back to be corrected, and only they."""
    key = _key(request.POST) or uuid4()
    lines = read_carried(request.POST.get("lignes", ""), _corrections(request.POST), by_sms=to.by_sms)
    asked_on = today_of(request) if to.by_sms else None
    try:
        done = importing.write(to, lines, key=key, by=request.user, now=timezone.now(), asked_on=asked_on)
    except TooManyLines:
        return redirect("desk:mailing-import", to.pk)
    if done.added:
        back = reverse("desk:mailing-import-undo", args=[to.pk, key])
        said = f"{plural(done.added, 'adresse ajoutée', 'adresses ajoutées')}."
        messages.success(request, with_undo(said, back, "Défaire"))
    if done.faulty:
        return _preview(request, to, done.faulty, key=uuid4(), status=REFUSED)
    return redirect("desk:mailing-list", to.pk)


def _preview(
    request: MemberRequest, to: RecipientList, lines: Sequence[Line], *, key: UUID, status: int = 200
) -> HttpResponse:
    planned = importing.plan(to, lines)
    problems = [each for each in planned if each.fate == Fate.PROBLEM]
    others = [each for each in planned if each.fate != Fate.PROBLEM]
    new = sum(each.fate == Fate.NEW for each in planned)
    context = {
        "list": to,
        "key": key,
        "problems": problems[:MOST_FIELDS],
        "more_problems": max(0, len(problems) - MOST_FIELDS),
        "problem_count": len(problems),
        "others": others[:MOST_SHOWN],
        "more_others": max(0, len(others) - MOST_SHOWN),
        "summary": importing.summary(planned),
        "to_add": new,
        "adds": agree(new, "adresse", "adresses"),
        "carried": carried([each.line for each in planned]),
    }
    return render(request, "desk/mailing/preview.html", context, status=status)


def _rows(request: MemberRequest, pasted: str) -> list[tuple[int, Sequence[str]]]:
    """The numbered rows of the file when there is one, else of what was pasted."""
    sent = request.FILES.get("file")
    content = sent.read(MOST_BYTES + 1) if sent else pasted.encode()
    rows = spreadsheets.read(content, most_rows=importing.MOST_LINES + 1, most_bytes=MOST_BYTES)
    return [(row.number, row.cells) for row in rows]


def _corrections(said: Mapping[str, str]) -> dict[int, str]:
    """What was written anew, by number of line."""
    named = {name.removeprefix("ligne-"): text for name, text in said.items() if name.startswith("ligne-")}
    return {int(number): text for number, text in named.items() if is_number(number)}


def _key(said: Mapping[str, str]) -> UUID | None:
    try:
        return UUID(said.get("cle", ""))
    except ValueError:
        return None
