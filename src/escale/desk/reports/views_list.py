"""What is still to complete, the oldest first, and what is saved."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.activity.models import ActivityRecord, ActivityRecordQuerySet
from escale.desk.reports import words
from escale.desk.reports.day import Done
from escale.desk.today import today_of
from escale.french.dates import day as day_words
from escale.french.dates import day_year

PER_PAGE = 25
SAVED = "enregistres"
LATE_AFTER = 7
"""Days after which one begins to forget what was done."""


@require_safe
@requires(rules.may_receive)
def reports(request: MemberRequest) -> HttpResponse:
    """One's own reports: the days still to complete, or everything saved."""
    own = ActivityRecord.objects.of_organization(request.membership.organization).of_adviser(request.user)
    shows_saved, asked = request.GET.get("vue") == SAVED, request.GET.get("page")
    context = _saved(own, asked) if shows_saved else _to_complete(own, asked, today=today_of(request))
    context |= {"shows_saved": shows_saved, "waiting": own.to_complete().count()}
    return render(request, "desk/reports/list.html", context)


def _to_complete(own: ActivityRecordQuerySet, asked: str | None, *, today: date) -> dict[str, Any]:
    days = own.to_complete().order_by("on").values("on").annotate(count=Count("pk"))
    page = Paginator(days, PER_PAGE).get_page(asked)
    return {"page": page, "days": [_day(row["on"], row["count"], today) for row in page]}


def _saved(own: ActivityRecordQuerySet, asked: str | None) -> dict[str, Any]:
    saved = own.counted().exclude(completed_at=None).with_everything_shown().order_by("-on", "-starts_at", "-pk")
    page = Paginator(saved, PER_PAGE).get_page(asked)
    return {"page": page, "saved": [Done(record=record) for record in page]}


def _day(on: date, count: int, today: date) -> dict[str, Any]:
    waited = (today - on).days
    return {
        "on": on,
        "title": day_words(on) if on.year == today.year else day_year(on),
        "count": count,
        "age": words.age(waited),
        "is_late": waited > LATE_AFTER,
    }
