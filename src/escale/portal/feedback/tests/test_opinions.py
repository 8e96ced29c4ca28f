"""Two taps say whether a page helped: nobody is named, no secret is kept, one comes back to the page."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from escale.appointments import links
from escale.feedback.models import PageOpinion
from escale.portal.feedback.views import OPINIONS_PER_ADDRESS, SECONDS_FOR_A_WORD
from escale.testing import builders, publicity
from escale.testing.pages import text
from escale.testing.publicity import event

ANSWER, WORD = "/votre-avis/", "/votre-avis/un-mot/"


@pytest.fixture(autouse=True)
def _set_up(adviser, clock):
    """An instance somebody has set up, on the Friday of the cast."""


@pytest.fixture
def clock():
    with time_machine.travel(builders.NOW, tick=False) as traveller:
        yield traveller


def say(client, answer, page="/", **more):
    return client.post(ANSWER, {"answer": answer, "page": page}, **more)


def ticket_of(response):
    return re.findall(r'name="avis" value="([^"]+)"', text(response))[0]


def test_the_question_is_asked_on_a_public_page_and_nothing_is_asked_of_the_database(client, queries):
    client.get("/affichage/")
    with queries() as seen:
        page = text(client.get("/affichage/?depuis=ici"))
    assert "Cette page vous a-t-elle aidé ?" in page
    assert '<input type="hidden" name="page" value="/affichage/?depuis=ici">' in page
    assert len(seen) == 0


def test_yes_is_kept_and_one_comes_back_to_the_page(client):
    response = say(client, "yes", "/lieux/?ville=Vitr%C3%A9")
    assert (response.status_code, response["Location"]) == (302, "/lieux/?ville=Vitr%C3%A9")
    assert "Merci. Votre réponse est notée, sans votre nom." in text(client.get("/lieux/"))
    kept = PageOpinion.objects.get()
    assert (kept.page, kept.address, kept.answer, kept.organization, str(kept.on)) == (
        "/lieux/", "/lieux/", "yes", None, "2026-11-13",
    )  # fmt: skip


def test_no_proposes_to_add_a_word_then_leads_back(client):
    page = client.get(say(client, "lost", "/lieux/")["Location"])
    assert 'href="/lieux/"' in text(page)
    response = client.post(WORD, {"avis": ticket_of(page), "words": "  Il manque les horaires.\x00 "})
    assert response.status_code == 422
    response = client.post(WORD, {"avis": ticket_of(page), "words": "  Il manque   les horaires. "})
    assert response["Location"] == "/lieux/"
    assert PageOpinion.objects.get().words == "Il manque les horaires."


def test_words_are_added_once(client):
    ticket = ticket_of(client.get(say(client, "lost")["Location"]))
    for said in ("Trop petit.", "Trop grand."):
        client.post(WORD, {"avis": ticket, "words": said})
    assert PageOpinion.objects.get().words == "Trop petit."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Écrivez une phrase, ou revenez à votre page."),
        ("x" * 5000, "Gardez-en 300 au plus."),
        ("Mon mot de passe est Soleil2024!", "Ne notez pas de mot de passe ici."),
        ("Madame Lebrun est gentille", "Écrivez ce mot sans nom"),
        ("Appelez-moi au 06 39 98 00 42", "Écrivez ce mot sans nom"),
        ("Mon numéro est 2 62 07 35 360 001 69", "Ne notez pas de numéro de sécurité sociale ici."),
        ("\ud800", "Un signe de ce texte est illisible."),
    ],
)
def test_a_word_that_must_not_be_kept_is_refused_beside_its_field_and_stays_there(client, words, sentence):
    ticket = ticket_of(client.get(say(client, "broken")["Location"]))
    sent = urlencode({"avis": ticket, "words": words}, errors="surrogatepass")
    response = client.post(WORD, sent, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 422
    assert sentence in text(response)
    assert words.replace("\ud800", "�") in text(response)
    assert PageOpinion.objects.get().words == ""


def test_a_page_behind_a_secret_is_kept_without_it(client, reception):
    secret = "nobody-was-given-this"
    say(client, "unclear", f"/mon-rendez-vous/{secret}/?nouveau=1")
    kept = PageOpinion.objects.get()
    assert (kept.page, kept.address, kept.organization) == ("/mon-rendez-vous/…/", "", None)
    assert secret not in str(PageOpinion.objects.values_list().get())


def test_the_page_of_an_organization_is_said_to_it(client, reception):
    meeting = event(reception.adviser, reception.venue)
    for path in (
        reverse("portal:venue", args=[reception.venue.slug]),
        reverse("portal:booking-subject", args=[reception.organization.slug]),
        reverse("portal:event", args=[meeting.slug]),
        reverse("portal:group", args=[publicity.kit(reception.organization).group.slug]),
    ):
        say(client, "wrong", path)
        kept = PageOpinion.objects.latest("pk")
        assert (kept.organization, kept.address) == (reception.organization, path)


@pytest.mark.parametrize(
    ("answer", "page"),
    [("yes", "/nulle-part/"), ("yes", "/equipe/"), ("perhaps", "/lieux/"), ("", "/lieux/"), ("yes", "/lieux/\x00")],
)
def test_what_is_no_answer_about_a_public_page_is_not_kept(client, answer, page):
    assert say(client, answer, page).status_code == 302
    assert not PageOpinion.objects.exclude(page="/").exists()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "\\\\evil", "/" + "a" * 5000])
def test_one_never_comes_back_to_another_site(client, elsewhere):
    assert say(client, "yes", elsewhere)["Location"] == "/"


def test_a_page_left_open_all_day_still_answers_and_another_site_never():
    browser = Client(enforce_csrf_checks=True)
    say(browser, "yes", headers={"Origin": "https://evil.example"})
    assert not PageOpinion.objects.exists()
    say(browser, "yes", headers={"Origin": "http://testserver"})
    assert PageOpinion.objects.count() == 1


def test_a_ticket_made_up_or_too_old_opens_nothing(client, clock):
    assert client.get(WORD, {"avis": "forged"}).status_code == 404
    address = say(client, "lost")["Location"]
    assert client.get(address).status_code == 200
    clock.shift(SECONDS_FOR_A_WORD + 1)
    assert client.get(address).status_code == 404


def test_the_page_of_the_word_is_kept_by_no_cache_and_read_by_no_engine(client):
    response = client.get(say(client, "lost")["Location"])
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store, private", "noindex, nofollow")


def test_in_place_the_question_gives_way_to_thanks(client):
    response = client.post(ANSWER, {"answer": "lost", "page": "/lieux/"}, headers={"HX-Request": "true"})
    assert "Merci. Votre réponse est notée" in text(response)
    assert "<html" not in text(response)
    client.post(WORD, {"avis": ticket_of(response), "words": "Trop de mots"})
    assert PageOpinion.objects.get().words == "Trop de mots"


def test_too_many_answers_from_one_address_are_told_to_wait(client):
    statuses = {say(client, "yes").status_code for _ in range(OPINIONS_PER_ADDRESS.most)}
    assert (statuses, say(client, "yes").status_code) == ({302}, 429)


def test_a_day_keeps_so_many_answers_and_still_says_thanks(client, monkeypatch):
    monkeypatch.setattr("escale.feedback.opinions.MOST_A_DAY", 1)
    say(client, "yes")
    assert say(client, "lost", "/lieux/")["Location"] == "/lieux/"
    assert PageOpinion.objects.count() == 1


def test_a_page_that_could_not_be_shown_does_not_ask_whether_it_helped(client):
    assert "vous a-t-elle aidé" not in text(client.get("/nulle-part/"))


def test_ones_appointment_asks_too_and_its_address_goes_nowhere(client, reception):
    lucette, monday = builders.person(reception.organization), builders.NOW + timedelta(days=3)
    made = builders.appointment(
        reception.adviser, lucette, reception.reason, at=reception.venue, starts_at=monday, now=builders.NOW
    )
    page = client.get(reverse("portal:appointment", args=[links.secret_of(made.link_nonce)]))
    assert "Cette page vous a-t-elle aidé ?" in text(page)
    say(client, "yes", page.wsgi_request.path)
    assert PageOpinion.objects.get().address == ""
