"""The page behind the secret address: what it says in each state, and what its buttons do."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from escale.portal.workshops.tests import acting
from escale.portal.workshops.tests.acting import page_of, text_of
from escale.testing import builders
from escale.workshops.models import (
    CatchUp,
    EnrolledVia,
    Enrollment,
    EnrollmentState,
    Group,
    Mode,
    Session,
    WhyLeft,
)

NOW = builders.NOW


@pytest.fixture
def enrolled(visio: Group, person) -> Enrollment:
    return builders.enrollment(visio, person)


@pytest.fixture
def offered(visio: Group, person) -> Enrollment:
    return builders.enrollment(visio, person, state=EnrollmentState.OFFERED)


def test_the_card_says_when_where_with_whom_and_what_to_bring(client: Client, enrolled: Enrollment) -> None:
    page = text_of(client.get(page_of(enrolled)))
    for said in [
        "Votre place est gardée, Lucette !",
        "Vendredi 20 novembre",
        "à 9 h 30",
        "Faire une visio avec sa famille, 2 heures, gratuit, avec Maëlle",
        "<b>Centre social</b><br>13 rue Notre-Dame, 35500 Vitré",
        "Votre téléphone ou votre tablette",
        "Non, je garde ma place",
    ]:
        assert said in page, said


def test_a_cycle_shows_every_date_called_off_and_caught_up_ones_too(
    client: Client, cycle: Group, visio: Group, person
) -> None:
    enrolled = builders.enrollment(cycle, person)
    sessions = list(Session.objects.filter(group=cycle).order_by("starts_at"))
    Session.objects.filter(pk=sessions[1].pk).update(
        canceled_at=NOW, canceled_why="Maëlle est en formation.", number=None
    )
    CatchUp.objects.create(enrollment=enrolled, missed=sessions[0], session=builders.session_of(visio), created_at=NOW)
    page = text_of(client.get(page_of(enrolled)))
    assert "Séance 1 sur 3 : vendredi 20 novembre, de 14 h à 16 h" in page
    assert "<s>Vendredi 27 novembre, de 14 h à 16 h</s> <span>Maëlle est en formation.</span>" in page
    assert "Rattrapage de la séance 1 : vendredi 20 novembre, de 9 h 30 à 11 h 30" in page


def test_the_video_link_is_for_whoever_has_a_seat(client: Client, visio: Group, enrolled: Enrollment) -> None:
    Session.objects.filter(group=visio).update(mode=Mode.ONLINE, video_link="https://visio.example.org/secrete")
    waiting = builders.enrollment(visio, state=EnrollmentState.WAITING)
    with time_machine.travel(builders.session_of(visio).starts_at, tick=False):
        assert 'href="https://visio.example.org/secrete"' in text_of(client.get(page_of(enrolled)))
        assert "secrete" not in text_of(client.get(page_of(waiting)))


def test_whoever_waits_sees_her_place_and_how_the_list_works(client: Client, visio: Group) -> None:
    acting.fill(visio, waiting=1)
    first = Enrollment.objects.get(state=EnrollmentState.WAITING)
    second = builders.enrollment(visio, state=EnrollmentState.WAITING)
    assert "vous êtes la prochaine personne de la liste." in text_of(client.get(page_of(first)))
    page = text_of(client.get(page_of(second)))
    assert "vous êtes en 2e position." in page
    assert "Comment marche la liste d’attente ?" in page


def test_an_offer_says_until_when_and_two_buttons_answer(client: Client, offered: Enrollment) -> None:
    page = text_of(client.get(page_of(offered)))
    assert "Lucette, une place est gardée pour vous" in page
    assert "Répondez avant demain à 11 h 10." in page
    assert "Oui, je prends la place" in page
    assert "Non merci" in page


def test_an_invitation_asks_whether_she_wants_to_come(client: Client, visio: Group, person) -> None:
    invited = builders.enrollment(visio, person, state=EnrollmentState.OFFERED, via=EnrolledVia.INVITATION)
    assert "Nous vous proposons ce groupe. Voulez-vous venir ?" in text_of(client.get(page_of(invited)))


@pytest.mark.parametrize("answer", ["oui", "non", "annuler", "connu"])
def test_reading_an_address_that_answers_changes_nothing(client: Client, offered: Enrollment, answer: str) -> None:
    assert client.get(f"{page_of(offered)}{answer}/").status_code == 405
    offered.refresh_from_db()
    assert offered.state == EnrollmentState.OFFERED


def test_yes_takes_the_seat_once(client: Client, offered: Enrollment) -> None:
    client.post(f"{page_of(offered)}oui/")
    page = text_of(client.post(f"{page_of(offered)}oui/", follow=True))
    offered.refresh_from_db()
    assert offered.state == EnrollmentState.ENROLLED
    assert "Votre place est gardée, Lucette !" in page


def test_no_leaves_the_seat_to_the_next(client: Client, visio: Group, offered: Enrollment) -> None:
    page = text_of(client.post(f"{page_of(offered)}non/", follow=True))
    offered.refresh_from_db()
    assert (offered.state, offered.left_why) == (EnrollmentState.CANCELED_BY_PERSON, WhyLeft.DECLINED)
    assert "Vous avez dit non. La place va à une autre personne." in page


def test_yes_too_late_is_said_and_takes_nothing(client: Client, offered: Enrollment, clock) -> None:
    clock.move_to(NOW + timedelta(hours=21))
    page = text_of(client.post(f"{page_of(offered)}oui/", follow=True))
    assert "Cette place n’est plus gardée pour vous." in page
    assert "Le temps de réponse est passé." in page
    offered.refresh_from_db()
    assert offered.state != EnrollmentState.ENROLLED


def test_calling_off_frees_the_seat_for_whoever_waits(client: Client, visio: Group) -> None:
    acting.fill(visio, waiting=1)
    mine = Enrollment.objects.enrolled().order_by("pk")[0]
    page = text_of(client.post(f"{page_of(mine)}annuler/", follow=True))
    assert "C’est annulé. Merci de nous avoir prévenus." in page
    assert Enrollment.objects.waiting().count() == 0
    assert Enrollment.objects.offered().count() == 1


def test_calling_off_twice_is_said(client: Client, enrolled: Enrollment) -> None:
    client.post(f"{page_of(enrolled)}annuler/")
    assert "Cette inscription est déjà terminée." in text_of(client.post(f"{page_of(enrolled)}annuler/", follow=True))


def test_a_group_called_off_says_why_and_shows_others(client: Client, visio: Group, enrolled: Enrollment) -> None:
    Group.objects.filter(pk=visio.pk).update(canceled_at=NOW, canceled_why="La salle est inondée.")
    Enrollment.objects.filter(pk=enrolled.pk).update(
        state=EnrollmentState.CANCELED_BY_US, left_why=WhyLeft.GROUP_CANCELED, left_at=NOW
    )
    page = text_of(client.get(page_of(enrolled)))
    assert "Nous avons dû annuler. Pardon ! La salle est inondée." in page
    assert "Voir les ateliers à venir" in page


def test_a_past_workshop_has_nothing_left_to_call_off(client: Client, enrolled: Enrollment, clock) -> None:
    clock.move_to(NOW + timedelta(days=30))
    page = text_of(client.get(page_of(enrolled)))
    assert "C’est passé" in page
    assert "annuler ma place" not in page


def test_how_one_heard_of_us_takes_one_tap(client: Client, enrolled: Enrollment) -> None:
    page = text_of(client.post(f"{page_of(enrolled)}connu/", {"acquisition": "poster"}, follow=True))
    enrolled.refresh_from_db()
    assert enrolled.acquisition == "poster"
    assert "Merci de votre réponse !" in page
    client.post(f"{page_of(enrolled)}connu/", {"acquisition": "fusée"})
    enrolled.refresh_from_db()
    assert enrolled.acquisition == "poster"


def test_the_calendar_has_one_entry_a_session_and_no_secret(client: Client, cycle: Group, person) -> None:
    enrolled = builders.enrollment(cycle, person)
    response = client.get(f"{page_of(enrolled)}calendrier.ics")
    entries = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(entry["SUMMARY"]) for entry in entries] == [
        f"Débuter avec l’ordinateur (séance {number})" for number in (1, 2, 3, 4)
    ]
    assert {str(entry["STATUS"]) for entry in entries} == {"CONFIRMED"}
    assert entries[0]["DTSTART"].dt.isoformat() == "2026-11-20T14:00:00+01:00"
    text = response.content.decode()
    assert "Lucette" not in text
    assert "mon-inscription" not in text


def test_the_calendar_of_somebody_who_left_takes_the_entries_out(client: Client, enrolled: Enrollment) -> None:
    before = Calendar.from_ical(client.get(f"{page_of(enrolled)}calendrier.ics").content).walk("VEVENT")[0]
    client.post(f"{page_of(enrolled)}annuler/")
    after = Calendar.from_ical(client.get(f"{page_of(enrolled)}calendrier.ics").content).walk("VEVENT")[0]
    assert (before["UID"], str(after["STATUS"])) == (after["UID"], "CANCELLED")
    assert int(str(after["SEQUENCE"])) > int(str(before["SEQUENCE"]))


def test_the_short_address_leads_to_the_page_nobody_keeps(client: Client, enrolled: Enrollment) -> None:
    secret = page_of(enrolled).split("/")[2]
    assert client.get(f"/i/{secret}").headers["Location"] == page_of(enrolled)
    response = client.get(page_of(enrolled))
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get("/mon-inscription/inconnue/").status_code == 404


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_asks_the_same_questions_whatever_it_shows(
    client: Client, queries, adviser, venue, person, sessions: int
) -> None:
    enrolled = builders.enrollment(builders.group(adviser, venue, sessions=sessions), person)
    client.get("/robots.txt")
    with queries() as seen:
        client.get(page_of(enrolled))
    assert len(seen) == 5, [query["sql"] for query in seen.captured_queries]
