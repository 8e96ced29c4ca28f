"""The first answers by SMS: once, to a mobile, from the truth of the moment it leaves."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from escale import limits
from escale.accounts.models import Membership
from escale.french import sms
from escale.outbox.catalogue import Dropped, Rendered
from escale.outbox.models import Message
from escale.places.models import Venue
from escale.portal.activity import Activity
from escale.portal.finding import list_sms
from escale.portal.workshops.tests.acting import text_of
from escale.questions.models import AskedList
from escale.testing import builders
from escale.testing.cast import Reception
from escale.workshops.models import Session

NOW = builders.NOW
MOBILE = "06 39 98 00 42"
ADDRESS = "/activites/sms/?q=mail&commune=35360"


def test_the_list_leaves_once_for_a_mobile(client: Client, reception: Reception) -> None:
    response = client.post(ADDRESS, {"phone": MOBILE})
    assert response.headers["Location"] == "/activites/sms-parti/?q=mail&commune=35360"
    message = Message.objects.get()
    assert (message.kind, message.recipient, message.person) == ("answers_list", "+33639980042", None)
    assert AskedList.objects.get().query == "?q=mail&commune=35360"


def test_the_text_is_written_when_it_leaves(client: Client, reception: Reception) -> None:
    client.post(ADDRESS, {"phone": MOBILE})
    rendered = list_sms.ANSWERS_LIST.render(Message.objects.get(), NOW)
    assert isinstance(rendered, Rendered)
    assert "1. Lundi 16 novembre à 9 h" in rendered.text.replace("\u00a0", " ")
    assert "02 61 91 05 13" in rendered.text.replace("\u00a0", " ")


def test_nothing_leaves_once_nothing_answers(client: Client, adviser: Membership, venue: Venue) -> None:
    group = builders.group(adviser, venue)
    client.post("/activites/sms/?type=ateliers", {"phone": MOBILE})
    message = Message.objects.get()
    Session.objects.filter(group=group).update(canceled_at=NOW)
    assert isinstance(list_sms.ANSWERS_LIST.render(message, NOW), Dropped)
    AskedList.objects.all().delete()
    assert isinstance(list_sms.ANSWERS_LIST.render(message, NOW), Dropped)


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ("02 61 91 05 12", "Ce numéro ne reçoit pas de SMS."),
        ("06 39", "Il en faut 10."),
        ("", "À corriger."),
        ("6" * 5000, "À corriger."),
    ],
)
def test_another_number_is_refused_beside_its_field(
    client: Client, reception: Reception, phone: str, said: str
) -> None:
    response = client.post(ADDRESS, {"phone": phone})
    assert response.status_code == 422
    assert said in text_of(response)
    assert not Message.objects.exists()


def test_programs_that_fill_everything_send_nothing(client: Client, reception: Reception) -> None:
    assert client.post(ADDRESS, {"phone": MOBILE, "website": "x"}).status_code == 422
    assert not Message.objects.exists()


def test_nobody_is_flooded(client: Client, reception: Reception) -> None:
    for _ in range(limits.LISTS_PER_NUMBER.most):
        assert client.post(ADDRESS, {"phone": MOBILE}).status_code == 302
    assert client.post(ADDRESS, {"phone": MOBILE}).status_code == 429
    assert Message.objects.count() == limits.LISTS_PER_NUMBER.most


def test_with_nothing_to_send_the_page_says_so(client: Client, adviser: Membership) -> None:
    assert "il n’y a pas de liste à envoyer" in text_of(client.get("/activites/sms/?q=xyzzyx"))
    assert client.post("/activites/sms/?q=xyzzyx", {"phone": MOBILE}).status_code == 200
    assert not Message.objects.exists()


@pytest.mark.parametrize("length", [10, 60, 140])
def test_it_never_takes_more_than_four_segments(length: int) -> None:
    card = Activity(
        kind="atelier",
        kind_label="Atelier",
        on=(NOW + timedelta(days=4)).date(),
        title="é" * length,
        when="de 14 h à 16 h",
        where="m" * length,
        address="/",
        action="",
        phone="+33261910513",
    )
    told = list_sms.text(
        [card] * 5, title="Envoyer un mail", address="https://escale.example/activites/?q=" + "x" * 200
    )
    assert sms.segments(sms.to_gsm(told)).count <= list_sms.MOST_SEGMENTS
    assert told.startswith("Envoyer un mail :\n1. Mardi 17")


def test_what_a_stranger_types_is_not_said_in_the_sms_of_somebody_else(
    client: Client, adviser: Membership, venue: Venue
) -> None:
    builders.group(adviser, venue, title="Le jardin partagé")
    client.post(f"/activites/sms/?{urlencode({'q': 'escroc.example/a jardin partagé'})}", {"phone": MOBILE})
    rendered = list_sms.ANSWERS_LIST.render(Message.objects.get(), NOW)
    assert isinstance(rendered, Rendered)
    told, _, whole_list = rendered.text.partition("Tout voir : ")
    assert told.startswith("Ateliers et rendez-vous :\n1. Vendredi 20")
    assert whole_list.startswith("http://localhost:8000/activites/?q=escroc.example%2Fa+jardin")
