"""What every page of the team leans on: who is asking, in which organization, and whether she may."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from escale.accounts.models import Membership, User

SELECTED = "membership"
"""Key of the session: the membership a person of several organizations works under."""


class MemberRequest(HttpRequest):
    """The request of a signed-in member; the `membership` middleware answers everybody else."""

    user: User  # type: ignore[assignment]
    membership: Membership


def memberships_of(user: User) -> list[Membership]:
    """The active memberships of a person with their organizations, first joined first. One query."""
    return list(
        Membership.objects.active().filter(user=user).select_related("organization").order_by("joined_at", "pk")
    )


def current_membership(request: HttpRequest) -> Membership | None:
    """The membership this request works under: the one chosen in the session, else the first joined."""
    if not isinstance(request.user, User):
        return None
    memberships = memberships_of(request.user)
    chosen = request.session.get(SELECTED)
    membership = next((each for each in memberships if each.pk == chosen), next(iter(memberships), None))
    if membership is not None:
        membership.user = request.user
    return membership


def select(request: HttpRequest, *, membership: Membership) -> None:
    """Work under this membership until the end of the session."""
    request.session[SELECTED] = membership.pk


def has_second_factor(user: User) -> bool:
    """Recovery codes alone don't count: they only replace a factor that was lost."""
    return Authenticator.objects.filter(
        user=user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()


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
