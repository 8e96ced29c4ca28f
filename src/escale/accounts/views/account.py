"""One's own account: name, ways of signing in, open sessions, organizations."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import access, membership, sessions
from escale.accounts.access import AccountRequest
from escale.accounts.forms.own import NameForm
from escale.accounts.models import Membership
from escale.ui.status import status_of

LAST_ADMIN = (
    "Vous êtes la seule personne responsable de {organization}. "
    "Donnez d’abord ce rôle à quelqu’un d’autre, dans « Équipe », puis revenez."
)


def home(request: AccountRequest) -> HttpResponse:
    form = NameForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "C’est noté.")
        return redirect("account:home")
    context = {
        "form": form,
        "memberships": access.active_memberships(request.user.pk),
        "sessions": sessions.open_sessions(request.user, current=request.session.session_key, now=timezone.now()),
        "factors": access.factors_of(request.user),
    }
    return render(request, "accounts/home.html", context, status=status_of(form))


@require_POST
def switch(request: AccountRequest, pk: int) -> HttpResponse:
    """Work for another of one's organizations, until the end of the session."""
    access.select(request, membership=_own_membership(request, pk))
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_POST
def leave(request: AccountRequest, pk: int) -> HttpResponse:
    left = _own_membership(request, pk)
    try:
        membership.leave(left, now=timezone.now())
    except membership.LastAdmin:
        messages.error(request, LAST_ADMIN.format(organization=left.organization))
    else:
        messages.success(request, f"Vous avez quitté {left.organization}.")
    return redirect("account:home")


@require_POST
def end_session(request: AccountRequest, pk: int) -> HttpResponse:
    sessions.end_session(request.user, pk=pk)
    messages.success(request, "Cet appareil est déconnecté.")
    return redirect("account:home")


@require_POST
def end_other_sessions(request: AccountRequest) -> HttpResponse:
    sessions.end_other_sessions(request.user, current=request.session.session_key)
    messages.success(request, "Vos autres appareils sont déconnectés.")
    return redirect("account:home")


def _own_membership(request: AccountRequest, pk: int) -> Membership:
    own = next((each for each in access.active_memberships(request.user.pk) if each.pk == pk), None)
    if own is None:
        raise Http404
    return own
