"""What every page of the team leans on: who is asking, in which organization, and whether she may."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate

from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from escale.accounts.models import Membership, User
from escale.prepared import prepared

SELECTED = "membership"
"""Key of the session: the membership a person of several organizations works under."""


KNOWN = "known_memberships"
"""Under this name, what was read of a person's memberships is kept with her for the length of a request."""


class AccountRequest(HttpRequest):
    """The request of a signed-in person, on the pages about herself: she may belong to no organization."""

    user: User


class MemberRequest(AccountRequest):
    """The request of a signed-in member; `NeedMembership` (the middleware) answers everybody else."""

    membership: Membership


@prepared
def active_memberships(user_id: int) -> QuerySet[Membership]:
    """The active memberships of a person, with her and their organizations, first joined first. One query."""
    found = Membership.objects.active().filter(user=user_id).select_related("user", "organization")
    return found.order_by("joined_at", "pk")


def know_memberships(user: User, memberships: list[Membership]) -> None:
    """Keep with the person of a request the memberships read with her."""
    vars(user)[KNOWN] = memberships


def current_membership(request: HttpRequest) -> Membership | None:
    """The membership this request works under: the one chosen in the session, else the first joined."""
    if not isinstance(request.user, User):
        return None
    memberships = getattr(request.user, KNOWN, None)
    if memberships is None:
        memberships = active_memberships(request.user.pk)
    chosen = request.session.get(SELECTED)
    membership = next((each for each in memberships if each.pk == chosen), next(iter(memberships), None))
    if membership is not None:
        membership.user = request.user
    return membership


def select(request: HttpRequest, *, membership: Membership) -> None:
    """Work under this membership until the end of the session."""
    request.session[SELECTED] = membership.pk


@dataclass(frozen=True)
class Factors:
    """The ways a person proves who she is, besides her address."""

    app: bool
    keys: int
    recovery_codes: bool


def factors_of(user: User) -> Factors:
    """What this person has set up. One query."""
    kinds = list(Authenticator.objects.filter(user=user).order_by("pk").values_list("type", flat=True))
    return Factors(
        app=Authenticator.Type.TOTP in kinds,
        keys=kinds.count(Authenticator.Type.WEBAUTHN),
        recovery_codes=Authenticator.Type.RECOVERY_CODES in kinds,
    )


def has_second_factor(user: User) -> bool:
    """Recovery codes alone don't count: they only replace a factor that was lost."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())


def sign_in(request: HttpRequest, *, user: User, redirect_url: str | None = None) -> HttpResponse:
    """Sign in somebody who has just proved who she is, second factor asked if she has one; answers where she goes."""
    response: HttpResponse = perform_login(request, user, redirect_url=redirect_url)
    return response


type MemberView[**P] = Callable[Concatenate[MemberRequest, P], HttpResponse]


def requires[**P](predicate: Callable[[Membership], bool]) -> Callable[[MemberView[P]], MemberView[P]]:
    """Answer 403 unless the predicate of `rules` holds for the member: `@requires(rules.may_set_up)`."""

    def decorate(view: MemberView[P]) -> MemberView[P]:
        @wraps(view)
        def guarded(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not predicate(request.membership):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
