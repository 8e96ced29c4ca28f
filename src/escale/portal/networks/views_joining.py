"""Three screens that bring an organization into a network: what it is, what it asks, which organization; or a no."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts import access, rules
from escale.accounts.access import active_memberships
from escale.accounts.forms.own import OrganizationForm
from escale.accounts.models import Membership, Organization, User
from escale.networks import charters, joining, links
from escale.networks.charters import CharterChanged
from escale.networks.joining import JoiningRefused, NewAccount, NotHers
from escale.networks.models import JoinInvitation
from escale.portal.guards import with_join_invitation
from escale.portal.networks.forms import (
    ANOTHER,
    CharterForm,
    DeclineForm,
    FirstOrganizationForm,
    WhichOrganizationForm,
)
from escale.ui.status import status_of

STEPS = ("Le réseau", "La charte", "Votre structure")
READ = "charte_lue"
"""Key of the session: the id of the version she agreed to on the second screen."""
GONE = 410
WHY_REFUSED: dict[type[JoiningRefused], str] = {
    joining.JoiningUsed: "Cette invitation a déjà servi : une structure est entrée avec elle.",
    joining.JoiningDeclined: "Vous avez répondu non à cette invitation. Si vous changez d’avis, demandez-en une autre.",
    joining.JoiningRevoked: "Cette invitation a été retirée ou remplacée. Ouvrez le dernier mail reçu.",
    joining.JoiningExpired: "Cette invitation a plus de 30 jours. Demandez qu’on vous la renvoie.",
    joining.JoiningForSomeoneElse: "Cette invitation est pour une autre adresse mail que la vôtre.",
}

type View = Callable[[HttpRequest, JoinInvitation], HttpResponse]


def while_open(view: View) -> View:
    """An invitation that can't be used says why, and shows nothing else."""

    @wraps(view)
    def guarded(request: HttpRequest, invitation: JoinInvitation) -> HttpResponse:
        try:
            joining.check(invitation, now=timezone.now())
            return view(request, invitation)
        except JoiningRefused as refused:
            context = {"why": WHY_REFUSED[type(refused)], "network": invitation.network}
            return render(request, "portal/networks/join_refused.html", context, status=GONE)

    return guarded


@with_join_invitation
@require_http_methods(["GET", "HEAD"])
@while_open
def network(request: HttpRequest, invitation: JoinInvitation) -> HttpResponse:
    """Who invites, into what, what it changes and what it doesn't."""
    return _first_screen(request, invitation, DeclineForm())


@with_join_invitation
@require_http_methods(["GET", "HEAD", "POST"])
@while_open
def charter(request: HttpRequest, invitation: JoinInvitation) -> HttpResponse:
    """What it asks; a network without charter has no such screen."""
    asked = charters.current(invitation.network)
    if asked is None:
        return redirect("portal:join-organization", links.secret_of(invitation))
    form = CharterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        request.session[READ] = asked.pk
        return redirect("portal:join-organization", links.secret_of(invitation))
    return _page(request, "join_charter.html", invitation, {"charter": asked, "form": form}, step=2)


@with_join_invitation
@require_http_methods(["GET", "HEAD", "POST"])
@while_open
def organization(request: HttpRequest, invitation: JoinInvitation) -> HttpResponse:
    """Which organization comes in: one she runs, a new one, or her first."""
    asked = charters.current(invitation.network)
    if asked is not None and request.session.get(READ) != asked.pk:
        return redirect("portal:join-charter", links.secret_of(invitation))
    user = request.user if isinstance(request.user, User) else None
    if user is None:
        return _sign_in_first(request, invitation) if joining.has_account(invitation) else _first(request, invitation)
    if user.email.lower() != invitation.email.lower():
        return _page(request, "join_other_account.html", invitation, {"user": user}, step=3)
    hers = _run_by(user)
    return _one_of(request, invitation, hers, user) if hers else _new(request, invitation, user)


@with_join_invitation
@require_http_methods(["POST"])
@while_open
def decline(request: HttpRequest, invitation: JoinInvitation) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _first_screen(request, invitation, form)
    joining.decline(invitation, why=form.cleaned_data["why"], now=timezone.now())
    return render(request, "portal/networks/join_declined.html", {"invitation": invitation})


