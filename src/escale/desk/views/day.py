"""The day: one's own, a colleague's, or the whole team's."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Membership, User
from escale.desk import day as days
from escale.desk import todo, upcoming
from escale.desk.day import WHOLE_TEAM, Scope
from escale.desk.queue import reading
from escale.desk.receivers import receivers
from escale.desk.reports import waiting
from escale.desk.todo_item import read as read_waiting
from escale.french.dates import day as day_words
from escale.places.zones import zone_of
from escale.scheduling.wall_clock import day_bounds
from escale.together import later, read_together


@require_safe
@requires(rules.may_book)
def my_day(request: MemberRequest) -> HttpResponse:
    # Whoever set the instance up was led away to add a second factor: her first steps wait here.
    if request.membership.organization.set_up_at is None and rules.may_set_up(request.membership):
        return redirect(settings.FIRST_STEPS_URL)
    now, zone = timezone.now(), zone_of(request.membership.organization)
    return _page(request, now.astimezone(zone).date(), zone=zone, now=now)


@require_safe
@requires(rules.may_book)
def day(request: MemberRequest, on: date) -> HttpResponse:
    return _page(request, on, zone=zone_of(request.membership.organization), now=timezone.now())


def _page(request: MemberRequest, on: date, *, zone: ZoneInfo, now: datetime) -> HttpResponse:
    members = receivers(request.membership.organization)
    scope = Scope(reader=request.membership, adviser=_adviser(request, members))
    lists = days.lists(scope, on, zone=zone)
    on_paper = "imprimer" in request.GET
    beside = {} if on_paper else _beside(scope, on, lists, zone=zone, now=now)
    read_together(*lists.every)
    context = {"day": days.read(lists, scope, on, zone=zone, now=now), "scope": scope, "members": members} | beside
    context |= _around(request, on, zone, now)
    return render(request, "desk/day_paper.html" if on_paper else "desk/day.html", context)


def _beside(scope: Scope, on: date, lists: days.Lists, *, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """What the page shows beside the day. One query for all its lists, those of the day too."""
    today = today_of(now, zone)
    bounds, after = day_bounds(today, zone), day_bounds(max(on, today), zone).end
    queues, to_do = later(reading.waiting_now, scope.organization, now=now), todo.waiting(scope, zone=zone, now=now)
    reports, late = waiting.latest_of(scope, on), waiting.late(scope, today=today)
    unsettled, coming = todo.without_outcome(scope, today=bounds.start, zone=zone), upcoming.after(scope, after)
    read_together(*lists.every, *(each.rows for each in to_do), queues, reports, late, unsettled, coming)
    return {
        "queues": reading.by_venue(queues, now=now) if on == today else [],
        "whole_team": WHOLE_TEAM,
        "may_call_roll": rules.may_receive(scope.reader),
        "to_report": next((waiting.page_of(each, scope, now=now) for each in reports), None),
        "late_reports": next((waiting.late_words(each, today=today) for each in late), None),
        "to_do": read_waiting(to_do),
        "unsettled": todo.days_to_settle(unsettled, today=today),
        "upcoming": upcoming.next_day(list(coming), scope, zone=zone, now=now),
    }


def today_of(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date()


def _around(request: MemberRequest, on: date, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """The day in words, its neighbours, and what an address keeps of whose day it is."""
    whose = request.GET.get("avec", "")
    return {
        "title": day_words(on) if on.year == today_of(now, zone).year else f"{day_words(on)} {on.year}",
        "is_today": on == today_of(now, zone),
        "previous": on - timedelta(days=1),
        "following": on + timedelta(days=1),
        "avec": whose,
    }


def _adviser(request: MemberRequest, members: Iterable[Membership]) -> User | None:
    """Whose day is asked for; when none is named, one's own, or the whole team's for whoever receives nobody."""
    asked = request.GET.get("avec", "")
    if asked == WHOLE_TEAM:
        return None
    if not asked:
        return request.user if rules.may_receive(request.membership) else None
    found = next((member for member in members if str(member.pk) == asked), None)
    if found is None:
        raise Http404
    return found.user
