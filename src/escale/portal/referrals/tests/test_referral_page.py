"""The page of a partner: what was transmitted and nothing else, an answer in one gesture, nothing once it is over."""

from datetime import timedelta

import pytest
import time_machine

from escale.directory import answering, kinds
from escale.directory.links import secret_of
from escale.directory.models import Contact, ReferralState, Refusal
from escale.outbox.catalogue import Dropped
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.pages import text

TRANSMITTED = ["Nolwenn", "06 39 98 00 37", "Ouvrir ses droits à l’assurance maladie"]
CANARIES = {
    "last_name": "Canarinom",
    "email": "canari.mail@example.org",
    "other_phone": "+33639980099",
    "helper_name": "Canariaidant",
    "helper_phone": "+33639980098",
    "goals": "canari but",
    "needs": "canari besoin",
    "notes": "canari note",
}


@pytest.fixture
def referral(adviser):
    nolwenn = builders.person(adviser.organization, first_name="Nolwenn", phone="+33639980037")
    for name, value in CANARIES.items():
        setattr(nolwenn, name, value)
    nolwenn.save()
    partner = builders.partner(adviser, presentation="canari présentation", call_for="canari appel")
    line = {"agreed_on": builders.NOW.date(), "created_at": builders.NOW, "phone": "+33639980097"}
    contact = Contact.objects.create(partner=partner, name="Élodie Canaricontact", role="canari rôle", **line)
    return builders.referral(adviser, partner, nolwenn, contact=contact)


@pytest.fixture
def address(referral):
    return f"/orientation/{secret_of(referral)}/"


@pytest.fixture(autouse=True)
def today(now):
    with time_machine.travel(now, tick=False):
        yield


def after(**elapsed):
    return time_machine.travel(builders.NOW + timedelta(**elapsed), tick=False)


def names_somebody(page) -> list[str]:
    shown = page.content.decode()
    unsaid = [*CANARIES.values(), "canari", "Canari", "Nolwenn", "assurance maladie", "639980037", "98 00 37"]
    return [word for word in unsaid if word in shown]


def test_it_shows_what_was_transmitted_and_nothing_else(client, address):
    page = client.get(address)
    assert page.status_code == 200
    assert [word for word in TRANSMITTED if word not in text(page)] == []
    shown = page.content.decode()
    assert [word for word in (*CANARIES.values(), "canari", "Canari") if word in shown] == []
    assert "checked" not in shown
    assert page.headers["Cache-Control"] == "no-store, private"


def test_once_her_file_is_erased_it_shows_nothing_and_nothing_leaves(client, referral, address, now):
    Beneficiary.objects.filter(pk=referral.person_id).update(erased_at=now)
    referral.refresh_from_db()
    kinds.tell_partner(kinds.SENT, referral, now=now)
    assert isinstance(kinds.SENT.render(Message.objects.get(), now), Dropped)
    page = client.get(address)
    assert (page.status_code, names_somebody(page)) == (410, [])
    assert client.post(f"{address}nouveau-lien/").status_code == 410


def test_without_her_number_her_number_is_not_there(client, referral, address):
    referral.shares_phone = False
    referral.save()
    assert "639980037" not in client.get(address).content.decode()


def test_yes_then_whether_she_came(client, referral, address):
    page = client.post(address, {"state": "accepted", "revision": 0, "note": "Mardi matin."}, follow=True)
    assert "Merci, votre réponse est partie." in text(page)
    assert "La personne est-elle venue" in text(page)
    page = client.post(address, {"state": "done", "revision": 1, "note": ""}, follow=True)
    assert page.status_code == 410
    assert names_somebody(page) == []
    referral.refresh_from_db()
    assert (referral.state, referral.note_back) == (ReferralState.DONE, "Mardi matin.")


def test_no_asks_why_beside_the_question_and_keeps_what_was_typed(client, referral, address):
    page = client.post(address, {"state": "refused", "revision": 0, "note": "Secteur de Fougères."})
    assert page.status_code == 422
    assert "Choisissez une raison." in text(page)
    assert "Secteur de Fougères." in text(page)
    page = client.post(address, {"state": "refused", "revision": 0, "refusal": "area", "note": ""}, follow=True)
    assert names_somebody(page) == []
    referral.refresh_from_db()
    assert (referral.state, referral.refusal) == (ReferralState.REFUSED, Refusal.AREA)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"state": "done", "revision": 0},
        {"state": "accepted", "revision": "x"},
        {"state": "accepted", "revision": 0, "note": "mot de passe : Soleil35"},
        {"state": "accepted", "revision": 0, "note": "x" * 201},
    ],
)
def test_a_wrong_answer_is_refused_in_words(client, referral, address, sent):
    assert client.post(address, sent).status_code == 422
    referral.refresh_from_db()
    assert referral.state == ReferralState.SENT


def test_answered_meanwhile_is_said(client, referral, address, now):
    answering.answer_by_partner(referral, ReferralState.ACCEPTED, revision=0, now=now)
    page = client.post(address, {"state": "seen", "revision": 0, "note": ""}, follow=True)
    assert "Quelqu’un a répondu entre-temps" in text(page)


def test_expired_it_names_nobody_and_gives_another_link_by_mail_alone(client, referral, address):
    with after(days=8):
        page = client.get(address)
        assert page.status_code == 410
        assert "Cette page n’est plus ouverte depuis" in text(page)
        assert names_somebody(page) == []
        page = client.post(f"{address}nouveau-lien/")
        assert names_somebody(page) == []
        referral.refresh_from_db()
        assert secret_of(referral) not in page.content.decode()
        assert Message.objects.get().recipient == "accueil@example.org"
        assert client.get(address).status_code == 404
        assert client.get(f"/orientation/{secret_of(referral)}/").status_code == 200


def test_stopped_it_names_nobody_and_gives_no_link(client, referral, address, adviser, now):
    answering.withdraw(referral, by=adviser, now=now)
    page = client.get(address)
    assert names_somebody(page) == []
    assert "Demander un nouveau lien" not in text(page)
    client.post(f"{address}nouveau-lien/")
    assert not Message.objects.exists()


def test_too_many_answers_are_told_to_wait(client, address):
    assert [client.post(address, {}).status_code for _ in range(21)][-1] == 429


def test_looking_writes_nothing_and_costs_the_same(client, address, django_assert_num_queries):
    client.get(address)
    with django_assert_num_queries(3):
        client.get(address)
