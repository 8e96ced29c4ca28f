"""The questions and wordings a gesture is about, among those of the member's organization; 404 otherwise."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.questions.models import NotedQuestion, QuestionLink, RecurringQuestion

MOST_TICKED = 500


def wording_or_404(request: MemberRequest, pk: int) -> NotedQuestion:
    found = NotedQuestion.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(found, pk=pk)


def question_or_404(request: MemberRequest, pk: int) -> RecurringQuestion:
    found = RecurringQuestion.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(found.with_everything_shown(), pk=pk)


def link_or_404(request: MemberRequest, pk: int) -> QuestionLink:
    found = QuestionLink.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(found, pk=pk)


def ticked(request: MemberRequest) -> list[int]:
    """The wordings a form ticked, or those an address that undoes names: "?phrases=12,13"."""
    sent = request.POST.getlist("phrase") or request.GET.get("phrases", "").split(",")
    return [int(each) for each in sent[:MOST_TICKED] if each.isascii() and each.isdigit() and len(each) < 19]
