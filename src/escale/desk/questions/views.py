"""What the team is asked: noted in two seconds, ranked, and the wordings that may ask the same."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Organization
from escale.desk.answers import with_undo
from escale.desk.questions import page
from escale.desk.questions.forms import QuestionForm
from escale.desk.today import today_of
from escale.french.dates import MONTHS
from escale.french.plain_text import clean
from escale.questions import grouping, noting, ranking, trends
from escale.questions.models import NotedQuestion

FIRST, PER_PAGE = 6, 25
MOST_PROPOSALS = 4


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def questions(request: MemberRequest) -> HttpResponse:
    """What is heard again and again; anybody of the team may add to it."""
    form = QuestionForm(request.POST or None, member=request.membership)
    if request.method == "POST" and form.is_valid():
        return _noted(request, form)
    on = today_of(request)
    context = _list(request, on=on) | _beside(request.membership.organization, on=on) | {"form": form}
    context |= {"of_appointment": request.POST.get("rendez-vous", ""), "at_venue": request.POST.get("venue", "")}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/questions/list.html", context, status=status)


def _noted(request: MemberRequest, form: QuestionForm) -> HttpResponse:
    noted = noting.note(**form.cleaned_data, on=today_of(request), by=request.membership, now=timezone.now())
    messages.success(request, with_undo(f"C’est noté\u00a0: « {noted.text} ».", _undo(noted, form), "Annuler"))
    appointment = request.POST.get("rendez-vous", "")
    if appointment.isascii() and appointment.isdigit() and len(appointment) < 19:
        return redirect("desk:appointment", int(appointment))
    return redirect("desk:questions")


def _undo(noted: NotedQuestion, form: QuestionForm) -> str:
    """What was just noted goes: the wording, or the times it adds to those of the same words of that day."""
    times = form.cleaned_data["times"]
    if noted.times == times:
        return reverse("desk:question-remove", args=[noted.pk])
    return reverse("desk:question-again", args=[noted.pk], query={"moins": times})


def _list(request: MemberRequest, *, on: date) -> dict[str, Any]:
    asked, view = clean(request.GET.get("q", ""))[:80], request.GET.get("public", "")
    organization = request.membership.organization
    found = page.cards(organization, view=view, asked=asked, now=timezone.now(), on=on)
    whole = bool(asked or "page" in request.GET or "tout" in request.GET)
    pages = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "cards": pages.object_list if whole else found[:FIRST],
        "page": pages,
        "whole": whole,
        "left": 0 if whole else max(0, len(found) - FIRST),
        "asked": asked,
        "view": view,
        "views": page.VIEWS,
    }


def _beside(organization: Organization, *, on: date) -> dict[str, Any]:
    first = trends.months_until(on, count=ranking.MONTHS_SHOWN)[0]
    counted = NotedQuestion.objects.of_organization(organization).standing().counted(since=first)
    proposals = grouping.proposals(organization)
    return {
        "proposals": proposals[:MOST_PROPOSALS],
        "more_proposals": max(0, len(proposals) - MOST_PROPOSALS),
        "pending": counted["to_group"],
        "noted": counted["noted"],
        "since": MONTHS[first.month - 1],
        "searches": page.unanswered(organization, on=on),
    }
