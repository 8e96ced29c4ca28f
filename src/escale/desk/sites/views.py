"""Other sites: which are linked, linking one, its key, stopping it, forgetting it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.sites import page
from escale.desk.sites.finding import connection_or_404
from escale.desk.sites.forms import ConnectionForm
from escale.publishing import rules
from escale.publishing.adapters import connecting
from escale.publishing.adapters.connecting import AlreadyConnected
from escale.publishing.models import ConnectionKind
from escale.ui.status import status_of


@require_safe
@requires(rules.may_prepare)
def sites(request: MemberRequest) -> HttpResponse:
    """Each site, and what is published there."""
    context = {"sites": page.read(request.membership.organization, now=timezone.now())}
    return render(request, "desk/sites/sites.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def connect(request: MemberRequest, site: str) -> HttpResponse:
    if site not in ConnectionKind:
        raise Http404
    kind = ConnectionKind(site)
    form = ConnectionForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            connecting.connect(
                request.membership.organization,
                kind,
                target=form.cleaned_data["target"],
                key=form.cleaned_data["key"],
                by=request.user,
                now=timezone.now(),
            )
        except AlreadyConnected:
            messages.error(request, "Ce site est déjà relié.")
        else:
            messages.success(request, f"{kind.label} est relié.")
        return redirect("desk:other-sites")
    context = {"form": form, "site": kind.label, "connection": None}
    return render(request, "desk/sites/connection.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def change_key(request: MemberRequest, pk: int) -> HttpResponse:
    """Another number or another key; what waited is tried again."""
    shown = connection_or_404(request, pk)
    kind = ConnectionKind(shown.kind)
    form = ConnectionForm(request.POST or None, kind=kind, is_changed=True, initial={"target": shown.target})
    if request.method == "POST" and form.is_valid():
        connecting.change_key(shown, target=form.cleaned_data["target"], key=form.cleaned_data["key"])
        messages.success(request, f"{kind.label} est relié.")
        return redirect("desk:other-sites")
    context = {"form": form, "site": kind.label, "connection": shown}
    return render(request, "desk/sites/connection.html", context, status=status_of(form))


@require_POST
@requires(rules.may_prepare)
def stop(request: MemberRequest, pk: int) -> HttpResponse:
    shown = connection_or_404(request, pk)
    connecting.stop(shown, now=timezone.now())
    undo = reverse("desk:other-site-resume", args=[pk])
    messages.success(request, with_undo(f"{shown.get_kind_display()} ne reçoit plus rien.", undo, "Reprendre"))
    return redirect("desk:other-sites")


@require_POST
@requires(rules.may_prepare)
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    shown = connection_or_404(request, pk)
    connecting.resume(shown)
    messages.success(request, f"{shown.get_kind_display()} suit de nouveau vos ateliers.")
    return redirect("desk:other-sites")


@require_POST
@requires(rules.may_prepare)
def forget(request: MemberRequest, pk: int) -> HttpResponse:
    """The account and its key, gone from here; what is published there stays."""
    shown = connection_or_404(request, pk)
    connecting.forget(shown)
    messages.success(request, f"{shown.get_kind_display()} n’est plus relié. La clé est supprimée.")
    return redirect("desk:other-sites")
