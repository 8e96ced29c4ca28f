"""A list of colleagues who receive letters, a chronicle, and a letter that tells it."""

from datetime import datetime
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.media.letters import preparing
from escale.media.models import Article, Letter
from escale.publishing.mailing import lists
from escale.publishing.mailing.lists import Contact
from escale.publishing.models import Public, Recipient, RecipientList
from escale.testing import writings


@pytest.fixture
def readers(adviser: Membership, now: datetime) -> RecipientList:
    return lists.make(adviser.organization, name="Collègues", public=Public.PROFESSIONALS, by_sms=False, now=now)


@pytest.fixture
def claire(readers: RecipientList, adviser: Membership, now: datetime) -> Recipient:
    return lists.add(readers, Contact(email="claire@example.org"), by=adviser.user, now=now)


@pytest.fixture
def article(adviser: Membership) -> Article:
    return writings.article(adviser, title="Faire venir ceux qui ne viennent jamais")


@pytest.fixture
def letter(adviser: Membership, readers: RecipientList, article: Article, now: datetime) -> Letter:
    return preparing.begin(adviser, submission=uuid4(), now=now)
