"""The networks of the organization and those one runs; one network as it is today; making one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Network
from escale.desk.networks import state
from escale.desk.networks.forms import FoundForm
from escale.desk.networks.page import coordinated, network_page
from escale.networks import founding, sites
from escale.ui.status import status_of


@require_safe
@requires(rules.may_book)
def networks(request: MemberRequest) -> HttpResponse:
    """What the organization belongs to, with its charter; what one runs."""
    context = {
        "organization": request.membership.organization,
        "joined": state.joined(request.membership.organization),
        "run": Network.objects.coordinated_by(request.user).order_by("name", "pk"),
        "may_answer": rules.may_manage_team(request.membership),
        "may_found": request.user.is_superuser,
    }
    return render(request, "desk/networks/networks.html", context)


@require_safe
@coordinated
def network(request: MemberRequest, network: Network) -> HttpResponse:
    """What waits for an answer, and where the site stands."""
    site, now = sites.of(network), timezone.now()
    return network_page(request, "network.html", network, {"today": state.today(site, now=now)}, site=site)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def found(request: MemberRequest) -> HttpResponse:
    """Making a network: for whoever runs the instance."""
    if not request.user.is_superuser:
        raise PermissionDenied
    form = FoundForm(request.POST if request.method == "POST" else None, initial={"email": request.user.email})
    if request.method == "POST" and form.is_valid():
        made = founding.found(form.cleaned_data["name"], coordinator=form.coordinator, now=timezone.now())
        messages.success(request, f"Le réseau {made.name} existe. {form.coordinator} peut inviter des structures.")
        mine = form.coordinator.pk == request.user.pk
        return redirect("desk:network", made.pk) if mine else redirect("desk:networks")
    return render(request, "desk/networks/found.html", {"form": form}, status=status_of(form))
