"""Needs nobody answers here: noted in five seconds, counted, taken back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.prescribers.finding import unmet_or_404
from escale.desk.prescribers.forms import UnmetForm
from escale.desk.statistics import periods
from escale.desk.today import today_of
from escale.directory import lacking
from escale.directory.models import Lacking, UnmetNeed
from escale.directory.rules import may_refer
from escale.places import communes
from escale.ui.status import status_of

PER_PAGE = 25
MOST_WORDS = 120


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_refer)
def unmet(request: MemberRequest) -> HttpResponse:
    """Note one; what lacks this year; the latest."""
    organization, today = request.membership.organization, today_of(request)
    form = UnmetForm(
        request.POST or None,
        initial={
            "need": request.GET.get("besoin", "")[:40],
            "words": request.GET.get("mots", "")[:MOST_WORDS],
            "lacking": request.GET.get("manque", Lacking.NOBODY),
            "commune": organization.commune_name,
        },
    )
    if request.method == "POST" and form.is_valid():
        noted = lacking.note(**form.said, on=today, by=request.membership, now=timezone.now())
        messages.success(request, f"C’est noté : « {noted.words} ». Ce besoin compte dans le bilan.")
        return redirect("desk:unmet-needs")
    own = UnmetNeed.objects.visible_to(request.user).of_organization(organization).select_related("noted_by")
    page = Paginator(own.order_by("-on", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "missing": lacking.counted(organization, *periods.days(periods.USUAL, today=today)),
        "page": page,
        "rows": [(each, _town(each.commune)) for each in page],
    }
    return render(request, "desk/prescribers/unmet.html", context, status=status_of(form))


@require_POST
@requires(may_refer)
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Take out what was noted by mistake."""
    noted = unmet_or_404(request, pk)
    lacking.take_back(noted)
    messages.success(request, f"« {noted.words} » n’est plus compté.")
    return redirect("desk:unmet-needs")


def _town(code: str) -> str:
    found = communes.by_code(code) if code else None
    return found.name if found else ""