def _first_screen(request: HttpRequest, invitation: JoinInvitation, form: DeclineForm) -> HttpResponse:
    context: dict[str, object] = {
        "charter": charters.current(invitation.network),
        "organization_count": invitation.network.organizations.count(),
        "form": form,
    }
    return _page(request, "join.html", invitation, context, step=1)


def _sign_in_first(request: HttpRequest, invitation: JoinInvitation) -> HttpResponse:
    return _page(request, "join_sign_in.html", invitation, {}, step=3)


def _first(request: HttpRequest, invitation: JoinInvitation) -> HttpResponse:
    """Her account and her organization, in one form."""
    typed = request.POST if request.method == "POST" else None
    form = FirstOrganizationForm(typed, email=invitation.email, initial={"organization": invitation.organization_name})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        account = NewAccount(
            first_name=said["first_name"], last_name=said["last_name"], password=said["password"] or None
        )
        now, read = timezone.now(), _read(request)
        try:
            member = joining.accept_with_new_account(
                invitation, form.described(), account=account, charter_read=read, now=now
            )
        except CharterChanged:
            return _read_again(request, invitation)
        return access.sign_in(request, user=member.user, redirect_url=resolve_url("desk:setup-venues"))
    return _page(request, "join_first.html", invitation, {"form": form}, step=3)


def _new(request: HttpRequest, invitation: JoinInvitation, user: User) -> HttpResponse:
    """Another organization, for somebody who has an account."""
    form = OrganizationForm(
        request.POST if request.method == "POST" else None, initial={"organization": invitation.organization_name}
    )
    if request.method == "POST" and form.is_valid():
        try:
            member = joining.accept_with_new_organization(
                invitation, form.described(), charter_read=_read(request), user=user, now=timezone.now()
            )
        except CharterChanged:
            return _read_again(request, invitation)
        return _welcome(request, invitation, member)
    return _page(request, "join_new.html", invitation, {"form": form}, step=3)


def _one_of(request: HttpRequest, invitation: JoinInvitation, hers: list[Organization], user: User) -> HttpResponse:
    """One of those she runs."""
    if "organization" in request.POST or request.GET.get("autre"):
        return _new(request, invitation, user)
    form = WhichOrganizationForm(request.POST if request.method == "POST" else None, hers=hers)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["which"] == ANOTHER:
            return redirect(f"{request.path}?autre=1")
        chosen = next(each for each in hers if str(each.pk) == form.cleaned_data["which"])
        try:
            member = joining.accept_with(invitation, chosen, charter_read=_read(request), user=user, now=timezone.now())
        except CharterChanged:
            return _read_again(request, invitation)
        except NotHers:
            form.add_error("which", "Vous n’êtes plus responsable de cette structure. Choisissez-en une autre.")
        else:
            return _welcome(request, invitation, member)
    return _page(request, "join_which.html", invitation, {"form": form}, step=3)


def _run_by(user: User) -> list[Organization]:
    return [each.organization for each in active_memberships(user.pk) if rules.may_manage_team(each)]


def _read(request: HttpRequest) -> int:
    read: int = request.session.get(READ, 0)
    return read


def _read_again(request: HttpRequest, invitation: JoinInvitation) -> HttpResponse:
    messages.info(request, "La charte vient de changer. Lisez la nouvelle version, puis continuez.")
    return redirect("portal:join-charter", links.secret_of(invitation))


def _welcome(request: HttpRequest, invitation: JoinInvitation, member: Membership) -> HttpResponse:
    access.select(request, membership=member)
    messages.success(request, f"{member.organization.name} est dans le réseau {invitation.network.name}.")
    return redirect("desk:networks")


def _page(
    request: HttpRequest, template: str, invitation: JoinInvitation, context: dict[str, object], *, step: int
) -> HttpResponse:
    forms = [each for each in context.values() if isinstance(each, BaseForm)]
    shown = {"invitation": invitation, "secret": links.secret_of(invitation), "steps": STEPS, "step": step}
    return render(request, f"portal/networks/{template}", shown | context, status=status_of(*forms))
