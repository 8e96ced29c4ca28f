"""The first minutes of an instance: whoever reads the code in the terminal makes the first organization and account."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from escale.accounts import founding
from escale.accounts.founding import NewOrganization
from escale.accounts.models import Membership, SetupCode, User
from escale.accounts.secret_links import hashed

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letter or digit that is taken for another one when copied from a screen."""
GROUPS, GROUP_LENGTH = 3, 4


class WrongCode(Exception):
    """The code isn't the one shown in the terminal, or it has already been used."""


class AlreadySetUp(Exception):
    """Somebody has an account: the instance is set up, one signs in."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What the set-up page asks."""

    organization: NewOrganization
    first_name: str
    last_name: str
    email: str
    password: str | None


def issue_code(now: datetime) -> str:
    """Make the one code of an empty instance, like "K7PM-3XQA-9BDT"; an earlier one stops working."""
    code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    with transaction.atomic():
        SetupCode.objects.all().delete()
        SetupCode.objects.create(code_hash=hashed(normalized(code)), created_at=now)
    return code


def set_up(answers: Answers, *, code: str, now: datetime) -> Membership:
    """Create the organization, its first account and its admin, and burn the code.

    Raises `WrongCode` or `AlreadySetUp`.
    """
    with transaction.atomic():
        if User.objects.exists():
            raise AlreadySetUp
        # Deleting is the lock: of two submissions at the same time, one deletes the row and the other finds none.
        burnt, _ = SetupCode.objects.filter(code_hash=hashed(normalized(code))).delete()
        if not burnt:
            raise WrongCode
        user = User.objects.create_user(
            answers.email,
            answers.password,
            first_name=answers.first_name,
            last_name=answers.last_name,
            joined_at=now,
        )
        return founding.found(answers.organization, admin=user, now=now)


def normalized(code: str) -> str:
    """The code as it is compared: capitals, without the signs and spaces people add."""
    return "".join(sign for sign in code.upper() if sign.isalnum())
