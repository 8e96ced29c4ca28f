"""The questions noted by the team: the list, one more, once more, taken off and put back."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.questions.forms import QuestionForm
from escale.desk.today import today_of
from escale.french.plain_text import clean
from escale.questions import noting
from escale.questions.models import NotedQuestion

PER_PAGE = 25
ORDERS = {"": "Les plus récentes", "souvent": "Les plus entendues", "texte": "De A à Z"}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def questions(request: MemberRequest) -> HttpResponse:
    """What is heard again and again; anybody of the team may add to it."""
    organization = request.membership.organization
    form = QuestionForm(request.POST or None, organization=organization)
    if request.method == "POST" and form.is_valid():
        noted = noting.note(**form.cleaned_data, on=today_of(request), by=request.membership, now=timezone.now())
        undo = reverse("desk:question-remove", args=[noted.pk])
        messages.success(request, with_undo(f"C’est noté : « {noted.text} ».", undo, "Annuler"))
        return redirect("desk:questions")
    asked, order = clean(request.GET.get("q", ""))[:80], request.GET.get("tri", "")
    found = NotedQuestion.objects.of_organization(organization).standing().matching(asked)
    page = Paginator(found.select_related("venue", "noted_by").order_by(*_order(order)), PER_PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "form": form,
        "asked": asked,
        "order": order,
        "orders": ORDERS.items(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/questions/list.html", context, status=status)


@require_POST
@requires(rules.may_book)
def again(request: MemberRequest, pk: int) -> HttpResponse:
    """Heard once more, or once less when it was a slip."""
    question = _question_or_404(request, pk)
    noting.add_times(question, -1 if "moins" in request.POST else 1)
    messages.success(request, f"« {question.text} » : {question.times} fois.")
    return _back(request, question)


@require_POST
@requires(rules.may_book)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    question = _question_or_404(request, pk)
    noting.remove(question, now=timezone.now())
    undo = reverse("desk:question-restore", args=[pk])
    messages.success(request, with_undo(f"« {question.text} » est retirée.", undo, "La remettre"))
    return redirect("desk:questions")


@require_POST
@requires(rules.may_book)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    question = _question_or_404(request, pk)
    noting.restore(question)
    messages.success(request, f"« {question.text} » est remise.")
    return _back(request, question)


def _question_or_404(request: MemberRequest, pk: int) -> NotedQuestion:
    found = NotedQuestion.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(found, pk=pk)


def _back(request: MemberRequest, question: NotedQuestion) -> HttpResponse:
    return redirect(reverse("desk:questions", fragment=f"question-{question.pk}"))


def _order(asked: str) -> list[str | Lower]:
    if asked == "souvent":
        return ["-times", "-on", "-pk"]
    return [Lower("text"), "pk"] if asked == "texte" else ["-on", "-pk"]
