"""The pages of the sessions: proposing, taking a seat by agreeing to the rules, giving it back, who reads what."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.desk.practice.tests.conftest import a_session
from escale.practice import seats
from escale.practice.models import PracticeSeat, PracticeSession, SeatState
from escale.practice.tests.conftest import STARTS
from escale.testing import builders, pages
from escale.testing.cast import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]

TYPED = {
    "theme": "Dire non sans blesser",
    "facilitator": "Hélène R.",
    "on": "2026-11-26",
    "start": "14:00",
    "end": "16:00",
    "place": "",
    "video_link": "https://visio.example.org/pairs",
    "seats": "8",
    "rules": "Ce qui s’y dit y reste.",
    "submission": str(UUID(int=3)),
}


def at(name: str, session: PracticeSession) -> str:
    return reverse(f"desk:peers-{name}", args=[session.pk])


def test_a_session_is_proposed_once_to_the_team_that_had_no_circle_yet(
    adviser: Membership, colleague: Membership
) -> None:
    desk = signed_in(adviser)
    address = reverse("desk:peers-session-new")
    (key, _), *_ = desk.get(address).context["form"].fields["circle"].choices
    for _ in range(2):
        said = desk.post(address, TYPED | {"circle": key}, follow=True)
    assert "La séance est proposée" in pages.text(said)
    made = PracticeSession.objects.get()
    assert (made.starts_at.isoformat(), made.seats) == ("2026-11-26T13:00:00+00:00", 8)
    listed = pages.words(signed_in(colleague).get(reverse("desk:peers-sessions")))
    assert "Jeudi 26 novembre, de 14 h à 16 h. En visio, avec Hélène R." in listed
    assert "8 places, reste 8" in listed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"theme": ""}, "Remplissez « De quoi parle-t-on »."),
        ({"on": "2026-11-12"}, "Ce moment est passé."),
        ({"on": "2030-01-01"}, "plus de deux ans"),
        ({"on": "0001-01-01"}, "Vérifiez l’année"),
        ({"end": "13:00"}, "La fin vient après le début."),
        ({"video_link": ""}, "Dites où"),
        ({"video_link": "javascript:alert(1)"}, "Cette adresse de site est incomplète"),
        ({"seats": "1"}, "à partir de 2"),
        ({"seats": "21"}, "ne dépasse pas 20"),
        ({"rules": "mot de passe : Lucette35!"}, "mot de passe"),
        ({"theme": "a" * 121}, "trop long"),
        ({"circle": "equipe-999"}, "n’est plus dans la liste"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    adviser: Membership, typed: dict[str, str], sentence: str
) -> None:
    desk, address = signed_in(adviser), reverse("desk:peers-session-new")
    (key, _), *_ = desk.get(address).context["form"].fields["circle"].choices
    refused = desk.post(address, TYPED | {"circle": key} | typed)
    assert refused.status_code == 422
    assert sentence in pages.text(refused)
    assert "Hélène R." in pages.text(refused)
    assert not PracticeSession.objects.exists()


def test_nobody_has_a_seat_without_agreeing_to_the_rules(session: PracticeSession, adviser: Membership) -> None:
    desk = signed_in(adviser)
    refused = desk.post(at("seat-take", session), {})
    assert refused.status_code == 422
    assert "ces règles protègent tout le monde" in pages.text(refused)
    assert not PracticeSeat.objects.exists()


def test_a_seat_is_taken_seen_and_given_back(session: PracticeSession, adviser: Membership) -> None:
    desk = signed_in(adviser)
    before = pages.text(desk.get(at("session", session)))
    assert "visio.example.org" not in before
    taken = pages.text(desk.post(at("seat-take", session), {"agreed": "on"}, follow=True))
    assert "Vous avez une place" in taken
    assert "https://visio.example.org/pairs" in taken
    assert "Absence : Analyse de la pratique" in pages.text(desk.get(reverse("desk:day", args=[STARTS.date()])))
    back = pages.text(desk.post(at("seat-back", session), follow=True))
    assert "vous ne venez pas" in back
    assert PracticeSeat.objects.get().state == SeatState.GIVEN_BACK


def test_who_comes_is_read_by_those_who_come_and_by_whoever_looks_after_it(
    session: PracticeSession, adviser: Membership, colleague: Membership, coordinator: Membership
) -> None:
    seats.take(session, member=adviser, now=builders.NOW)
    page = at("session", session)
    assert "Maëlle Garnier , Centre social" in pages.words(signed_in(adviser).get(page))
    assert "Maëlle Garnier , Centre social" in pages.words(signed_in(coordinator).get(page))
    read = pages.words(signed_in(colleague).get(page))
    assert "Maëlle Garnier" not in read
    assert "1 personne a une place" in read


def test_the_last_seat_taken_the_next_one_waits(
    session: PracticeSession, adviser: Membership, colleague: Membership, admin: Membership
) -> None:
    for member in (adviser, colleague):
        seats.take(session, member=member, now=builders.NOW)
    desk = signed_in(admin)
    assert "Attendre une place" in pages.text(desk.get(reverse("desk:peers-sessions")))
    said = pages.text(desk.post(at("seat-take", session), {"agreed": "on"}, follow=True))
    assert "vous attendez une place" in said


def test_only_whoever_opened_it_or_coordinates_changes_it(
    session: PracticeSession, adviser: Membership, coordinator: Membership, admin: Membership
) -> None:
    for name in ("session-change", "session-cancel"):
        assert signed_in(adviser).get(at(name, session)).status_code == 403
        assert signed_in(coordinator).get(at(name, session)).status_code == 200
        assert signed_in(admin).get(at(name, session)).status_code == 200


def test_it_is_changed_and_fewer_seats_than_people_are_refused(
    session: PracticeSession, adviser: Membership, colleague: Membership, coordinator: Membership
) -> None:
    desk = signed_in(coordinator)
    for member in (adviser, colleague, coordinator):
        seats.take(session, member=member, now=builders.NOW)
    desk.post(at("session-change", session), TYPED | {"seats": "3"})
    session.refresh_from_db()
    assert session.theme == "Dire non sans blesser"
    refused = desk.post(at("session-change", session), TYPED | {"seats": "2"})
    assert refused.status_code == 422
    assert "3 personnes ont déjà une place" in pages.text(refused)


def test_it_is_called_off_once_sure(session: PracticeSession, adviser: Membership, coordinator: Membership) -> None:
    seats.take(session, member=adviser, now=builders.NOW)
    desk = signed_in(coordinator)
    assert "1 personne est prévenue" in pages.text(desk.get(at("session-cancel", session)))
    said = pages.text(desk.post(at("session-cancel", session), follow=True))
    assert "La séance est annulée" in said
    assert "Cette séance n’a pas lieu" in said
    late = signed_in(adviser).post(at("seat-take", session), {"agreed": "on"}, follow=True)
    assert "Choisissez-en une autre" in pages.text(late)


def test_an_adviser_of_another_organization_sees_nothing_of_it(session: PracticeSession, outsider: Membership) -> None:
    desk = signed_in(outsider)
    assert "Aucune séance à venir" in pages.text(desk.get(reverse("desk:peers-sessions")))
    for name in ("session", "session-change", "session-cancel", "session-calendar"):
        assert desk.get(at(name, session)).status_code == 404
    assert desk.post(at("seat-take", session), {"agreed": "on"}).status_code == 404


def test_the_file_for_another_calendar_holds_the_link_for_those_who_come(
    session: PracticeSession, adviser: Membership, colleague: Membership
) -> None:
    seats.take(session, member=adviser, now=builders.NOW)
    mine = signed_in(adviser).get(at("session-calendar", session)).content.decode().replace("\r\n ", "")
    assert "DTSTART:20261125T141000Z" in mine
    assert "https://visio.example.org/pairs" in mine
    other = signed_in(colleague).get(at("session-calendar", session)).content.decode()
    assert "visio.example.org" not in other


def test_those_held_are_listed_apart(session: PracticeSession, adviser: Membership) -> None:
    PracticeSession.objects.update(starts_at=STARTS - timedelta(days=30), ends_at=STARTS - timedelta(days=29))
    desk = signed_in(adviser)
    assert session.theme not in pages.text(desk.get(reverse("desk:peers-sessions")))
    assert session.theme in pages.text(desk.get(reverse("desk:peers-sessions"), {"voir": "passees"}))
    late = desk.post(at("seat-take", session), {"agreed": "on"}, follow=True)
    assert "La séance a commencé" in pages.text(late)


@pytest.mark.parametrize("name", ["sessions", "session"])
def test_pages_ask_as_much_for_one_row_as_for_three(
    session: PracticeSession, adviser: Membership, colleague: Membership, admin: Membership, queries: Any, name: str
) -> None:
    desk: Client = signed_in(adviser)
    seats.take(session, member=adviser, now=builders.NOW)
    address = reverse("desk:peers-sessions") if name == "sessions" else at("session", session)
    desk.get(address)
    with queries() as one:
        desk.get(address)
    for number in (2, 3):
        a_session(session.circle, adviser, number)
    for member in (colleague, admin):
        seats.take(session, member=member, now=builders.NOW)
    with queries() as three:
        desk.get(address)
    assert len(one) == len(three)
