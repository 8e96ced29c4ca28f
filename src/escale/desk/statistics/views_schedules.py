"""The figures sent by mail each month: asked for, stopped, taken up again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.statistics.forms import ScheduleForm
from escale.desk.statistics.views import asked
from escale.french.dates import day_year
from escale.statistics import filters, rules, scheduling
from escale.statistics.models import ReportSchedule
from escale.ui.status import REFUSED


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_release)
def schedules(request: MemberRequest) -> HttpResponse:
    """Those that run, and the form of one more, with the filters of the page one comes from."""
    organization, chosen = request.membership.organization, asked(request)
    form = ScheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = scheduling.ask(
            organization,
            title=form.cleaned_data["title"],
            recipient=form.cleaned_data["recipient"],
            narrowed=filters.kept(chosen.scope),
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, f"C’est noté. Le premier mail part le {day_year(made.next_on)}.")
        return redirect("desk:figures-monthly")
    running = ReportSchedule.objects.of_organization(organization).filter(ended_at=None).order_by("next_on", "pk")
    context = {
        "form": form,
        "running": running,
        "query": chosen.query,
        "narrowed": filters.said(chosen.scope),
    }
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/statistics/monthly.html", context, status=status)


@require_POST
@requires(rules.may_release)
def stop(request: MemberRequest, pk: int) -> HttpResponse:
    """Send no more."""
    scheduling.stop(_one(request, pk), now=timezone.now())
    undo = with_undo("Ce mail ne part plus.", reverse("desk:figures-monthly-resume", args=[pk]), "Reprendre")
    messages.success(request, undo)
    return redirect("desk:figures-monthly")


@require_POST
@requires(rules.may_release)
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    """Send again, from next month on."""
    scheduling.resume(_one(request, pk), now=timezone.now())
    messages.success(request, "Ce mail part de nouveau chaque mois.")
    return redirect("desk:figures-monthly")


def _one(request: MemberRequest, pk: int) -> ReportSchedule:
    own = ReportSchedule.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization"), pk=pk)
