"""A code of six digits sent to a number, to prove that one holds that telephone: ten minutes, once, five tries."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from escale.accounts.models import Organization
from escale.myspace import links, messages
from escale.myspace.models import CodePurpose, SpaceCode

VALID_FOR = timedelta(minutes=10)


class WrongCode(Exception):
    """Not these digits; the code may be tried again."""


class CodeOver(Exception):
    """Used, too old, or guessed at too often: another one is needed."""


def ask(phone: str, *, purpose: CodePurpose, organization: Organization | None, now: datetime) -> SpaceCode:
    """Make a code for this number (E.164), and send it in the name of this organization.

    Without any, nobody knows the number: the row is written all the same, so that both take as long, and nothing is sent.
    The codes asked before for the same number open nothing any more.
    """
    with transaction.atomic():
        SpaceCode.objects.filter(phone=phone, purpose=purpose).usable(now=now).update(expires_at=now)
        code = SpaceCode.objects.create(phone=phone, purpose=purpose, asked_at=now, expires_at=now + VALID_FOR)
        if organization is not None:
            messages.send_code(code, organization=organization, now=now)
    return code


def use(pk: int, typed: str, *, purpose: CodePurpose, now: datetime) -> str:
    """Use the code once; give the number it proves. Raises `WrongCode`, `CodeOver`."""
    mine = SpaceCode.objects.filter(pk=pk, purpose=purpose)
    # Counted before it is compared: two guesses at once are two tries.
    if not mine.usable(now=now).update(tries=F("tries") + 1):
        raise CodeOver
    code = mine.get()
    if not constant_time_compare(links.digits_of(code), "".join(sign for sign in typed if sign.isdecimal())):
        raise WrongCode
    if not mine.filter(used_at=None).update(used_at=now):
        raise CodeOver
    return code.phone
