"""The settings page of the programs let in."""

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.api import clients
from escale.api.models import ApiClient
from escale.desk.settings.tests.acting import text_of
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems
from escale.testing.cast import signed_in

PAGE = "/equipe/reglages/programmes/"
VALUES = {"name": "Tableau de bord", "reaches": ["statistiques"]}


def test_the_secret_is_shown_once(admin: Membership):
    response = signed_in(admin).post(PAGE, VALUES)
    client = ApiClient.objects.get()
    assert "Copiez le secret maintenant." in text_of(response)
    header = text_of(response).partition("Authorization: ")[2].partition("<")[0]
    assert header.startswith(f"Bearer {client.key}:")
    assert Client().get("/api/v1/health", headers={"Authorization": header}).status_code == 200
    again = text_of(signed_in(admin).get(PAGE))
    assert "Tableau de bord" in again
    assert header.rpartition(":")[2] not in again


@pytest.mark.parametrize("missing", ["name", "reaches"])
def test_what_is_missing_is_said_beside_its_field(admin: Membership, missing: str):
    response = signed_in(admin).post(PAGE, {**VALUES, missing: []})
    assert response.status_code == 422
    assert not ApiClient.objects.exists()


def test_a_program_is_stopped(admin: Membership):
    client, _ = clients.make("Tableau de bord", reaches=[], by=admin, now=builders.NOW)
    page = signed_in(admin).post(reverse("programs:revoke", args=[client.pk]), follow=True)
    assert "« Tableau de bord » ne lit plus rien." in text_of(page)
    assert "0 programme" in text_of(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_of_the_database_whatever_their_number(admin: Membership, queries, count: int):
    for _ in range(count):
        clients.make("Tableau de bord", reaches=["statistiques"], by=admin, now=builders.NOW)
    browser = signed_in(admin)
    browser.get(PAGE)
    with queries() as seen:
        browser.get(PAGE)
    assert len(seen) == 3


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_accessible_and_fit(open_as: OpenPage, admin: Membership):
    page = open_as(admin)
    page.goto(PAGE)
    page.get_by_label("Le nom du programme").fill("Tableau de bord")
    assert page_problems(page, (1280, 320)) == []
    page.get_by_role("button", name="Donner une clé").press("Enter")
    page.get_by_role("heading", name="La clé est prête").wait_for()
    assert page_problems(page, (1280, 320)) == []
    page.goto("/api/v1/docs", wait_until="networkidle")
    assert page_problems(page, (1280, 320)) == []
