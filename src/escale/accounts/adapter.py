"""How allauth behaves here: nobody signs up alone, codes have six digits, mails leave in French."""

import secrets
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone

from escale.accounts import access, rules, sessions
from escale.accounts.models import User


def six_digits() -> str:
    """A code easy to copy from a telephone; its few tries and ten minutes make up for its length."""
    return f"{secrets.randbelow(1_000_000):06}"


TOO_MANY_TRIES = "Trop d’essais. Attendez quelques minutes, puis recommencez."
WRONG_CODE = "Ce code n’est pas le bon. Recopiez le dernier reçu, chiffre par chiffre."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Ce compte est fermé. Demandez à la personne responsable de votre structure.",
        "email_password_mismatch": "Cette adresse et ce mot de passe ne vont pas ensemble. "
        "Vérifiez-les, ou demandez un code par mail.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel. Écrivez-le de nouveau.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "Ce n’est pas votre mot de passe. Écrivez-le de nouveau.",
        "too_many_login_attempts": TOO_MANY_TRIES,
        "rate_limited": TOO_MANY_TRIES,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account comes from an invitation or from the first set-up, never from a public form."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The day of the person, or the first steps of an organization nobody has finished setting up."""
        membership = access.current_membership(request)
        if membership and membership.organization.set_up_at is None and rules.may_set_up(membership):
            return resolve_url(settings.FIRST_STEPS_URL)
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A sign-in of the last minutes is proof enough.

        Whoever adds her first factor has just entered: asking for it again would mean waiting for another code.
        """
        if sessions.is_fresh(self.request.session, now=timezone.now()):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """A key first, when there is one: it asks for one gesture."""
        methods = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: not method["id"].endswith(":webauthn"))

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
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Ce code n’est pas le bon. Il change toutes les 30 secondes : recopiez celui affiché.",
    }

    def _get_site_name(self) -> str:
        return "Escale"
