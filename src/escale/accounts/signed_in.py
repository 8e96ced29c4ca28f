"""Who is signed in, read with the organizations she works in: every page of the team needs both."""

from allauth.account.auth_backends import AuthenticationBackend

from escale.accounts import access
from escale.accounts.models import User
from escale.together import read_together


class SignedIn(AuthenticationBackend):  # type: ignore[misc]
    """Signs people in as allauth does."""

    def get_user(self, user_id: int) -> User | None:
        """Who a session belongs to, None when she may not use the product any more. One query."""
        found, memberships = User.objects.filter(pk=user_id).order_by("pk"), access.active_memberships(user_id)
        read_together(found, memberships)
        user = next(iter(found), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        access.know_memberships(user, memberships)
        return user
