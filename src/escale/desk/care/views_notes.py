"""A member's notes for herself: nobody else has any address that opens them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.community import notes as writing
from escale.community.models import ProfessionalNote
from escale.community.rules import may_look_after_herself
from escale.desk.care.forms import NoteForm
from escale.ui.status import status_of

PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_look_after_herself)
def notes(request: MemberRequest) -> HttpResponse:
    """Her notes, searched by their words; one more."""
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text, submission = form.cleaned_data["text"], form.cleaned_data["submission"]
        writing.write(text, author=request.user, submission=submission, now=timezone.now())
        messages.success(request, "Votre note est gardée. Personne d’autre ne peut la lire.")
        return redirect("desk:notes")
    asked = _asked(request)
    page = Paginator(writing.of(request.user, search=asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "asked": asked}
    return render(request, "desk/care/notes.html", context, status=status_of(form))


@require_safe
@requires(may_look_after_herself)
def paper(request: MemberRequest) -> HttpResponse:
    """The notes of the search, to print."""
    asked = _asked(request)
    return render(
        request, "desk/care/notes_paper.html", {"notes": writing.of(request.user, search=asked), "asked": asked}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_look_after_herself)
def note(request: MemberRequest, pk: int) -> HttpResponse:
    """One note, to change or to delete."""
    row = get_object_or_404(ProfessionalNote.objects.visible_to(request.user), pk=pk)
    opened = writing.opened(row)
    form = NoteForm(request.POST or None, initial={"text": opened.text or "", "submission": row.submission})
    if request.method == "POST" and form.is_valid():
        writing.change(row, form.cleaned_data["text"], now=timezone.now())
        messages.success(request, "Votre note est changée.")
        return redirect("desk:notes")
    return render(request, "desk/care/note.html", {"form": form, "note": opened}, status=status_of(form))


@require_POST
@requires(may_look_after_herself)
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Delete a note: nothing of it is left, not even for her."""
    get_object_or_404(ProfessionalNote.objects.visible_to(request.user), pk=pk).delete()
    messages.success(request, "Votre note est supprimée.")
    return redirect("desk:notes")


def _asked(request: MemberRequest) -> str:
    return request.GET.get("q", "").strip()[:80]
