"""The settings page "Programmes reliés": let a program in, show its secret once, close the door."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.api import clients
from escale.api.clients import Reach
from escale.api.models import ApiClient
from escale.api.programs.forms import ProgramForm
from escale.api.v1 import ROOT
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_manage_team)
def programs(request: MemberRequest) -> HttpResponse:
    form = ProgramForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        client, secret = clients.make(
            form.cleaned_data["name"],
            reaches=form.cleaned_data["reaches"],
            by=request.membership,
            now=timezone.now(),
        )
        context = {"client": client, "secret": secret, "address": f"{settings.BASE_URL}{ROOT}"}
        response = render(request, "api/made.html", context)
        response.headers["Cache-Control"] = "no-store, private"
        return response
    own = ApiClient.objects.of_organization(request.membership.organization)
    rows = [
        (client, [Reach(reach).label for reach in client.reaches])
        for client in own.select_related("created_by").order_by("revoked_at", "name", "pk")
        if client.revoked_at is None
    ]
    return render(request, "api/programs.html", {"form": form, "rows": rows}, status=status_of(form))


@require_POST
@requires(rules.may_manage_team)
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    client = get_object_or_404(ApiClient.objects.of_organization(request.membership.organization), pk=pk)
    clients.revoke(client, now=timezone.now())
    messages.success(request, f"« {client.name} » ne lit plus rien.")
    return redirect("programs:programs")
