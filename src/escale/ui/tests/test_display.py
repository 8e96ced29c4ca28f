"""“Affichage”: a choice without account, remembered, that never leads elsewhere."""

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("escale.ui.tests.urls")


def test_the_choice_is_kept_and_one_comes_back_where_one_was(client):
    response = client.post("/affichage/", {"size": "grand", "theme": "dark", "next": "/page/?q=1"})
    assert (response.status_code, response["Location"]) == (302, "/page/?q=1")
    page = client.get("/affichage/").content.decode()
    assert 'data-theme="dark" data-size="grand"' in page
    assert 'value="grand" checked' in page
    assert 'value="dark" checked' in page


def test_the_default_look_marks_nothing_on_the_page(client):
    page = client.get("/affichage/").content.decode()
    assert "data-theme=" not in page
    assert "data-size=" not in page


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "\\\\evil"]
)
def test_one_never_comes_back_to_another_site(client, elsewhere):
    response = client.post("/affichage/", {"size": "grand", "theme": "auto", "next": elsewhere})
    assert response["Location"] == "/"


def test_an_unknown_choice_falls_back_to_the_default(client):
    client.post("/affichage/", {"size": "<script>", "theme": "pink"})
    assert client.cookies["affichage"].value == "normal.auto"


def test_a_forged_cookie_changes_nothing(client):
    client.cookies["affichage"] = '"><script>'
    page = client.get("/affichage/").content.decode()
    assert "data-theme=" not in page


def test_in_place_the_choice_is_kept_without_leaving_the_page(client):
    response = client.post("/affichage/", {"size": "grand", "theme": "auto"}, headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (204, b"")
    assert response.cookies["affichage"].value == "grand.auto"


def test_the_panel_answers_on_a_page_whose_proof_has_expired():
    response = Client(enforce_csrf_checks=True).post("/affichage/", {"size": "grand", "theme": "auto"})
    assert response.status_code == 302


def test_the_panel_stands_on_every_public_page_with_the_way_back(client):
    page = client.get("/composants/?depuis=%22%3E").content.decode()
    assert 'id="affichage" popover' in page
    assert 'name="next" value="/composants/?depuis=%22%3E"' in page
