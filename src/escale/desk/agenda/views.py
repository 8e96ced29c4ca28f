"""The pages of the agenda. Each reads what its address names, draws it, and writes nothing."""

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.agenda import columns, kinds, listing, reading, scope, tables
from escale.desk.agenda.calendar import school_words
from escale.desk.agenda.digest import counts, summary
from escale.desk.agenda.period import FIRST_DAY, LAST_DAY, Period, View
from escale.desk.agenda.reading import Reading
from escale.desk.agenda.scope import NobodyThere, Scope
from escale.desk.forms.agenda import ListForm

LEGEND = (("rdv", "Rendez-vous"), ("perm", "Permanence"))
"""The flags every agenda may show; those of other kinds come with them."""


@require_safe
@requires(rules.may_book)
def agenda(request: MemberRequest) -> HttpResponse:
    """This week."""
    return _page(request, View.WEEK, None)


@require_safe
@requires(rules.may_book)
def day(request: MemberRequest, on: date) -> HttpResponse:
    return _page(request, View.DAY, on)


@require_safe
@requires(rules.may_book)
def week(request: MemberRequest, on: date) -> HttpResponse:
    return _page(request, View.WEEK, on)


@require_safe
@requires(rules.may_book)
def month(request: MemberRequest, on: date) -> HttpResponse:
    return _page(request, View.MONTH, on)


@require_safe
@requires(rules.may_book)
def list_of_items(request: MemberRequest) -> HttpResponse:
    whose, now = _scope(request), timezone.now()
    today = now.astimezone(whose.zone).date()
    form = ListForm(request.GET, scope=whose, today=today)
    page = Paginator(listing.rows(whose, form.chosen), listing.PAGE_LENGTH).get_page(request.GET.get("page"))
    context = _around(whose, "liste", today, today) | {
        "title": "Liste",
        "form": form,
        "page": page,
        "lines": listing.lines(whose, page),
        "kept": whose.pairs,
        "is_filtered": any(name in request.GET for name in form.fields),
    }
    return render(request, "desk/agenda/list.html", context)


def _page(request: MemberRequest, view: View, on: date | None) -> HttpResponse:
    whose, now = _scope(request), timezone.now()
    today = now.astimezone(whose.zone).date()
    on = on or today
    if not FIRST_DAY <= on <= LAST_DAY:
        raise Http404
    period = Period.around(view, on)
    found = reading.read(whose, period, now=now)
    shown = columns.shown_days(found, period, today=today)
    context = _around(whose, view, on, today) | {
        "period": period,
        "title": period.title(shown, today),
        "is_current": period.holds(today),
        "summary": "" if whose.equipment else summary(found.items),
        "school": school_words(whose, shown[0], shown[-1]),
        "legend": _legend(found, whose),
        "is_empty": not found.items,
    }
    template, drawing = _drawing(found, period, whose, now=now)
    return render(request, template, context | drawing)


def _drawing(found: Reading, period: Period, whose: Scope, *, now: datetime) -> tuple[str, dict[str, Any]]:
    """The template of this period, and what it draws."""
    if period.view == View.MONTH:
        return "desk/agenda/month.html", {"month": tables.month(found, period, whose, now=now)}
    if period.view == View.WEEK and not whose.is_one:
        return "desk/agenda/team.html", {"team": tables.team_week(found, period, whose, now=now)}
    return "desk/agenda/grid.html", {"grid": columns.draw(found, period, whose, now=now)}


def _scope(request: MemberRequest) -> Scope:
    try:
        return scope.read(request.membership, request.GET)
    except NobodyThere:
        raise Http404 from None


def _around(whose: Scope, view: str, on: date, today: date) -> dict[str, Any]:
    """What every page says of whose agenda it is, and the way to the others."""
    is_own = [person.pk for person in whose.people] == [whose.reader.user_id]
    return {
        "scope": whose,
        "reports_of": on if view == View.DAY and is_own and on <= today else None,
        "view": view,
        "on": on,
        "today": today,
        "chosen": {person.pk for person in whose.people if whose.is_named(person)},
    }


def _legend(found: Reading, whose: Scope) -> list[tuple[str, str]]:
    """The flags of the page; nobody is received by a piece of equipment."""
    there = {flag for flag, _ in counts(found.items)}
    others = [(look.flag, look.word) for look in kinds.LOOKS.values() if look.flag in there]
    return others if whose.equipment else list(dict.fromkeys([LEGEND[0], *others, LEGEND[1]]))
