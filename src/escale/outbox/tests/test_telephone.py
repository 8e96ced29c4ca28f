from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership, Organization
from escale.outbox.delivery import deliver_due
from escale.outbox.tests.telling import MOBILE, TUESDAY, Truth, sms


@pytest.fixture
def client(adviser: Membership) -> Client:
    """A browser nobody signed in from, on an instance that is set up."""
    return Client()


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEMO = True
    settings.BASE_URL = "http://testserver"


def test_the_telephone_shows_what_left_with_its_link(client: Client, organization: Organization, demo: None) -> None:
    sms(organization)
    truth = Truth("Bonjour Lucette. Empechement ? http://testserver/mon-rendez-vous/abc")
    deliver_due(now=TUESDAY, catalogue=truth.catalogue())
    page = client.get(reverse("outbox:telephone", args=[MOBILE])).content.decode()
    assert "Bonjour Lucette." in page
    assert 'href="http://testserver/mon-rendez-vous/abc"' in page
    assert "mardi 17\u00a0novembre à 10\u00a0h" in page


def test_a_link_without_its_scheme_opens_too(client: Client, organization: Organization, demo: None) -> None:
    sms(organization)
    deliver_due(now=TUESDAY, catalogue=Truth("Un empechement ? testserver/m/abc.").catalogue())
    page = client.get(reverse("outbox:telephone", args=[MOBILE])).content.decode()
    assert 'href="http://testserver/m/abc"' in page


def test_what_has_not_left_does_not_show(client: Client, organization: Organization, demo: None) -> None:
    sms(organization)
    page = client.get(reverse("outbox:telephone", args=[MOBILE])).content.decode()
    assert "Aucun SMS pour ce numéro." in page


def test_a_text_is_never_read_as_html(client: Client, organization: Organization, demo: None) -> None:
    sms(organization)
    deliver_due(now=TUESDAY, catalogue=Truth("<script>alert(1)</script>").catalogue())
    page = client.get(reverse("outbox:telephone", args=[MOBILE])).content.decode()
    assert "<script>alert" not in page


def test_a_real_instance_shows_nobody_s_telephone(client: Client, organization: Organization) -> None:
    sms(organization)
    deliver_due(now=TUESDAY, catalogue=Truth().catalogue())
    assert client.get(reverse("outbox:telephone", args=[MOBILE])).status_code == 404
