"""Other sites at the desk: linked without showing the key again, stopped, posted to, forgotten."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from escale.accounts.models import Membership
from escale.publishing.adapters import connecting
from escale.publishing.models import Connection, ConnectionKind, Publication
from escale.testing import builders
from escale.testing.cast import Reception, signed_in
from escale.workshops.models import Group

HOME = "desk:other-sites"
KEY = "une-cle-que-personne-ne-lit"


@pytest.fixture
def desk(adviser: Membership) -> Client:
    return signed_in(adviser)


@pytest.fixture
def page(adviser: Membership, now: datetime) -> Connection:
    return connecting.connect(
        adviser.organization, ConnectionKind.FACEBOOK, target="1001", key=KEY, by=adviser.user, now=now
    )


@pytest.fixture
def scan(reception: Reception) -> Group:
    """A workshop of next week, as the clock of the machine says it."""
    made = builders.group(reception.adviser, reception.venue, starts_at=timezone.now() + timedelta(days=7))
    Group.objects.update(published_at=timezone.now() - timedelta(days=1))
    return made


def test_nothing_is_linked_at_first(desk: Client) -> None:
    said = desk.get(reverse(HOME)).text
    assert "Relier OpenAgenda" in said
    assert "Relier Facebook" in said


def test_a_site_is_linked_and_its_key_is_never_shown_again(desk: Client) -> None:
    said = desk.post(
        reverse("desk:other-site-connect", args=["openagenda"]), {"target": "42 42", "key": KEY}, follow=True
    )
    made = Connection.objects.get()
    assert (made.target, connecting.key_of(made)) == ("4242", KEY)
    assert KEY not in said.text
    assert KEY not in desk.get(reverse("desk:other-site-key", args=[made.pk])).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"target": "", "key": KEY}, "Écrivez ce numéro."),
        ({"target": "ma-page", "key": KEY}, "que des chiffres"),
        ({"target": "42", "key": ""}, "Collez la clé."),
    ],
)
def test_what_is_missing_is_said(typed: dict[str, str], sentence: str, desk: Client) -> None:
    response = desk.post(reverse("desk:other-site-connect", args=["facebook"]), typed)
    assert response.status_code == 422
    assert sentence in response.text


def test_another_site_is_unknown(desk: Client) -> None:
    assert desk.get(reverse("desk:other-site-connect", args=["ailleurs"])).status_code == 404


def test_another_number_keeps_the_key_and_starts_again(desk: Client, page: Connection, now: datetime) -> None:
    connecting.stop(page, now=now, problem="Facebook n’accepte plus la clé de la page.")
    assert "n’accepte plus la clé" in desk.get(reverse(HOME)).text
    desk.post(reverse("desk:other-site-key", args=[page.pk]), {"target": "1002", "key": ""})
    page.refresh_from_db()
    assert (page.target, page.paused_at, page.problem, connecting.key_of(page)) == ("1002", None, "", KEY)


def test_it_is_stopped_taken_up_and_forgotten(desk: Client, page: Connection) -> None:
    said = desk.post(reverse("desk:other-site-stop", args=[page.pk]), follow=True).text
    assert reverse("desk:other-site-resume", args=[page.pk]) in said
    desk.post(reverse("desk:other-site-resume", args=[page.pk]))
    assert Connection.objects.get().paused_at is None
    desk.post(reverse("desk:other-site-forget", args=[page.pk]))
    assert not Connection.objects.exists()


def test_a_post_is_read_over_sent_and_taken_back(desk: Client, page: Connection, scan: Group) -> None:
    address = reverse("desk:other-site-post", args=[scan.pk])
    assert address in desk.get(reverse(HOME)).text
    text = desk.get(address).context["form"]["text"].value()
    assert scan.title in text
    said = desk.post(address, {"text": text}, follow=True).text
    asked = Publication.objects.get()
    assert "part dans une minute" in said
    assert "déjà publié" in desk.post(address, {"text": text}, follow=True).text
    desk.post(reverse("desk:other-site-take-back", args=[asked.pk]))
    assert not Publication.objects.exists()


def test_nothing_is_posted_to_a_page_that_is_stopped(desk: Client, page: Connection, scan: Group) -> None:
    address = reverse("desk:other-site-post", args=[scan.pk])
    connecting.stop(page, now=timezone.now())
    assert address not in desk.get(reverse(HOME)).text
    said = desk.post(address, {"text": "Venez !"}, follow=True).text
    assert "Appuyez d’abord sur" in said
    assert not Publication.objects.exists()


def test_without_a_page_one_is_led_to_link_it(desk: Client, scan: Group) -> None:
    response = desk.get(reverse("desk:other-site-post", args=[scan.pk]), follow=True)
    assert "Reliez d’abord votre page Facebook" in response.text


def test_as_many_queries_for_one_activity_as_for_three(
    desk: Client, page: Connection, scan: Group, reception: Reception, django_assert_max_num_queries: Any
) -> None:
    desk.get(reverse(HOME))
    with django_assert_max_num_queries(14) as counted:
        desk.get(reverse(HOME))
    for days in (8, 9):
        builders.group(reception.adviser, reception.venue, starts_at=timezone.now() + timedelta(days=days))
    with django_assert_max_num_queries(len(counted)):
        desk.get(reverse(HOME))
