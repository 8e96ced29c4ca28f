"""Reading a text over: one’s own with hints, a colleague’s who asks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.articles.forms import AnswerForm, AskForm
from escale.media import reading as articles
from escale.media.models import Article
from escale.sheets import reading as sheets
from escale.sheets.models import ResourceSheet
from escale.ui.status import status_of
from escale.writing import hints, reviewing, rules
from escale.writing.models import Review, ReviewKind
from escale.writing.reviewing import NotAReader
from escale.writing.scheduling import EDITORS


@require_safe
@requires(rules.may_write)
def proofread(request: MemberRequest, text: str, pk: int) -> HttpResponse:
    """What would make a text easier to read, paragraph by paragraph."""
    context = _text(request, text, pk)
    return render(request, "desk/articles/proofread.html", context | {"passages": hints.passages(context["words"])})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_write)
def ask(request: MemberRequest, text: str, pk: int) -> HttpResponse:
    """Choose who reads a text over."""
    context, readers = _text(request, text, pk), reviewing.readers_for(request.membership)
    form = AskForm(request.POST or None, readers=readers)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            review = reviewing.ask(
                context["kind"],
                pk,
                title=context["title"],
                of=said["of"],
                word=said["word"],
                by=request.membership,
                submission=said["submission"],
                now=timezone.now(),
            )
        except NotAReader:
            form.add_error("of", "Cette personne ne peut plus relire ce texte. Choisissez-en une autre.")
        else:
            messages.success(request, f"{review.asked_of.first_name} reçoit un mail pour relire votre texte.")
            return redirect("desk:articles" if context["kind"] == ReviewKind.ARTICLE else "desk:resources")
    context |= {"form": form, "has_readers": readers.exists(), "asked": _asked(context["kind"], pk)}
    return render(request, "desk/articles/ask.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_write)
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """A text a colleague asks one to read over, and the answer. Its author sees it too."""
    found = _review(request, pk)
    if request.user.pk not in {found.asked_of_id, found.asked_by_id}:
        raise Http404
    is_reader = request.user.pk == found.asked_of_id
    context = _text(request, found.kind, found.text_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and is_reader and form.is_valid():
        said = form.cleaned_data
        reviewing.answer(found, is_ready=said["is_ready"], words=said["words"], now=timezone.now())
        messages.success(request, f"{found.asked_by.first_name} reçoit votre réponse.")
        return redirect("desk:articles")
    context |= {"review": found, "form": form, "is_reader": is_reader, "passages": hints.passages(context["words"])}
    return render(request, "desk/articles/review.html", context, status=status_of(form))


@require_POST
@requires(rules.may_write)
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    found = _review(request, pk)
    if found.asked_by_id != request.user.pk:
        raise Http404
    reviewing.take_back(found)
    messages.success(request, "Vous ne demandez plus cette relecture.")
    return redirect("desk:articles")


def _review(request: MemberRequest, pk: int) -> Review:
    rows = Review.objects.of_organization(request.membership.organization)
    return get_object_or_404(rows.select_related("asked_by", "asked_of"), pk=pk)


def _asked(kind: str, pk: int) -> list[Review]:
    rows = Review.objects.filter(kind=kind, text_id=pk).select_related("asked_of", "asked_by")
    return list(rows.order_by("-asked_at", "-pk")[:5])


def _text(request: MemberRequest, kind: str, pk: int) -> dict[str, Any]:
    """A text of the organization as it is being written: its title, its words, where it is changed."""
    if kind not in ReviewKind:
        raise Http404
    here = request.membership.organization
    row: Article | ResourceSheet
    if kind == ReviewKind.ARTICLE:
        row = get_object_or_404(Article.objects.of_organization(here).select_related("latest_revision"), pk=pk)
    else:
        row = get_object_or_404(
            ResourceSheet.objects.filter(organization=here).select_related("latest_revision"), pk=pk
        )
    draft: Any = row.get_latest_revision_as_object()
    words = articles.text_of(draft) if isinstance(draft, Article) else sheets.text_of(draft)
    return {
        "kind": kind,
        "pk": pk,
        "title": draft.title,
        "draft": draft,
        "words": words,
        "editor": EDITORS[row._meta.label],
    }
