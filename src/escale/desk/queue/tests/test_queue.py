"""The team's page of the queue: every gesture in one press, and its way back."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from escale.agenda.models import Reception
from escale.appointments import kiosk_links, walk_ins
from escale.appointments.models import Appointment, KioskLink, State, WalkIn, WalkInOutcome, WalkInState
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.cast import signed_in
from escale.testing.pages import words

MINUTE = timedelta(minutes=1)
WHERE = "bureau 4, au fond à droite"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture(autouse=True)
def _open_door(adviser, venue, reason) -> None:
    """Maëlle receives whoever comes, from 14 to 17 h, in office 4; it is 15 h 10."""
    room = builders.room(venue)
    builders.permanence(
        adviser, venue, start=time(14), end=time(17), room=room, reasons=(reason,), reception=Reception.WALK_IN
    )


def page(member, venue=None) -> str:
    address = f"/equipe/accueil/?lieu={venue.pk}" if venue else "/equipe/accueil/"
    return words(signed_in(member).get(address))


def call(member, venue, **more: Any) -> Any:
    sent = {"lieu": venue.pk, "adviser": member.pk, "where": WHERE} | more
    return signed_in(member).post("/equipe/accueil/appeler/", sent, follow=True)


def act(member, walk_in, gesture: str, **sent: Any) -> Any:
    return signed_in(member).post(f"/equipe/accueil/{walk_in.pk}/geste/{gesture}/", sent, follow=True)


def test_the_queue_opens_where_one_receives_with_who_waits_and_how_long(adviser, venue, reason):
    builders.walk_in(venue, why=reason, now=NOW - 12 * MINUTE)
    said = page(adviser)
    assert "1 personne attend. Une personne de plus attendrait environ 45 minutes." in said
    assert "A 1 Robert tout de suite Mails et documents Depuis 12 minutes" in said


def test_the_room_of_the_permanence_is_proposed_as_the_place_to_go(adviser, venue):
    answer = signed_in(adviser).get("/equipe/accueil/")
    assert 'name="where" value="Bureau 4"' in answer.content.decode()


def test_somebody_is_added_in_one_line_and_twice_pressed_once_added(front_desk, venue, reason):
    browser = signed_in(front_desk)
    sent = {"lieu": venue.pk, "first_name": "Denise", "reason": reason.pk, "submission": str(uuid4())}
    answers = [browser.post("/equipe/accueil/ajouter/", sent, follow=True) for _ in "ab"]
    assert "Denise a le numéro A 1." in words(answers[0])
    given = WalkIn.objects.get()
    assert (given.first_name, given.reason, given.added_by) == ("Denise", reason, front_desk.user)


@pytest.mark.parametrize("name", ["", "12", "\0", "é" * 5000])
def test_a_name_that_cannot_be_read_is_refused_beside_the_field(adviser, venue, name):
    sent = {"lieu": venue.pk, "first_name": name, "submission": str(uuid4())}
    answer = signed_in(adviser).post("/equipe/accueil/ajouter/", sent)
    assert answer.status_code == 422
    assert not WalkIn.objects.exists()


def test_the_next_person_is_called_then_received_then_it_is_over(adviser, venue):
    robert = builders.walk_in(venue)
    assert "L’écran appelle Robert, numéro A 1." in words(call(adviser, venue))
    act(adviser, robert, "est-la")
    assert "Robert : c’est terminé." in words(act(adviser, robert, "termine", outcome="referred"))
    robert.refresh_from_db()
    assert (robert.state, robert.outcome, robert.where) == (WalkInState.DONE, WalkInOutcome.REFERRED, WHERE)


def test_this_very_person_is_called_by_her_own_button(adviser, venue):
    builders.walk_in(venue, first_name="Denise", now=NOW - MINUTE)
    marcel = builders.walk_in(venue, first_name="Marcel")
    call(adviser, venue, ticket=marcel.pk)
    assert WalkIn.objects.waiting().get().first_name == "Denise"


def test_whoever_presses_second_is_told_who_called(adviser, colleague, venue):
    robert = builders.walk_in(venue)
    call(adviser, venue, ticket=robert.pk)
    assert "Robert : appelé par Maëlle. Rien n’a changé." in words(call(colleague, venue, ticket=robert.pk))


def test_nobody_to_call_is_said(adviser, venue):
    assert "Personne n’attend." in words(call(adviser, venue))


@pytest.mark.parametrize("ticket", ["x", "999999", "-1", "9" * 30, "²"])
def test_a_number_nobody_has_is_not_found(adviser, venue, ticket):
    assert call(adviser, venue, ticket=ticket).status_code == 404


@pytest.mark.parametrize("place", ["", "x", "999999", "9" * 30, "²"])
def test_a_place_that_does_not_exist_is_not_found(adviser, place):
    assert signed_in(adviser).post("/equipe/accueil/appeler/", {"lieu": place}).status_code == 404


def test_another_organization_sees_and_touches_nothing(outsider, venue, adviser):
    robert = builders.walk_in(venue)
    assert signed_in(outsider).get(f"/equipe/accueil/?lieu={venue.pk}").status_code == 404
    assert act(outsider, robert, "parti").status_code == 404
    robert.refresh_from_db()
    assert robert.state == WalkInState.WAITING


def test_a_gesture_is_undone_from_the_page(adviser, venue):
    robert = builders.walk_in(venue)
    act(adviser, robert, "parti")
    assert "Robert : geste annulé." in words(act(adviser, robert, "annuler"))
    robert.refresh_from_db()
    assert robert.state == WalkInState.WAITING


def test_somebody_passes_before_for_a_reason_the_team_reads_and_the_screen_does_not(adviser, venue):
    builders.walk_in(venue, first_name="Denise", now=NOW - MINUTE)
    marcel = builders.walk_in(venue, first_name="Marcel")
    signed_in(adviser).post(f"/equipe/accueil/{marcel.pk}/passer-avant/", {"why": "a un bus à 16 h"})
    assert "A 2 Marcel tout de suite" in page(adviser)
    assert "Passe avant : a un bus à 16 h" in page(adviser)
    assert "À son tour" in page(adviser)


def test_a_visit_is_noted_as_an_appointment_that_took_place(adviser, venue, reason, person):
    lucette = builders.walk_in(venue, first_name="Lucette", why=reason)
    call(adviser, venue, ticket=lucette.pk)
    browser = signed_in(adviser)
    form = words(browser.get(f"/equipe/accueil/{lucette.pk}/rendez-vous/"))
    assert "Lucette Briand" in form
    sent = {"who": person.pk, "reason": reason.pk, "adviser": adviser.pk}
    browser.post(f"/equipe/accueil/{lucette.pk}/rendez-vous/", sent)
    made = Appointment.objects.get()
    assert (made.state, made.person, made.adviser) == (State.SEEN, person, adviser.user)
    act(adviser, lucette, "annuler")
    assert not Appointment.objects.exists()


def test_a_visit_of_somebody_unknown_opens_her_file(adviser, venue, reason):
    marcel = builders.walk_in(venue, first_name="Marcel", phone="+33639980024")
    call(adviser, venue, ticket=marcel.pk)
    sent = {"who": "nouvelle", "reason": reason.pk, "adviser": adviser.pk}
    signed_in(adviser).post(f"/equipe/accueil/{marcel.pk}/rendez-vous/", sent)
    assert Appointment.objects.get().person.phone == "+33639980024"


def test_another_day_leads_to_the_appointments_with_what_is_known(front_desk, venue, reason):
    marcel = builders.walk_in(venue, first_name="Marcel", phone="+33639980024", why=reason)
    answer = signed_in(front_desk).post(f"/equipe/accueil/{marcel.pk}/autre-jour/")
    assert answer["Location"] == f"/equipe/rendez-vous/ajouter/?q=Marcel&telephone=%2B33639980024&reason={reason.pk}"
    shown = signed_in(front_desk).get(answer["Location"]).content.decode().replace("\u00a0", " ")
    assert 'value="Marcel"' in shown
    assert 'value="06 39 98 00 24"' in shown


def test_the_address_of_the_tablet_is_made_described_and_closed(adviser, venue):
    browser = signed_in(adviser)
    browser.post(f"/equipe/accueil/tablette/{venue.pk}/preparer/")
    link = KioskLink.objects.get()
    assert f"/borne/{kiosk_links.secret_of(link)}/" in browser.get("/equipe/accueil/").content.decode()
    sent = {"ask_who": "Amina", "numbers_only": "on"}
    browser.post(f"/equipe/accueil/tablette/{link.pk}/decrire/", sent)
    link.refresh_from_db()
    assert (link.ask_who, link.numbers_only) == ("Amina", True)
    browser.post(f"/equipe/accueil/tablette/{link.pk}/retirer/")
    assert not KioskLink.objects.standing().exists()


def test_the_front_desk_does_it_all_but_the_address_of_the_tablet(front_desk, adviser, venue):
    robert = builders.walk_in(venue)
    call(front_desk, venue, adviser=adviser.pk)
    act(front_desk, robert, "est-la")
    act(front_desk, robert, "termine", outcome="settled")
    robert.refresh_from_db()
    assert (robert.state, robert.adviser) == (WalkInState.DONE, adviser.user)
    assert signed_in(front_desk).post(f"/equipe/accueil/tablette/{venue.pk}/preparer/").status_code == 403


def test_an_adviser_of_two_places_goes_from_one_queue_to_the_other(adviser, organization, venue):
    ccas = builders.venue(organization, name="CCAS")
    builders.permanence(adviser, ccas, start=time(9), end=time(12), reception=Reception.BOTH)
    builders.walk_in(ccas, first_name="Yves")
    assert "Yves" not in page(adviser)
    assert "CCAS" in page(adviser)
    assert "Yves" in page(adviser, ccas)


def test_a_day_without_such_a_permanence_says_when_the_next_one_is(adviser, clock):
    clock.shift(timedelta(days=1))
    assert "Prochaine permanence sans rendez-vous : après-demain, de 14 h à 17 h." in page(adviser)


def test_htmx_reads_the_list_alone(adviser, venue):
    builders.walk_in(venue)
    answer = signed_in(adviser).get("/equipe/accueil/", headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "Robert" in words(answer)


def test_the_page_costs_the_same_with_one_person_or_three(adviser, venue, queries):
    browser = signed_in(adviser)
    walk_ins.call(builders.walk_in(venue), adviser=adviser.user, where="", now=NOW)
    builders.walk_in(venue)
    browser.get("/equipe/accueil/")
    with queries() as one:
        browser.get("/equipe/accueil/")
    for _ in range(2):
        walk_ins.leave(builders.walk_in(venue), now=NOW)
        walk_ins.call(builders.walk_in(venue), adviser=adviser.user, where="", now=NOW)
        builders.walk_in(venue)
    with queries() as three:
        browser.get("/equipe/accueil/")
    assert len(one) == len(three)


def test_the_day_of_the_adviser_says_how_many_wait(adviser, venue):
    builders.walk_in(venue)
    assert "1 personne attend" in words(signed_in(adviser).get("/equipe/"))
