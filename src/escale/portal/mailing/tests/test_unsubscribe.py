"""No more of the monthly mail: reading the page changes nothing, one click does, and so does a slip taken back."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.publishing.mailing import links, lists, refusing
from escale.publishing.mailing.lists import Contact
from escale.publishing.models import MailOptOut, Public, Recipient


@pytest.fixture
def claire(adviser: Membership, now: datetime) -> Recipient:
    colleagues = lists.make(adviser.organization, name="Collègues", public=Public.PROFESSIONALS, by_sms=False, now=now)
    return lists.add(colleagues, Contact(email="claire@example.org"), by=adviser.user, now=now)


@pytest.fixture
def page(claire: Recipient) -> str:
    return reverse("portal:unsubscribe", args=[links.secret_of(claire)])


def test_reading_the_page_changes_nothing(client: Client, page: str) -> None:
    response = client.get(page)
    assert "Ne plus recevoir le programme du mois" in response.text
    assert response.headers["Cache-Control"] == "no-store, private"
    assert not MailOptOut.objects.exists()


def test_one_button_does_it_and_another_takes_it_back(client: Client, page: str, claire: Recipient) -> None:
    assert "C’est fait" in client.post(page, follow=True).text
    assert refusing.refuses(claire)
    client.post(f"{page}reprendre/")
    assert not refusing.refuses(claire)


def test_a_mail_program_does_it_without_cookie_nor_token(page: str, claire: Recipient) -> None:
    program = Client(enforce_csrf_checks=True)
    response = program.post(page, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 204
    assert refusing.refuses(claire)


def test_coming_back_needs_the_page_itself(page: str, claire: Recipient, now: datetime) -> None:
    refusing.refuse(claire, now=now)
    response = Client(enforce_csrf_checks=True).post(f"{page}reprendre/")
    assert response.status_code == 403
    assert refusing.refuses(claire)
