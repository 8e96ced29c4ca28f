"""What happens around every request: first set-up, limits of a sign-in, membership, second factor."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from escale.accounts import access, rules, sessions
from escale.accounts.access import MemberRequest
from escale.accounts.models import User
from escale.ui import errors

type GetResponse = Callable[[HttpRequest], HttpResponse]
type View = Callable[..., HttpResponse]

OPEN_BEFORE_SETUP = ("/sante/", "/affichage/")
OWN_PAGES = frozenset(
    {
        "account:home",
        "account:switch",
        "account:leave",
        "account:end-session",
        "account:end-other-sessions",
        "account:accept-invitation",
    }
)
"""Pages about oneself, with those of allauth: open whatever the organization asks of its members."""


class Gate:
    """A middleware that looks at the page asked for before it is made, and may answer in its place."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


def first_run(get_response: GetResponse) -> GetResponse:
    """Lead every page to the set-up page as long as nobody has an account."""
    # An instance that was set up stays set up: the question is asked until the first yes, then never again.
    set_up = False

    def middleware(request: HttpRequest) -> HttpResponse:
        nonlocal set_up
        set_up_page = resolve_url("account:set-up")
        if not set_up and request.path != set_up_page and not request.path.startswith(OPEN_BEFORE_SETUP):
            set_up = User.objects.exists()
            if not set_up:
                return redirect(set_up_page)
        return get_response(request)

    return middleware


def session_limits(get_response: GetResponse) -> GetResponse:
    """Sign out after twelve hours, or three without a sign of life, and come back to the same page afterwards."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.session.session_key is not None and sessions.is_over(request.session, now=timezone.now()):
            logout(request)
            messages.info(
                request, "Par sécurité, une connexion s’arrête au bout d’un moment. Reconnectez-vous pour continuer."
            )
            if to_sign_in := _sign_in_again(request):
                return to_sign_in
        response = get_response(request)
        if request.session.session_key is not None:
            sessions.mark_seen(request.session, now=timezone.now())
        return response

    return middleware


class SignInFirst(Gate):
    """Lead back to its page, once signed in, a form or a fragment sent signed out; Django answers for whole pages."""

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or request.user.is_authenticated:
            return None
        return _sign_in_again(request)


class NeedMembership(Gate):
    """Give each request its `membership`, and a page that says what to do to whoever has none."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.membership = SimpleLazyObject(lambda: access.current_membership(request))  # type: ignore[attr-defined]
        return super().__call__(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        if is_team_page(request, view) and not cast(MemberRequest, request).membership:
            return render(request, "accounts/no_membership.html", status=403)
        return None


class NeedSecondFactor(Gate):
    """Lead to the activation of a second factor whoever has a role that asks for one and none yet."""

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not is_team_page(request, view):
            return None
        member = cast(MemberRequest, request)
        if not rules.must_have_second_factor(member.membership) or access.has_second_factor(member.user):
            return None
        return redirect("mfa_index")


def _sign_in_again(request: HttpRequest) -> HttpResponse | None:
    """To the sign-in page, then back to the page left: a form or a fragment of it has no page to come back to."""
    # The page a form was sent from: its answer can't be asked for again.
    left = errors.page_left(request, otherwise=resolve_url(settings.LOGIN_REDIRECT_URL))
    to_sign_in = redirect_to_login(left)
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(to_sign_in.url)
    return None if request.method in {"GET", "HEAD"} else to_sign_in


def is_team_page(request: HttpRequest, view: View) -> bool:
    """A page that works in an organization: neither the public's, nor one's own account."""
    if not getattr(view, "login_required", True) or not request.user.is_authenticated:
        return False
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name not in OWN_PAGES and not name.startswith(("account_", "mfa_"))
