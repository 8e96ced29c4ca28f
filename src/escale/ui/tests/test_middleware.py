"""What every response gets."""

import gzip
from unittest.mock import patch

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError

from escale.testing.cast import signed_in

pytestmark = pytest.mark.urls("escale.ui.tests.urls")


def test_a_page_is_put_into_french_typography(client):
    assert "<p>C’est ici\xa0!</p>" in client.get("/page/").content.decode()


def test_what_people_typed_is_left_untouched(client):
    page = client.get("/page/").content.decode()
    assert '<textarea>C\'est "moi" !</textarea>' in page
    assert '<input value="C\'est moi !">' in page


def test_the_length_announced_is_the_length_sent(client):
    response = client.get("/page/")
    assert int(response["Content-Length"]) == len(response.content)


def test_a_page_anyone_may_read_is_sent_small_to_who_takes_it_so(client):
    whole = client.get("/longue/")
    small = client.get("/longue/", headers={"accept-encoding": "br, gzip"})
    assert "Content-Encoding" not in whole.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == whole.content
    assert len(small.content) < len(whole.content) / 3
    assert "Accept-Encoding" in small.headers["Vary"]


@pytest.mark.parametrize("path", ["/longue/?secret", "/longue/?image"])
def test_what_no_cache_keeps_and_what_is_small_already_travel_as_they_are(client, path):
    assert "Content-Encoding" not in client.get(path, headers={"accept-encoding": "gzip"}).headers


@pytest.mark.parametrize("path", ["/composee/", "/texte/"])
def test_a_page_already_set_and_a_plain_text_stay_as_they_are(client, path):
    assert "C'est ici !" in client.get(path).content.decode()


def test_every_page_closes_the_doors_it_does_not_use(client):
    response = client.get("/page/")
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_a_public_page_may_be_kept_by_the_browser(client):
    assert "no-store" not in client.get("/page/").get("Cache-Control", "")


def test_a_page_of_a_signed_in_person_is_kept_nowhere(adviser):
    assert "no-store" in signed_in(adviser).get("/equipe/my-day/")["Cache-Control"]


def test_the_page_about_a_database_away_keeps_every_header_for_a_signed_in_person(adviser):
    client = signed_in(adviser)
    client.raise_request_exception = False
    with patch.object(SessionStore, "load", side_effect=OperationalError):
        response = client.get("/equipe/my-day/")
    assert response.status_code == 503
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"]
