"""Error pages: plain words, a way out, no database."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client, RequestFactory

from escale.ui import errors

pytestmark = pytest.mark.urls("escale.ui.tests.urls")


@pytest.fixture
def request_(settings):
    settings.PUBLIC_PHONE = "+33261910512"
    request = RequestFactory().get("/rendez-vous/")
    request.resolver_match = None
    return request


@pytest.mark.parametrize(
    ("answer", "status", "heading"),
    [
        (lambda r: errors.bad_request(r, SuspiciousOperation()), 400, "Nous n’avons pas compris"),
        (lambda r: errors.forbidden(r, PermissionDenied()), 403, "Cette page ne vous est pas ouverte"),
        (lambda r: errors.not_found(r, Http404()), 404, "Cette page n’existe pas"),
        (lambda r: errors.too_many(r, retry_after=61), 429, "Trop d’essais"),
        (errors.server_error, 500, "Une panne de notre côté"),
        (errors.unavailable, 503, "Escale est en pause"),
        (errors.csrf_failure, 403, "Votre navigateur refuse les cookies"),
        (errors.not_allowed, 405, "Rien n’a changé"),
    ],
)
def test_each_page_says_what_happens_and_gives_a_telephone_without_the_database(request_, answer, status, heading):
    response = answer(request_)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in page
    assert "02\xa061\xa091\xa005\xa012" in page
    assert "no-store" in response["Cache-Control"]


def test_without_telephone_no_page_offers_to_call(request_, settings):
    settings.PUBLIC_PHONE = ""
    assert "En parler à quelqu’un" not in errors.not_found(request_).content.decode()


def test_too_many_tries_says_how_long_to_wait(request_):
    response = errors.too_many(request_, retry_after=61)
    assert response["Retry-After"] == "61"
    assert "attendez 2\xa0minutes" in response.content.decode()


@pytest.mark.parametrize(("seconds", "wait"), [(59, "1 minute"), (5400, "90 minutes"), (5401, "2 heures")])
def test_a_long_wait_is_said_in_hours(request_, seconds, wait):
    page = errors.too_many(request_, retry_after=seconds).content.decode()
    assert f"attendez {wait}," in page.replace("\xa0", " ")


def test_a_pause_says_when_it_ends_if_that_is_known(request_):
    assert "Retour prévu à 12\xa0h\xa030." in errors.unavailable(request_, back_at="12 h 30").content.decode()


def test_a_page_left_open_too_long_leads_back_to_itself(request_):
    request_.COOKIES["csrftoken"] = "ancien"
    page = errors.csrf_failure(request_).content.decode()
    assert "Cette page est restée ouverte longtemps" in page
    assert 'href="/rendez-vous/"' in page


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/rendez-vous/centre/?sujet=mail", "/rendez-vous/centre/?sujet=mail"),
        ("http://ailleurs.example/", "/rendez-vous/"),
        ("http://testserver//ailleurs.example/", "/rendez-vous/"),
        ("", "/rendez-vous/"),
    ],
)
def test_a_refused_form_leads_back_to_the_page_it_was_sent_from(request_, referer, back):
    request_.META["HTTP_REFERER"] = referer
    assert f'href="{back}"' in errors.csrf_failure(request_).content.decode()


def test_an_address_that_only_takes_a_form_says_so_instead_of_showing_a_blank_page(client):
    response = client.get("/seulement-un-formulaire/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Votre geste n’est pas enregistré." in response.content.decode()


def test_a_program_that_asks_for_no_page_gets_none(client):
    assert client.get("/seulement-un-formulaire/", headers={"accept": "application/json"}).content == b""


@pytest.mark.parametrize("answer", [errors.not_allowed, errors.not_found, errors.csrf_failure, errors.too_many])
def test_in_the_workspace_the_way_out_is_the_day(request_, answer):
    request_.path = request_.path_info = "/equipe/rendez-vous/4/issue/"
    page = answer(request_).content.decode()
    assert "Aller à ma journée" in page
    assert "Aller à l’accueil" not in page


def test_an_address_nobody_knows_answers_in_french(client):
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.content.decode()


def test_a_breakdown_answers_in_french():
    response = Client(raise_request_exception=False).get("/panne/")
    assert response.status_code == 500
    assert "Une panne de notre côté" in response.content.decode()


def test_a_database_that_is_away_is_a_pause_and_says_when_to_try_again():
    response = Client(raise_request_exception=False).get("/base-absente/")
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "Escale est en pause" in response.content.decode()
