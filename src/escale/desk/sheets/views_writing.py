"""Writing a sheet outside its text: a short form, a copy, a file; showing it, taking it off, throwing a draft away."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.sheets.finding import own_or_404, readable_or_404
from escale.desk.sheets.forms import FileForm, SheetForm
from escale.sheets import importing, keeping
from escale.sheets.keeping import AlreadyShown, DraftWaits, NothingToRead
from escale.sheets.markdown import UnreadableSheet
from escale.sheets.models import SheetKind
from escale.ui.status import REFUSED, status_of
from escale.writing import rules


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_write)
def add(request: MemberRequest) -> HttpResponse:
    """A site to know, at once; or the beginning of a sheet."""
    start = {"kind": asked if (asked := request.GET.get("genre", "")) in SheetKind else SheetKind.SITE}
    form = SheetForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        sheet = keeping.begin_site(
            form.said, by=request.membership, submission=form.cleaned_data["submission"], now=timezone.now()
        )
        said = "C’est dans vos ressources." if sheet.live else "Le brouillon est gardé. Écrivez maintenant son texte."
        messages.success(request, said)
        return redirect("desk:resource", sheet.pk)
    return render(request, "desk/sheets/form.html", {"form": form, "sheet": None}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_write)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    sheet = own_or_404(request, pk)
    form = SheetForm(request.POST or None, instance=keeping.written_last(sheet))
    if request.method == "POST" and form.is_valid():
        try:
            keeping.change(sheet, form.said, by=request.membership, now=timezone.now())
        except DraftWaits:
            form.add_error(None, "Un brouillon attend dans l’éditeur. Publiez-le d’abord : il serait perdu.")
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("desk:resource", pk)
    return render(request, "desk/sheets/form.html", {"form": form, "sheet": sheet}, status=status_of(form))


@require_POST
@requires(rules.may_write)
def copy(request: MemberRequest, pk: int) -> HttpResponse:
    """A draft of one’s own, to adapt."""
    made = keeping.copy(
        readable_or_404(request, pk), by=request.membership, submission=_submission(request), now=timezone.now()
    )
    messages.success(request, "Voici votre copie. Changez ce que vous voulez, puis publiez-la.")
    return redirect("desk:resource", made.pk)


@require_POST
@requires(rules.may_publish)
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    try:
        keeping.publish(own_or_404(request, pk), by=request.membership)
    except NothingToRead:
        messages.warning(request, "Cette fiche n’a pas encore de texte ni de site. Écrivez-la d’abord.")
    else:
        messages.success(request, "La fiche est publiée.")
    return redirect("desk:resource", pk)


@require_POST
@requires(rules.may_publish)
def take_off(request: MemberRequest, pk: int) -> HttpResponse:
    keeping.take_off(own_or_404(request, pk), by=request.membership)
    said = "La fiche n’est plus montrée. Elle reste dans vos brouillons."
    messages.success(request, with_undo(said, reverse("desk:resource-publish", args=[pk]), "La publier de nouveau"))
    return redirect("desk:resource", pk)


@require_POST
@requires(rules.may_write)
def throw_away(request: MemberRequest, pk: int) -> HttpResponse:
    """Forget a draft nobody has seen."""
    try:
        keeping.throw_away(own_or_404(request, pk))
    except AlreadyShown:
        messages.warning(request, "Cette fiche a été publiée : des personnes l’ont. Elle reste dans vos brouillons.")
        return redirect("desk:resource", pk)
    messages.success(request, "Le brouillon est effacé.")
    return redirect("desk:resources")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_write)
def bring(request: MemberRequest) -> HttpResponse:
    """A file becomes a draft, which one looks at before it is shown."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            brought = importing.read(sent.read(), name=sent.name)
            made = importing.keep(
                brought, by=request.membership, submission=form.cleaned_data["submission"], now=timezone.now()
            )
        except UnreadableSheet as problem:
            form.add_error("file", problem.sentence)
        else:
            messages.success(request, "Voici ce que nous avons lu. Relisez, puis publiez.")
            for sentence in made.left_out:
                messages.warning(request, sentence)
            return redirect("desk:resource", made.sheet.pk)
    status = REFUSED if form.is_bound and form.errors else 200
    return render(request, "desk/sheets/bring.html", {"form": form}, status=status)


def _submission(request: MemberRequest) -> UUID:
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid4()
