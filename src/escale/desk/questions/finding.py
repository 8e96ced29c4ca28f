"""The questions and wordings a gesture is about, among those of the member's organization; 404 otherwise."""

import re
from collections.abc import Mapping

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.questions.models import NotedQuestion, QuestionLink, RecurringQuestion

MOST_TICKED = 500
_PLACE = re.compile(r"([0-9]{1,18})-([0-9]{0,18})")


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


def written_places(before: Mapping[int, int | None]) -> str:
    """Wordings with the question each one was in, as an address that undoes says it: "12-3,13-"."""
    return ",".join(f"{pk}-{question or ''}" for pk, question in before.items())


def places(request: MemberRequest) -> dict[int, int | None]:
    """The wordings an address that undoes names, with the question each one was in: "?avant=12-3,13-"."""
    found = _PLACE.findall(request.GET.get("avant", ""))[:MOST_TICKED]
    return {int(wording): int(question) if question else None for wording, question in found}
