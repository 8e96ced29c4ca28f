"""The day: one's own, a colleague's, or the whole team's."""

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
from escale.french.dates import day as day_words
from escale.places.zones import zone_of
from escale.scheduling.wall_clock import day_bounds


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
    members = list(receivers(request.membership.organization))
    scope = Scope(reader=request.membership, adviser=_adviser(request, members))
    context = {"day": days.read(scope, on, zone=zone, now=now), "scope": scope} | _around(request, on, zone, now)
    if "imprimer" in request.GET:
        return render(request, "desk/day_paper.html", context)
    today = day_bounds(now.astimezone(zone).date(), zone)
    context |= {
        "members": members,
        "queues": reading.waiting_now(request.membership.organization, now=now) if context["is_today"] else [],
        "whole_team": WHOLE_TEAM,
        "may_call_roll": rules.may_receive(request.membership),
        "to_report": waiting.latest_of(scope, on, now=now),
        "late_reports": waiting.late(scope, today=today_of(now, zone)),
        "to_do": todo.to_do(scope, zone=zone, now=now),
        "unsettled": todo.days_without_outcome(scope, today=today.start, zone=zone),
        "upcoming": upcoming.after(scope, day_bounds(max(on, today_of(now, zone)), zone).end, zone=zone, now=now),
    }
    return render(request, "desk/day.html", context)


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


def _adviser(request: MemberRequest, members: list[Membership]) -> User | None:
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
