"""Who is signed in, read with the organizations she works in: every page of the team needs both."""

from allauth.account.auth_backends import AuthenticationBackend

from escale.accounts import access
from escale.accounts.models import User


class SignedIn(AuthenticationBackend):  # type: ignore[misc]
    """Signs people in as allauth does."""

    def get_user(self, user_id: int) -> User | None:
        """Who a session belongs to, None when she may not use the product any more. One query; a second without any."""
        memberships = access.active_memberships(user_id)
        if not memberships:
            alone: User | None = super().get_user(user_id)
            return alone
        user = memberships[0].user
        if not self.user_can_authenticate(user):
            return None
        access.know_memberships(user, memberships)
        return user
