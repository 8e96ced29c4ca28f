"""Enrolling with a first name and a number; nothing typed is lost, nothing is done twice."""

from uuid import uuid4

import pytest
from django.test import Client

from escale import limits
from escale.portal.workshops.tests import acting
from escale.portal.workshops.tests.acting import text_of
from escale.testing import builders
from escale.workshops.models import Enrollment, EnrollmentState, Group

VISIO = "/ateliers/faire-une-visio/"


def the_enrollment() -> Enrollment:
    return Enrollment.objects.select_related("person").get()


def test_a_first_name_and_a_number_take_a_seat(client: Client, visio: Group) -> None:
    response = acting.enroll(client, VISIO)
    enrolled = the_enrollment()
    assert (enrolled.person.first_name, enrolled.contact_phone, enrolled.state, enrolled.seats) == (
        "Lucette",
        "+33639980042",
        EnrollmentState.ENROLLED,
        1,
    )
    assert response.headers["Location"] == acting.page_of(enrolled)
    page = text_of(client.get(acting.page_of(enrolled)))
    assert "Votre place est gardée, Lucette !" in page
    assert "Vendredi 20 novembre" in page


def test_two_people_take_two_seats(client: Client, visio: Group) -> None:
    acting.enroll(client, VISIO, company="deux")
    assert the_enrollment().seats == 2


def test_somebody_enrolls_somebody_else(client: Client, visio: Group) -> None:
    acting.enroll(client, VISIO, for_someone="on", person_first_name="Yves", needs="Grand écran")
    enrolled = the_enrollment()
    assert (enrolled.person.first_name, enrolled.helper_name, enrolled.needs) == ("Yves", "Lucette", "Grand écran")
    assert "La place est gardée pour Yves" in text_of(client.get(acting.page_of(enrolled)))


def test_a_family_shares_a_number_even_with_the_same_page(client: Client, visio: Group) -> None:
    key = uuid4()
    for name in ("Lucette", "Yves", "Zoé"):
        acting.enroll(client, VISIO, key=key, first_name=name)
    people = Enrollment.objects.order_by("pk").values_list("person__first_name", flat=True)
    assert list(people) == ["Lucette", "Yves", "Zoé"]


def test_the_same_page_sent_twice_enrolls_once(client: Client, visio: Group) -> None:
    key = uuid4()
    first = acting.enroll(client, VISIO, key=key)
    second = acting.enroll(client, VISIO, key=key)
    assert first.headers["Location"] == second.headers["Location"]
    assert Enrollment.objects.count() == 1


def test_the_same_person_twice_is_told_so_and_sees_no_secret(client: Client, visio: Group) -> None:
    acting.enroll(client, VISIO)
    response = acting.enroll(client, VISIO)
    assert response.status_code == 422
    page = text_of(response)
    assert "Une personne de ce prénom est déjà inscrite avec ce numéro." in page
    assert "mon-inscription" not in page
    assert Enrollment.objects.count() == 1


def test_a_full_workshop_gives_a_place_in_the_list(client: Client, visio: Group) -> None:
    acting.fill(visio, waiting=2)
    acting.enroll(client, VISIO)
    enrolled = Enrollment.objects.get(person__first_name="Lucette")
    assert enrolled.state == EnrollmentState.WAITING
    page = text_of(client.get(acting.page_of(enrolled)))
    assert "Vous êtes sur la liste d’attente" in page
    assert "Lucette, vous êtes en 3e position." in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"phone": "06 39 98 00"}, "Nous lisons 8 chiffres"),
        ({"phone": ""}, "Écrivez votre numéro de téléphone."),
        ({"first_name": ""}, "Écrivez votre prénom."),
        ({"first_name": "…"}, "Nous ne lisons pas ce prénom."),
        ({"for_someone": "on"}, "Écrivez le prénom de la personne qui vient."),
        ({"needs": "mot de passe : Vitre35!x"}, "mot de passe"),
        ({"website": "https://spam.example"}, "Envoyez-la encore une fois."),
        ({"company": "trois"}, "Cette réponse n’est plus dans la liste."),
        ({"first_name": "x\x00y"}, "illisible"),
        ({"first_name": "é" * 61}, "trop long"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    client: Client, visio: Group, typed: dict[str, str], said: str
) -> None:
    response = acting.enroll(client, VISIO, **({"last_name": "Briand"} | typed))
    assert response.status_code == 422
    page = text_of(response)
    assert said in page
    assert 'value="Briand"' in page
    assert not Enrollment.objects.exists()


def test_a_browser_that_filled_the_trap_passes_the_second_time(client: Client, visio: Group) -> None:
    page = text_of(acting.enroll(client, VISIO, website="x"))
    assert 'name="website" tabindex' in page or 'name="website"' in page
    assert acting.enroll(client, VISIO, website="").status_code == 302


def test_enrolling_after_the_window_keeps_what_was_typed(client: Client, visio: Group) -> None:
    Group.objects.filter(pk=visio.pk).update(closes_at=builders.NOW.replace(hour=8))
    response = acting.enroll(client, VISIO)
    assert response.status_code == 409
    assert "Les inscriptions sont fermées" in text_of(response)
    assert not Enrollment.objects.exists()


def test_a_number_with_many_enrollments_is_asked_to_call(client: Client, visio: Group) -> None:
    for number in range(8):
        acting.enroll(client, VISIO, first_name=f"Prénom {chr(65 + number)}")
    response = acting.enroll(client, VISIO, first_name="Encore")
    assert response.status_code == 409
    assert "Ce numéro a déjà plusieurs inscriptions." in text_of(response)
    assert 'value="Encore"' in text_of(response)


def test_one_number_tries_so_many_times_an_hour(client: Client, visio: Group) -> None:
    for number in range(limits.REQUESTS_PER_NUMBER.most):
        acting.enroll(client, VISIO, first_name=f"Prénom {chr(65 + number)}")
    assert acting.enroll(client, VISIO).status_code == 429


def test_with_one_seat_left_two_people_are_told_they_would_wait(client: Client, visio: Group) -> None:
    Group.objects.filter(pk=visio.pk).update(seats=2)
    builders.enrollment(visio)
    assert "Il reste une seule place. À deux, vous attendez sur la liste." in text_of(client.get(VISIO))
    acting.enroll(client, VISIO, company="deux")
    assert Enrollment.objects.get(person__first_name="Lucette").state == EnrollmentState.WAITING


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, visio: Group, method: str) -> None:
    assert getattr(client, method)(VISIO).status_code == 405
