"""The pages of letters: begun, written, read over, sent, taken back; by whom."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from escale.accounts.models import Membership
from escale.media.letters import preparing
from escale.media.models import Letter
from escale.publishing.mailing import lists
from escale.publishing.mailing.lists import Contact
from escale.publishing.models import Public, RecipientList
from escale.testing import builders, pages, writings
from escale.testing.cast import signed_in

LIST = "/equipe/communication/lettres/"


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel(builders.NOW, tick=False):
        yield


@pytest.fixture
def readers(adviser: Membership, now: datetime) -> RecipientList:
    made = lists.make(adviser.organization, name="Collègues", public=Public.PROFESSIONALS, by_sms=False, now=now)
    lists.add(made, Contact(email="claire@example.org"), by=adviser.user, now=now)
    return made


@pytest.fixture
def letter(adviser: Membership, readers: RecipientList, now: datetime) -> Letter:
    writings.article(adviser)
    return preparing.begin(adviser, submission=uuid4(), now=now)


def _typed(letter: Letter, **said: Any) -> dict[str, Any]:
    article = preparing.articles_of(letter, now=builders.NOW)[0]
    return {
        "revision": letter.revision,
        "subject": "Nos chroniques",
        "introduction": "",
        "articles": [article.pk],
        "lists": [each.pk for each in letter.lists.all()],
        "planned_on": "2026-11-20",
    } | said


def _post(by: Membership, name: str, letter: Letter, said: dict[str, Any]) -> str:
    return pages.text(signed_in(by).post(reverse(name, args=[letter.pk]), said, follow=True))


def test_without_anything_to_tell_or_anybody_the_page_says_what_to_do(adviser: Membership) -> None:
    page = pages.text(signed_in(adviser).get(LIST))
    assert "Il n’y a pas encore de chronique à envoyer" in page
    writings.article(adviser)
    assert "Faire une liste" in pages.text(signed_in(adviser).get(LIST))


def test_a_letter_is_begun_once(adviser: Membership, readers: RecipientList) -> None:
    writings.article(adviser)
    key = uuid4()
    for _ in range(2):
        signed_in(adviser).post(reverse("desk:letter-begin"), {"submission": key})
    assert Letter.objects.count() == 1
    assert signed_in(adviser).post(reverse("desk:letter-begin"), {"submission": "x"}).status_code == 404


def test_it_is_written_read_over_and_waits_for_its_day(adviser: Membership, letter: Letter) -> None:
    assert "La lettre est enregistrée." in _post(adviser, "desk:letter", letter, _typed(letter))
    letter.refresh_from_db()
    page = _post(adviser, "desk:letter-reviewed", letter, {"revision": letter.revision})
    assert "C’est relu. Elle part vendredi 20 novembre." in page
    assert "Relue : elle part vendredi 20 novembre" in pages.text(signed_in(adviser).get(LIST))
    assert "ne part plus avant" in _post(adviser, "desk:letter-not-reviewed", letter, {})


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"subject": ""}, "Écrivez l’objet de la lettre."),
        ({"articles": []}, "Choisissez au moins une chronique."),
        ({"planned_on": "2026-11-01"}, "Ce jour est passé."),
        ({"introduction": "mot de passe : Soleil35"}, "mot de passe"),
    ],
)
def test_what_can_not_be_is_refused_beside_the_field_and_kept(
    adviser: Membership, letter: Letter, said: dict[str, Any], why: str
) -> None:
    response = signed_in(adviser).post(reverse("desk:letter", args=[letter.pk]), _typed(letter) | said)
    assert response.status_code == 422
    assert why in pages.text(response)
    letter.refresh_from_db()
    assert letter.revision == 0


def test_what_another_window_wrote_is_said_and_the_text_kept(adviser: Membership, letter: Letter) -> None:
    stale = _typed(letter, subject="Le mien")
    _post(adviser, "desk:letter", letter, _typed(letter))
    response = signed_in(adviser).post(reverse("desk:letter", args=[letter.pk]), stale)
    assert response.status_code == 422
    assert "Quelqu’un a changé cette lettre" in pages.text(response)
    assert "Le mien" in pages.text(response)


def test_it_is_sent_now_and_taken_back(adviser: Membership, letter: Letter) -> None:
    assert "1 message part dans cinq minutes." in _post(adviser, "desk:letter-send", letter, {"revision": 0})
    assert "Ne pas l’envoyer" in pages.text(signed_in(adviser).get(reverse("desk:letter", args=[letter.pk])))
    assert "déjà partie" in _post(adviser, "desk:letter", letter, _typed(letter))
    assert "Rien n’est parti." in _post(adviser, "desk:letter-take-back", letter, {})


def test_a_button_of_an_old_page_sends_nothing(adviser: Membership, letter: Letter) -> None:
    _post(adviser, "desk:letter", letter, _typed(letter))
    for name in ("desk:letter-send", "desk:letter-reviewed"):
        for said in ({"revision": "0"}, {}):
            assert "depuis que vous l’avez lue" in _post(adviser, name, letter, said)
    letter.refresh_from_db()
    assert (letter.left_at, letter.reviewed_at) == (None, None)


def test_it_waits_in_what_is_to_do(adviser: Membership, letter: Letter) -> None:
    page = pages.text(signed_in(adviser).get(reverse("desk:my-day")))
    assert f"Relire la lettre « {letter.subject} »" in page


def test_another_organization_finds_nothing(outsider: Membership, letter: Letter) -> None:
    browser = signed_in(outsider)
    assert browser.get(reverse("desk:letter", args=[letter.pk])).status_code == 404
    assert letter.subject not in pages.text(browser.get(LIST))


def test_the_list_asks_as_much_of_the_database_however_long(adviser: Membership, letter: Letter, queries: Any) -> None:
    browser = signed_in(adviser)
    browser.get(LIST)
    counts = []
    for _ in range(2):
        with queries() as seen:
            browser.get(LIST)
        counts.append(len(seen))
        for _more in range(2):
            preparing.begin(adviser, submission=uuid4(), now=builders.NOW)
    assert counts[0] == counts[1]
