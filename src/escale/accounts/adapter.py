"""How allauth behaves here: nobody signs up alone, codes have six digits, mails leave in French."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from escale.accounts.models import User


def six_digits() -> str:
    """A code easy to copy from a telephone; its few tries and ten minutes make up for its length."""
    return f"{secrets.randbelow(1_000_000):06}"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account comes from an invitation or from the first set-up, never from a public form."""
        return False

    def generate_login_code(self) -> str:
        return six_digits()

    def generate_password_reset_code(self) -> str:
        return six_digits()

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person at her sign-in address: allauth looks in its own address book, unused here."""
        if isinstance(user, User):
            super().send_notification_mail(template_prefix, user, context, email or user.email)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def _get_site_name(self) -> str:
        return "Escale"
