"""Groups of advisers invited to read the site over: gathered, completed, ended."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest
from escale.accounts.models import Network
from escale.desk.feedback.finding import group_or_404
from escale.desk.feedback.forms import GroupForm, InviteForm, invited_words
from escale.feedback import reading
from escale.feedback.rules import may_gather_readers
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: MemberRequest) -> HttpResponse:
    """Every group she gathers; one more."""
    networks = Network.objects.coordinated_by(request.user).order_by("name", "pk")
    own = request.membership.organization.name if may_gather_readers(request.membership) else ""
    if not own and not networks:
        raise PermissionDenied
    form = GroupForm(request.POST or None, networks=networks, own=own)
    if request.method == "POST" and form.is_valid():
        network = form.cleaned_data.get("network")
        made = reading.gather(form.cleaned_data["name"], network=network, by=request.membership, now=timezone.now())
        messages.success(request, f"Le groupe « {made.name} » est créé. Invitez ses personnes.")
        return redirect("desk:reading", made.pk)
    to_settle = Count("remarks", filter=Q(remarks__settled_at=None), distinct=True)
    listed = reading.run_by(request.membership).select_related("organization", "network")
    counted = listed.annotate(people=Count("members", distinct=True), to_settle=to_settle)
    context = {"form": form, "groups": counted.order_by("closed_at", "-created_at", "-pk")[: reading.LONGEST_LIST]}
    return render(request, "desk/feedback/readings.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: MemberRequest, pk: int) -> HttpResponse:
    """Who reads, what they said; one more reader."""
    shown = group_or_404(request, pk)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invited = reading.invite(shown, form.cleaned_data["email"])
        except reading.NotAMember:
            form.add_error(
                "email", "Personne ici ne se connecte avec cette adresse, ou cette personne est déjà invitée."
            )
        else:
            messages.success(
                request, f"{invited.first_name} voit maintenant « Annoter cette page » en bas de chaque page."
            )
            return redirect("desk:reading", pk)
    remarks = shown.remarks.with_everything_shown().order_by("settled_at", "-written_at", "-pk")
    context = {
        "group": shown,
        "form": form,
        "members": shown.members.order_by("first_name", "last_name", "pk"),
        "proposed": invited_words(reading.may_be_invited(shown)),
        "remarks": remarks[: reading.LONGEST_LIST],
        "own_groups": {shown.pk},
    }
    return render(request, "desk/feedback/reading.html", context, status=status_of(form))


@require_POST
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Invite somebody no more; her remarks stay."""
    shown = group_or_404(request, pk)
    gone = next((member for member in shown.members.order_by("pk") if str(member.pk) == request.POST.get("qui")), None)
    if gone is not None:
        shown.members.remove(gone)
        messages.success(request, f"{gone.first_name} ne relit plus. Ses remarques restent.")
    return redirect("desk:reading", pk)


@require_POST
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """End the reading."""
    shown = group_or_404(request, pk)
    reading.close(shown, now=timezone.now())
    messages.success(request, "La relecture est terminée. Les remarques restent ici.")
    return redirect("desk:reading", pk)


@require_POST
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Let its members write again."""
    shown = group_or_404(request, pk)
    reading.reopen(shown)
    messages.success(request, "La relecture reprend.")
    return redirect("desk:reading", pk)
