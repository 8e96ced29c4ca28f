"""A list of colleagues, and the mail of December to read over."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from escale.accounts.models import Membership
from escale.publishing.mailing import lists, preparing
from escale.publishing.mailing.lists import Contact
from escale.publishing.models import MonthlyMail, Public, Recipient, RecipientList

DECEMBER = date(2026, 12, 1)

type AddRecipient = Callable[..., Recipient]


@pytest.fixture
def colleagues(adviser: Membership, now: datetime) -> RecipientList:
    return lists.make(
        adviser.organization, name="Collègues de la Résidence", public=Public.PROFESSIONALS, by_sms=False, now=now
    )


@pytest.fixture
def by_sms(adviser: Membership, now: datetime) -> RecipientList:
    return lists.make(adviser.organization, name="Par SMS", public=Public.SENIORS, by_sms=True, now=now)


@pytest.fixture
def add(colleagues: RecipientList, adviser: Membership, now: datetime) -> AddRecipient:
    """One more address, in the list of colleagues unless another is given."""

    def one_more(email: str = "", *, to: RecipientList = colleagues, **said: str) -> Recipient:
        return lists.add(to, Contact(email=email, **said), by=adviser.user, now=now)

    return one_more


@pytest.fixture
def december(colleagues: RecipientList, now: datetime) -> MonthlyMail:
    return preparing.prepare(colleagues.organization, DECEMBER, now=now)
