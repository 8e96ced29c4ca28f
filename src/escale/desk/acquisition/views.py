"""What brings people, over a period; the same for a spreadsheet."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale import spreadsheets
from escale.accounts.access import MemberRequest, requires
from escale.desk.acquisition import page
from escale.desk.statistics import periods
from escale.desk.today import today_of
from escale.publishing import findings, measures, rules
from escale.publishing.measures import PUBLICS
from escale.statistics import filters

PER_PAGE = 15
PERIOD = "periode"


@require_safe
@requires(rules.may_measure)
def acquisition(request: MemberRequest) -> HttpResponse:
    """Channels side by side, then activity by activity."""
    since, until = _days(request)
    measured = measures.read(request.membership.organization, since=since, until=until)
    said = filters.period_said(since, until)
    context = {
        "measured": measured,
        "numbers": page.numbers(measured),
        "lines": page.lines(measured),
        "publics": list(PUBLICS),
        "findings": findings.of(measured),
        "chart": page.chart(measured),
        "page": Paginator(measured.activities, PER_PAGE).get_page(request.GET.get("page")),
        "period": f"{said[:1].upper()}{said[1:]}",
        "periods": [(name, words, name == _name(request)) for name, (words, _) in periods.PERIODS.items()],
        "query": {PERIOD: _name(request)},
    }
    return render(request, "desk/acquisition/page.html", context)


@require_safe
@requires(rules.may_measure)
def spreadsheet(request: MemberRequest) -> HttpResponse:
    """The figures of the period, channel by channel."""
    since, until = _days(request)
    measured = measures.read(request.membership.organization, since=since, until=until)
    written = spreadsheets.csv_file(page.rows(measured, since=since, until=until))
    response = HttpResponse(written, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="ce-qui-fait-venir-{since}-{until}.csv"'
    return response


def _name(request: MemberRequest) -> str:
    asked = request.GET.get(PERIOD, "")
    return asked if asked in periods.PERIODS else periods.USUAL


def _days(request: MemberRequest) -> periods.Days:
    return periods.days(_name(request), today=today_of(request))
