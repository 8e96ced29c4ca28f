"""Several workers let the same mail leave at once, on PostgreSQL: one of them does."""

from datetime import datetime
from functools import partial

import pytest
from django.db import connection

from escale.outbox.models import Message
from escale.publishing.mailing import lists, preparing, sending
from escale.publishing.mailing.lists import Contact
from escale.publishing.mailing.preparing import AlreadyLeft
from escale.publishing.mailing.tests.conftest import DECEMBER
from escale.publishing.models import MailCopy, MonthlyMail, MonthlyMailQuerySet, Public
from escale.testing import builders
from escale.testing.races import at_once, met

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORKERS = 4


@pytest.fixture(autouse=True)
def _needs_rows_locked_one_by_one() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : la course se joue sur PostgreSQL")


@pytest.fixture
def mail() -> MonthlyMail:
    """The mail of December, for thirty colleagues."""
    adviser, now = builders.member(builders.organization()), builders.NOW
    colleagues = lists.make(adviser.organization, name="Collègues", public=Public.EVERYONE, by_sms=False, now=now)
    for number in range(30):
        lists.add(colleagues, Contact(email=f"personne{number}@example.org"), by=adviser.user, now=now)
    return preparing.prepare(adviser.organization, DECEMBER, now=now)


def leave_together(mail: MonthlyMail, *, now: datetime) -> int:
    """How many of the workers, started at once, let it leave."""
    got = at_once([partial(sending.leave, mail, now=now)] * WORKERS)
    left = [each for each in got if not isinstance(each, AlreadyLeft)]
    assert all(isinstance(each, int) for each in left)
    return len(left)


def test_one_worker_lets_it_leave_and_each_address_receives_it_once(mail: MonthlyMail) -> None:
    assert leave_together(mail, now=builders.NOW) == 1
    assert (MailCopy.objects.count(), Message.objects.count()) == (30, 30)


def test_without_the_lock_it_leaves_several_times(mail: MonthlyMail, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what the test above would see if the row weren’t locked, and copies could be two."""
    monkeypatch.setattr(MonthlyMailQuerySet, "get_locked", lambda self, *, pk: self.get(pk=pk))
    monkeypatch.setattr(sending, "addressees", met(sending.addressees, WORKERS))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE publishing_mailcopy DROP CONSTRAINT one_copy_per_recipient")
    try:
        assert leave_together(mail, now=builders.NOW) > 1
    finally:
        MailCopy.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE publishing_mailcopy ADD CONSTRAINT one_copy_per_recipient UNIQUE (mail_id, recipient_id)"
            )
