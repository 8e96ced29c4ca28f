"""A question heard by a partner, noted without an account; a secret, a name, a robot are refused."""

import pytest

from escale.questions import links
from escale.questions.models import HeardFrom, HeardHow, NotedQuestion
from escale.testing.pages import text


@pytest.fixture
def link(adviser, now):
    return links.make("Résidence Habitat Jeunes", by=adviser, now=now)


@pytest.fixture
def address(link):
    return f"/on-me-demande/{links.secret_of(link)}/"


def test_noted_it_says_who_asks_and_keeps_nobody(client, link, address):
    answer = client.post(address, {"text": "faire un CV sur mon téléphone", "heard_from": "young"}, follow=True)
    assert "C’est noté" in text(answer)
    noted = NotedQuestion.objects.get()
    assert (noted.text, noted.heard_from, noted.heard_how) == (
        "faire un CV sur mon téléphone",
        HeardFrom.YOUNG,
        HeardHow.LINK,
    )
    assert (noted.link, noted.noted_by, noted.organization) == (link, None, link.organization)


@pytest.mark.parametrize("said", ["M. Dupont veut un CV", "mot de passe : Soleil35", "appeler au 0639980042", ""])
def test_a_name_or_a_secret_is_refused_beside_the_field(client, address, said):
    answer = client.post(address, {"text": said, "heard_from": "young"})
    assert answer.status_code == 422
    assert said in text(answer)
    assert not NotedQuestion.objects.exists()


def test_a_program_that_fills_the_hidden_box_notes_nothing(client, address):
    client.post(address, {"text": "acheter ici", "heard_from": "young", "website": "https://example.org"})
    assert not NotedQuestion.objects.exists()


def test_sent_twice_it_counts_once(client, address):
    sent = {"text": "scanner", "heard_from": "seniors", "submission": "8b8ad32e-6f0d-4d0b-8a1c-0c8f3a1c2d11"}
    client.post(address, sent)
    client.post(address, sent)
    assert NotedQuestion.objects.get().times == 1


def test_too_many_are_told_to_wait(client, address):
    answers = [client.post(address, {"text": f"question {n}", "heard_from": "young"}).status_code for n in range(61)]
    assert answers[-1] == 429


def test_closed_the_link_opens_nothing(client, link, address, now):
    links.close(link, now=now)
    assert client.get(address).status_code == 404
