"""The figures of a network, for those who coordinate it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Network
from escale.desk.today import today_of
from escale.statistics import filters, networks, reporting, rules


@require_safe
@requires(rules.may_see_figures)
def network(request: MemberRequest, pk: int) -> HttpResponse:
    """Quarters and years that are over: masked, and always the same."""
    shown, today = get_object_or_404(Network.objects.coordinated_by(request.user), pk=pk), today_of(request)
    period = networks.chosen(request.GET.get("period", ""), today=today)
    context = {
        "network": shown,
        "period": filters.period_said(*period),
        "choices": [
            (networks.name(days), filters.period_said(*days), days == period) for days in networks.offered(today)
        ],
        "drawn": reporting.drawn(networks.read(shown, period, today=today, now=timezone.now())),
        "organizations": shown.organizations.order_by("name", "pk"),
    }
    return render(request, "desk/statistics/network.html", context)
