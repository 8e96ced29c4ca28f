"""The team of an organization, for its admins: members, roles, invitations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import invitations, membership, rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.forms.team import InviteForm, RoleForm
from escale.accounts.models import Invitation, Membership, Role
from escale.ui.status import REFUSED, status_of

LAST_ADMIN = "C’est la seule personne responsable de la structure. Donnez d’abord ce rôle à quelqu’un d’autre."
SENT = "L’invitation est partie à {email}. Elle marche une seule fois, pendant 14 jours."
NOT_SENT = "Le mail n’a pas pu partir à {email}. L’invitation attend ci-dessous : renvoyez-la un peu plus tard."


@requires(rules.may_manage_team)
def team(request: MemberRequest) -> HttpResponse:
    organization = request.membership.organization
    members = Membership.objects.active().of_organization(organization).select_related("user")
    waiting = Invitation.objects.of_organization(organization).pending(now=timezone.now())
    context = {
        "members": members.order_by("user__first_name", "user__last_name", "pk"),
        "invitations": waiting.order_by("-created_at", "-pk"),
    }
    return render(request, "accounts/team.html", context)


@requires(rules.may_manage_team)
def invite(request: MemberRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
        try:
            _invite(request, email=email, role=role)
        except invitations.AlreadyMember:
            form.add_error("email", "Cette personne fait déjà partie de l’équipe.")
        else:
            return redirect("account:team")
    return render(request, "accounts/invite.html", {"form": form}, status=status_of(form))


@require_POST
@requires(rules.may_manage_team)
def resend_invitation(request: MemberRequest, pk: int) -> HttpResponse:
    """Send a new link, which replaces the one that waits."""
    invitation = _invitation(request, pk)
    try:
        _invite(request, email=invitation.email, role=Role(invitation.role))
    except invitations.AlreadyMember:
        messages.info(request, "Cette personne fait déjà partie de l’équipe.")
    return redirect("account:team")


@require_POST
@requires(rules.may_manage_team)
def revoke_invitation(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    invitations.revoke(invitation, by=request.user, now=timezone.now())
    messages.success(request, f"L’invitation de {invitation.email} ne marche plus.")
    return redirect("account:team")


@requires(rules.may_manage_team)
def member(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _member(request, pk)
    form = RoleForm(initial={"role": shown.role})
    return render(request, "accounts/member.html", {"member": shown, "form": form})


@require_POST
@requires(rules.may_manage_team)
def change_role(request: MemberRequest, pk: int) -> HttpResponse:
    changed = _member(request, pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            membership.change_role(changed, role=Role(form.cleaned_data["role"]), by=request.user)
        except membership.LastAdmin:
            form.add_error("role", LAST_ADMIN)
        else:
            messages.success(request, f"Le rôle de {changed.user} est changé.")
            return redirect("account:team")
    return render(request, "accounts/member.html", {"member": changed, "form": form}, status=REFUSED)


@require_POST
@requires(rules.may_manage_team)
def end_membership(request: MemberRequest, pk: int) -> HttpResponse:
    ended = _member(request, pk)
    try:
        membership.end(ended, by=request.user, now=timezone.now())
    except membership.LastAdmin:
        messages.error(request, LAST_ADMIN)
        return redirect("account:team-member", pk)
    messages.success(request, f"{ended.user} ne fait plus partie de l’équipe.")
    return redirect("account:team")


def _invite(request: MemberRequest, *, email: str, role: Role) -> None:
    organization = request.membership.organization
    try:
        invitations.invite(organization, email=email, role=role, by=request.user, now=timezone.now())
    except OSError:
        invitations.log.exception("Invitation not sent")
        messages.warning(request, NOT_SENT.format(email=email))
    else:
        messages.success(request, SENT.format(email=email))


def _member(request: MemberRequest, pk: int) -> Membership:
    members = Membership.objects.active().of_organization(request.membership.organization)
    return get_object_or_404(members.select_related("user"), pk=pk)


def _invitation(request: MemberRequest, pk: int) -> Invitation:
    waiting = Invitation.objects.of_organization(request.membership.organization).pending(now=timezone.now())
    return get_object_or_404(waiting, pk=pk)
