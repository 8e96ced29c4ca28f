"""Saying which wordings ask the same question: grouped, moved, left apart; and each gesture taken back."""

from collections.abc import Collection, Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.questions.finding import places, question_or_404, ticked, written_places
from escale.desk.questions.forms import TitleForm
from escale.french.plural import agree, plural
from escale.questions import grouping, recurring
from escale.questions.models import NotedQuestion, RecurringQuestion
from escale.ui.status import status_of

NEW, NONE = "nouvelle", ""
NOTHING_TICKED = "Cochez au moins une phrase."


@require_POST
@requires(rules.may_book)
def place(request: MemberRequest) -> HttpResponse:
    """Put the wordings ticked in a question, in a new one, or in none; or each where it was."""
    if before := places(request):
        return _put_back(request, before)
    pks = ticked(request)
    to = request.POST.get("vers") or request.GET.get("vers", NONE)
    if not pks:
        messages.warning(request, NOTHING_TICKED)
        return _back(request)
    if to == NEW:
        form = TitleForm(request.POST)
        if not form.is_valid():
            return _new_question(request, form, pks)
        into: RecurringQuestion | None = recurring.make(
            form.cleaned_data["title"], by=request.membership, now=timezone.now()
        )
    else:
        into = question_or_404(request, int(to)) if to.isascii() and to.isdigit() and len(to) < 19 else None
    moved = grouping.place(pks, into=into, by=request.membership, now=timezone.now())
    messages.success(request, with_undo(_said(len(moved), into), _undo(moved, request), "Annuler"))
    return _back(request)


@require_POST
@requires(rules.may_book)
def set_apart(request: MemberRequest) -> HttpResponse:
    """Leave wordings as they are: they are proposed no more."""
    pks = ticked(request)
    count = grouping.set_apart(pks, by=request.membership, now=timezone.now())
    undo = reverse("desk:question-propose-again", query={"phrases": _written(pks)})
    said = f"{plural(count, 'phrase')} {agree(count, 'laissée')} à part."
    messages.success(request, with_undo(said, undo, "Annuler"))
    return _back(request)


@require_POST
@requires(rules.may_book)
def propose_again(request: MemberRequest) -> HttpResponse:
    """Wordings that were left apart are looked at again."""
    count = grouping.propose_again(ticked(request), by=request.membership)
    messages.success(request, f"{plural(count, 'phrase')} à regrouper de nouveau.")
    return _back(request)


def _new_question(request: MemberRequest, form: TitleForm, pks: Collection[int]) -> HttpResponse:
    """The name again, with the wordings still ticked."""
    own = NotedQuestion.objects.of_organization(request.membership.organization).standing()
    context = {
        "form": form,
        "wordings": own.filter(pk__in=pks).order_by("-on", "-pk"),
        "back": request.POST.get("retour", ""),
    }
    return render(request, "desk/questions/new_question.html", context, status=status_of(form))


def _put_back(request: MemberRequest, before: Mapping[int, int | None]) -> HttpResponse:
    count = grouping.put_back(before, by=request.membership, now=timezone.now())
    words = agree(count, "remise à sa place", "remises à leur place")
    messages.success(request, f"{plural(count, 'phrase')} {words}.")
    return _back(request)


def _said(count: int, into: RecurringQuestion | None) -> str:
    words = f"{plural(count, 'phrase')} {agree(count, 'regroupée' if into else 'remise')}"
    return f"{words} dans « {into.title} »." if into else f"{words} sans question."


def _undo(before: Mapping[int, int | None], request: MemberRequest) -> str:
    """Back where they were: to the one place they all come from, which is then named, or each to its own."""
    origins = set(before.values())
    if len(origins) == 1:
        query = {"phrases": _written(before), "vers": origins.pop() or "", "retour": _page_of(request) or ""}
    else:
        query = {"avant": written_places(before), "retour": _page_of(request) or ""}
    return reverse("desk:question-place", query={name: value for name, value in query.items() if value})


def _written(pks: Collection[int]) -> str:
    return ",".join(map(str, pks))


def _page_of(request: MemberRequest) -> int | None:
    """The question whose page the gesture was made on."""
    said = request.POST.get("retour") or request.GET.get("retour", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


def _back(request: MemberRequest) -> HttpResponse:
    if request.POST.get("retour") == "phrases":
        return redirect("desk:question-wordings")
    question = _page_of(request)
    return redirect("desk:question", question) if question else redirect("desk:questions")
