"""The pages behind the link of an invitation."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import access, invitations
from escale.accounts.forms.own import NewAccountForm
from escale.accounts.models import Invitation, User
from escale.ui.status import status_of

WHY_REFUSED = {
    invitations.InvitationUnknown: "Ce lien est incomplet. Ouvrez-le depuis le mail, en entier.",
    invitations.InvitationUsed: "Cette invitation a déjà servi. Si c’était vous, connectez-vous.",
    invitations.InvitationRevoked: "Cette invitation a été retirée ou remplacée. Ouvrez le dernier mail reçu.",
    invitations.InvitationExpired: "Cette invitation a plus de 14 jours. Demandez qu’on vous la renvoie.",
    invitations.InvitationForSomeoneElse: "Cette invitation est pour une autre adresse mail que la vôtre.",
}


@login_not_required
def show(request: HttpRequest, secret: str) -> HttpResponse:
    """What to do with the invitation: join, sign in first, or create the account."""
    try:
        invitation = invitations.usable(secret, now=timezone.now())
    except invitations.InvitationRefused as refused:
        return _refuse(request, refused)
    if not request.user.is_authenticated and not invitations.has_account(invitation):
        return _ask_names(request, secret, invitation, NewAccountForm(email=invitation.email))
    context = {"invitation": invitation, "secret": secret, "is_for_user": _is_for(invitation, request)}
    return render(request, "accounts/invitation.html", context)


@login_not_required
@require_POST
def create_account(request: HttpRequest, secret: str) -> HttpResponse:
    now = timezone.now()
    try:
        invitation = invitations.usable(secret, now=now)
        form = NewAccountForm(request.POST, email=invitation.email)
        if not form.is_valid():
            return _ask_names(request, secret, invitation, form)
        joined = invitations.accept_with_new_account(
            secret,
            first_name=form.cleaned_data["first_name"],
            last_name=form.cleaned_data["last_name"],
            password=form.cleaned_data["password"] or None,
            now=now,
        )
    except invitations.InvitationRefused as refused:
        return _refuse(request, refused)
    return access.sign_in(request, user=joined.user)


@require_POST
def accept(request: access.AccountRequest, secret: str) -> HttpResponse:
    try:
        joined = invitations.accept(secret, user=request.user, now=timezone.now())
    except invitations.InvitationRefused as refused:
        return _refuse(request, refused)
    access.select(request, membership=joined)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _is_for(invitation: Invitation, request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.email.lower() == invitation.email.lower()


def _ask_names(request: HttpRequest, secret: str, invitation: Invitation, form: NewAccountForm) -> HttpResponse:
    context = {"invitation": invitation, "secret": secret, "form": form}
    return render(request, "accounts/new_account.html", context, status=status_of(form))


def _refuse(request: HttpRequest, refused: invitations.InvitationRefused) -> HttpResponse:
    return render(request, "accounts/invitation_refused.html", {"why": WHY_REFUSED[type(refused)]}, status=410)
