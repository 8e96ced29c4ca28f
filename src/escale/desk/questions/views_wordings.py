"""The wordings as they were noted: the whole list, once more, taken off and put back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.questions.finding import wording_or_404
from escale.french.plain_text import clean
from escale.questions import noting
from escale.questions.models import NotedQuestion, NotedQuestionQuerySet, RecurringQuestion

PER_PAGE = 25
ORDERS = {"": "Les plus récentes", "souvent": "Les plus entendues", "texte": "De A à Z"}
VIEWS = (("", "Toutes"), ("a-regrouper", "À regrouper"), ("a-part", "Laissées à part"))


@require_safe
@requires(rules.may_book)
def wordings(request: MemberRequest) -> HttpResponse:
    """Everything that was noted, the latest first."""
    organization = request.membership.organization
    asked, order = clean(request.GET.get("q", ""))[:80], request.GET.get("tri", "")
    view = request.GET.get("voir", "")
    rows = _viewed(NotedQuestion.objects.of_organization(organization).standing().matching(asked), view)
    shown = rows.select_related("venue", "noted_by", "question", "link").order_by(*_order(order))
    context = {
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "order": order,
        "orders": ORDERS.items(),
        "view": view,
        "views": VIEWS,
        "questions": RecurringQuestion.objects.of_organization(organization).standing().order_by(Lower("title"), "pk"),
    }
    return render(request, "desk/questions/wordings.html", context)


@require_POST
@requires(rules.may_book)
def again(request: MemberRequest, pk: int) -> HttpResponse:
    """Heard once more; or `moins` times less, when it was a slip."""
    wording = wording_or_404(request, pk)
    less = request.POST.get("moins") or request.GET.get("moins", "")
    noting.add_times(wording, -int(less) if less.isascii() and less.isdecimal() and len(less) < 3 else 1)
    messages.success(request, f"« {wording.text} »\u00a0: {wording.times} fois.")
    return _back(wording)


@require_POST
@requires(rules.may_book)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    wording = wording_or_404(request, pk)
    noting.remove(wording, now=timezone.now())
    undo = reverse("desk:question-restore", args=[pk])
    messages.success(request, with_undo(f"« {wording.text} » est retirée.", undo, "La remettre"))
    return redirect("desk:questions")


@require_POST
@requires(rules.may_book)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    wording = wording_or_404(request, pk)
    noting.restore(wording)
    messages.success(request, f"« {wording.text} » est remise.")
    return _back(wording)


def _back(wording: NotedQuestion) -> HttpResponse:
    return redirect(reverse("desk:question-wordings", fragment=f"phrase-{wording.pk}"))


def _viewed(rows: NotedQuestionQuerySet, view: str) -> NotedQuestionQuerySet:
    if view == "a-regrouper":
        return rows.to_group()
    return rows.without_question().exclude(set_apart_at=None) if view == "a-part" else rows


def _order(asked: str) -> list[str | Lower]:
    if asked == "souvent":
        return ["-times", "-on", "-pk"]
    return [Lower("text"), "pk"] if asked == "texte" else ["-on", "-pk"]
