"""The figures of a network, for those who coordinate it."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Network
from escale.desk.statistics import periods
from escale.desk.statistics.periods import Days
from escale.desk.today import today_of
from escale.statistics import filters, networks, reporting, rules


@require_safe
@requires(rules.may_see_figures)
def network(request: MemberRequest, pk: int) -> HttpResponse:
    """Quarters and years that are over: masked, and always the same."""
    shown = get_object_or_404(Network.objects.coordinated_by(request.user), pk=pk)
    offered = _offered(today_of(request))
    asked = request.GET.get("period", "")
    period = next((days for days in offered if f"{days[0]:%Y-%m-%d}_{days[1]:%Y-%m-%d}" == asked), offered[0])
    is_year = (period[1] - period[0]).days > 100
    parts = [days for days in periods.closed_quarters(today_of(request)) if is_year and _within(days, period)]
    context = {
        "network": shown,
        "period": filters.period_said(*period),
        "choices": [
            (f"{days[0]:%Y-%m-%d}_{days[1]:%Y-%m-%d}", filters.period_said(*days), days == period) for days in offered
        ],
        "drawn": reporting.drawn(networks.read(shown, period, parts=sorted(parts), now=timezone.now())),
        "organizations": shown.organizations.order_by("name", "pk"),
    }
    return render(request, "desk/statistics/network.html", context)


def _offered(today: date) -> list[Days]:
    """The quarters that are over, and the years, the latest first."""
    years = [(date(year, 1, 1), date(year, 12, 31)) for year in (today.year - 1, today.year - 2)]
    return [*periods.closed_quarters(today), *years]


def _within(part: Days, whole: Days) -> bool:
    return whole[0] <= part[0] and part[1] <= whole[1]
