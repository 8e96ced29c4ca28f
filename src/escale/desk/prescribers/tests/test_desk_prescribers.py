"""At the desk: a page given and sent, whom it brings, a word back, figures by partner, needs nobody answers."""

from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from escale.accounts.models import Membership
from escale.appointments import callbacks
from escale.appointments.models import CallbackRequest
from escale.directory.models import Partner, Prescriber, ReceivedReferral, ReferralState, UnmetNeed
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday() -> Any:
    with time_machine.travel(builders.NOW, tick=False):
        yield


@pytest.fixture
def client(adviser: Membership) -> Client:
    return signed_in(adviser)


@pytest.fixture
def partner(adviser: Membership) -> Partner:
    return builders.partner(adviser)


def test_a_page_is_given_then_sent_by_mail(client: Client, partner: Partner) -> None:
    given = {"partner": partner.pk, "name": "Élodie Marchand", "role": "agente", "email": "elodie@example.org"}
    for _ in range(2):
        answer = client.post("/equipe/partenaires/prescripteurs/", given, follow=True)
    made = Prescriber.objects.get()
    assert "/vous-orientez/" in text(answer)

    client.post(f"/equipe/partenaires/prescripteurs/{made.pk}/envoyer/")

    assert Message.objects.get().recipient == "elodie@example.org"


def test_a_partner_of_another_organization_is_refused(client: Client, outsider: Membership) -> None:
    theirs = builders.partner(outsider)
    answer = client.post("/equipe/partenaires/prescripteurs/", {"partner": theirs.pk, "name": "Élodie"})

    assert answer.status_code == 422
    assert not Prescriber.objects.exists()


def test_a_word_back_is_kept_unless_it_holds_a_secret(client: Client, adviser: Membership, partner: Partner) -> None:
    one = builders.received_referral(adviser, partner)
    address = f"/equipe/partenaires/recues/{one.pk}/mot/"

    assert client.post(address, {"words": "mot de passe : Soleil35"}).status_code == 422
    client.post(address, {"words": "Elle est venue, elle revient mardi."})

    one.refresh_from_db()
    assert one.note_back == "Elle est venue, elle revient mardi."


def test_the_figures_of_a_partner_are_a_line_and_a_file(client: Client, adviser: Membership, partner: Partner) -> None:
    builders.referral(adviser, partner, state=ReferralState.ACCEPTED, answered_at=builders.NOW)
    builders.received_referral(adviser, partner)

    assert partner.name in text(client.get("/equipe/partenaires/chiffres/"))
    rows = client.get("/equipe/partenaires/chiffres.csv").content.decode("utf-8-sig").splitlines()
    assert rows[1] == "France services de Vitré;1;1;0;;0;0,0;0;0;1;0;0;0"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("recues/", 5), ("chiffres/", 6), ("prescripteurs/", 5)])
def test_a_list_asks_as_often_for_one_row_as_for_three(
    client: Client,
    adviser: Membership,
    django_assert_num_queries: Any,
    address: str,
    queries: int,
    count: int,
) -> None:
    for _ in range(count):
        builders.received_referral(adviser, builders.partner(adviser))
    client.get("/equipe/partenaires/recues/")
    with django_assert_num_queries(queries):
        client.get(f"/equipe/partenaires/{address}")


class TestUnmetNeeds:
    ADDRESS = "/equipe/partenaires/besoins-sans-reponse/"

    def test_words_are_understood_as_a_need_of_the_list(self, client: Client, adviser: Membership) -> None:
        said = {"words": "facture d’énergie", "lacking": "too_far", "commune": "Vitré"}
        answer = client.post(self.ADDRESS, said, follow=True)

        noted = UnmetNeed.objects.get()
        assert noted.need
        assert (noted.words, noted.lacking, noted.commune) == ("facture d’énergie", "too_far", "35360")
        assert "Trop loin (1)" in text(answer)

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [("M. Dupont attend", "sans nom"), ("", "Choisissez un besoin"), ("x" * 121, "trop long")],
    )
    def test_it_names_nobody_and_says_something(self, client: Client, words: str, sentence: str) -> None:
        answer = client.post(self.ADDRESS, {"words": words, "lacking": "nobody"})

        assert answer.status_code == 422
        assert sentence in text(answer)
        assert not UnmetNeed.objects.exists()

    def test_sent_twice_it_counts_once(self, client: Client) -> None:
        said = {
            "words": "un écrivain public",
            "lacking": "nobody",
            "submission": "8b8ad32e-6f0d-4d0b-8a1c-0c8f3a1c2d11",
        }
        client.post(self.ADDRESS, said)
        client.post(self.ADDRESS, said)

        assert UnmetNeed.objects.count() == 1


def test_the_appointment_says_who_sent_the_person(
    client: Client, adviser: Membership, reception: Any, partner: Partner, person: Any
) -> None:
    one = builders.received_referral(adviser, partner, person)
    taken = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=builders.NEXT_FRIDAY)
    ReceivedReferral.objects.filter(pk=one.pk).update(appointment=taken)

    assert "Élodie Marchand, France services de Vitré" in text(client.get(f"/equipe/rendez-vous/{taken.pk}/"))


def test_whoever_reads_no_notes_reads_the_need_only_to_call(
    adviser: Membership, front_desk: Membership, partner: Partner
) -> None:
    booked = builders.received_referral(adviser, partner)
    desk = signed_in(front_desk)
    pages = ("/equipe/partenaires/recues/", f"/equipe/partenaires/recues/{booked.pk}/")

    assert [booked.words in text(desk.get(page)) for page in pages] == [False, False]
    ReceivedReferral.objects.update(appointment=None, callback=_asked(adviser))
    assert [booked.words in text(desk.get(page)) for page in pages] == [True, True]


def _asked(adviser: Membership) -> CallbackRequest:
    return callbacks.ask(
        organization=adviser.organization,
        reason=None,
        first_name="Lucette",
        phone="+33299000010",
        wish="",
        submission=uuid4(),
        now=builders.NOW,
    )
