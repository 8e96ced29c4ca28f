"""Prescribers: who has a page to send us people; given, sent, closed, given again."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.prescribers.finding import prescriber_or_404
from escale.desk.prescribers.forms import PrescriberForm
from escale.directory import links, prescribing
from escale.directory.models import Prescriber
from escale.directory.prescribing import NoAddress
from escale.directory.rules import may_edit_partners
from escale.ui.status import status_of

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_edit_partners)
def prescribers(request: MemberRequest) -> HttpResponse:
    """Everybody who has a page, those that open first; one more."""
    organization = request.membership.organization
    form = PrescriberForm(
        request.POST or None, organization=organization, initial={"partner": request.GET.get("partenaire", "")[:19]}
    )
    if request.method == "POST" and form.is_valid():
        made = prescribing.make(**form.cleaned_data, by=request.membership, now=timezone.now())
        messages.success(request, f"La page de {made.name} est prête. Copiez son adresse, ou envoyez-la par mail.")
        return redirect("desk:prescribers")
    own = Prescriber.objects.visible_to(request.user).of_organization(organization)
    shown = own.select_related("partner").annotate(sent=Count("referrals"))
    pages = Paginator(shown.order_by(F("revoked_at").asc(nulls_first=True), "name", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"form": form, "page": pages, "rows": [(each, _address(each)) for each in pages]}
    return render(request, "desk/prescribers/prescribers.html", context, status=status_of(form))


@require_POST
@requires(may_edit_partners)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Close a page: it opens nothing more."""
    prescriber = prescriber_or_404(request, pk)
    prescribing.close(prescriber, now=timezone.now())
    undo = reverse("desk:prescriber-reopen", args=[pk])
    messages.success(request, with_undo(f"La page de {prescriber.name} n’ouvre plus rien.", undo, "La rouvrir"))
    return redirect("desk:prescribers")


@require_POST
@requires(may_edit_partners)
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Open again a page that was closed."""
    prescriber = prescriber_or_404(request, pk)
    prescribing.reopen(prescriber)
    messages.success(request, f"La page de {prescriber.name} s’ouvre de nouveau.")
    return redirect("desk:prescribers")


@require_POST
@requires(may_edit_partners)
def make_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Another address for her page; the one before opens nothing more."""
    prescriber = prescribing.make_again(prescriber_or_404(request, pk))
    messages.success(request, f"Nouvelle adresse pour {prescriber.name}. L’ancienne n’ouvre plus rien.")
    return redirect("desk:prescribers")


@require_POST
@requires(may_edit_partners)
def send(request: MemberRequest, pk: int) -> HttpResponse:
    """Send her the address of her page."""
    prescriber = prescriber_or_404(request, pk)
    try:
        prescribing.send_page(prescriber, now=timezone.now())
    except NoAddress:
        messages.error(request, f"Rien n’est parti : {prescriber.name} n’a pas d’adresse mail, ou sa page est fermée.")
    else:
        messages.success(request, f"Le mail part à {prescriber.email}.")
    return redirect("desk:prescribers")


def _address(prescriber: Prescriber) -> str:
    """What is copied and sent; nothing once the page is closed."""
    if not prescriber.is_open:
        return ""
    return f"{settings.BASE_URL}{reverse('portal:prescriber', args=[links.secret_of(prescriber)])}"
