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
        (errors.unavailable, 503, "Escale est en pause pour entretien"),
        (errors.csrf_failure, 403, "Votre navigateur refuse les cookies"),
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


def test_a_pause_says_when_it_ends_if_that_is_known(request_):
    assert "Retour prévu à 12\xa0h\xa030." in errors.unavailable(request_, back_at="12 h 30").content.decode()


def test_a_page_left_open_too_long_leads_back_to_itself(request_):
    request_.COOKIES["csrftoken"] = "ancien"
    page = errors.csrf_failure(request_).content.decode()
    assert "Cette page est restée ouverte longtemps" in page
    assert 'href="/rendez-vous/"' in page


def test_an_address_nobody_knows_answers_in_french(client):
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.content.decode()


def test_a_breakdown_answers_in_french():
    response = Client(raise_request_exception=False).get("/panne/")
    assert response.status_code == 500
    assert "Une panne de notre côté" in response.content.decode()
