"""A prescriber's page: she books for somebody without an account, sees her own people, and nothing of their files."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from escale.appointments import booking
from escale.directory import links, partners, prescribing, received
from escale.directory.models import Prescriber, ReceivedReferral
from escale.people import registration
from escale.testing import builders
from escale.testing.cast import Reception
from escale.testing.pages import text

pytestmark = pytest.mark.django_db
NINE = "20261120T0800Z"
KEY = "8b8ad32e-6f0d-4d0b-8a1c-0c8f3a1c2d11"
SENT = {
    "first_name": "Lucette",
    "phone": "02 99 00 00 10",
    "words": "Apprendre à envoyer un mail",
    "consent_how": "said",
    "agrees": "on",
}


@pytest.fixture(autouse=True)
def friday() -> Any:
    with time_machine.travel(builders.NOW, tick=False):
        yield


@pytest.fixture
def prescriber(reception: Reception) -> Prescriber:
    return builders.prescriber(reception.adviser, builders.partner(reception.adviser))


@pytest.fixture
def home(prescriber: Prescriber) -> str:
    return f"/vous-orientez/{links.secret_of(prescriber)}/"


@pytest.fixture
def person_page(home: str, reception: Reception) -> str:
    return f"{home}personne/?motif={reception.reason.pk}&creneau={reception.venue.pk}-{NINE}&envoi={KEY}"


def test_she_books_from_her_page_to_the_hour_to_the_person(
    client: Client, home: str, person_page: str, reception: Reception
) -> None:
    assert reception.reason.name in text(client.get(home))
    hours = text(client.get(f"{home}heure/?motif={reception.reason.pk}&a-partir=2026-11-16"))
    assert f"{reception.venue.pk}-{NINE}" in hours

    answer = text(client.post(person_page, SENT, follow=True))

    assert "C’est noté pour Lucette" in answer
    assert "Attendue vendredi 20 novembre à 9 h" in answer
    client.post(person_page, SENT)
    assert ReceivedReferral.objects.get().words == SENT["words"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"agrees": ""}, "Sans son accord, nous ne pouvons pas la recevoir."),
        ({"words": "son mot de passe : Soleil35"}, "mot de passe"),
        ({"phone": "12"}, "numéro"),
        ({"first_name": "12"}, "Écrivez-le en lettres."),
    ],
)
def test_what_can_t_be_taken_is_said_and_nothing_typed_is_lost(
    client: Client, person_page: str, changed: dict[str, str], sentence: str
) -> None:
    answer = client.post(person_page, SENT | changed)

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert all(value in text(answer) for value in (SENT | changed).values() if value not in ("on", ""))
    assert not ReceivedReferral.objects.exists()


def test_an_hour_taken_meanwhile_leads_to_the_nearest_with_what_was_typed(client: Client, person_page: str) -> None:
    client.post(person_page, SENT)
    again = person_page.replace("8b8ad32e", "9c9be43f")

    answer = client.post(again, SENT | {"first_name": "Marcelle", "phone": "02 99 00 00 11"})

    assert answer.status_code == 409
    assert "Marcelle" in text(answer)


def test_a_number_with_too_many_appointments_is_said_and_nothing_typed_is_lost(
    client: Client, person_page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booking, "MOST_UPCOMING_PER_NUMBER", 0)
    answer = client.post(person_page, SENT)

    assert answer.status_code == 422
    assert "Ce numéro a déjà plusieurs rendez-vous à venir." in text(answer)
    assert SENT["words"] in text(answer)


def test_her_page_is_closed_while_her_partner_is_off_the_list(
    client: Client, home: str, prescriber: Prescriber
) -> None:
    partners.archive(prescriber.partner, now=builders.NOW)
    assert client.get(home).status_code == 404
    assert client.post(f"{home}rappel/", SENT).status_code == 404
    with pytest.raises(prescribing.NoAddress):
        prescribing.send_page(Prescriber.objects.get(), now=builders.NOW)

    partners.put_back(prescriber.partner)
    assert client.get(home).status_code == 200


def test_asking_for_a_call_leads_to_its_page(client: Client, home: str) -> None:
    assert "Pas encore appelée" in text(client.post(f"{home}rappel/", SENT, follow=True))


def test_her_pages_show_nothing_of_a_file(client: Client, home: str, reception: Reception) -> None:
    registration.register(
        organization=reception.organization,
        first_name="Lucette",
        last_name="CANARI-NOM",
        phone="+33299000010",
        email="canari@example.org",
        notes="CANARI-NOTES",
        goals="CANARI-BUTS",
        commune="35360",
        now=builders.NOW,
    )
    client.post(f"{home}rappel/", SENT)
    one = ReceivedReferral.objects.get()
    received.note_back(one, "Elle viendra mardi.")

    pages = [text(client.get(f"{home}{rest}")) for rest in ("", f"{one.pk}/")]

    for page in pages:
        assert "Lucette" in page
        assert "Elle viendra mardi." in page
        for kept in ("CANARI", "canari", "299000010", "99 00 00 10", "99\u00a000"):
            assert kept not in page


def test_another_prescriber_s_person_is_not_found(
    client: Client, home: str, prescriber: Prescriber, reception: Reception
) -> None:
    other = builders.received_referral(reception.adviser, prescriber.partner)

    assert client.get(f"{home}{other.pk}/").status_code == 404
    assert client.post(f"{home}{other.pk}/annuler/").status_code == 404


def test_she_calls_off_what_she_took_once(client: Client, home: str, person_page: str) -> None:
    client.post(person_page, SENT)
    one = ReceivedReferral.objects.get()

    assert "C’est annulé" in text(client.post(f"{home}{one.pk}/annuler/", follow=True))
    assert "ne peut plus s’annuler ici" in text(client.post(f"{home}{one.pk}/annuler/", follow=True))


def test_who_comes_too_takes_the_hour_to_her_calendar(client: Client, home: str, person_page: str) -> None:
    client.post(person_page, SENT | {"is_together": "on"})
    entry = client.get(f"{home}{ReceivedReferral.objects.get().pk}/rendez-vous.ics")

    assert b"DTSTART:20261120T080000Z" in entry.content
    assert b"Lucette" not in entry.content


@pytest.mark.parametrize("count", [1, 3])
def test_her_page_asks_as_often_for_one_person_as_for_three(
    client: Client, home: str, prescriber: Prescriber, django_assert_num_queries: Any, count: int
) -> None:
    for n in range(count):
        client.post(f"{home}rappel/", SENT | {"phone": f"02 99 00 00 1{n}"})
    with django_assert_num_queries(5):
        client.get(home)


@pytest.mark.parametrize("asked", ["heure/?motif=abc", "heure/?motif=999999999999999999999", "personne/", "heure/"])
def test_an_address_that_says_nothing_leads_back(client: Client, home: str, asked: str) -> None:
    assert client.get(f"{home}{asked}").status_code == 302
