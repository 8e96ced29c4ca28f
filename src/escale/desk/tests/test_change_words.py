"""The history of an appointment in sentences. Tuesday 24 November 2026, at 10 h 12 in Vitré."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from escale.appointments import canceling, changes, correcting, moving, outcomes
from escale.appointments.models import State
from escale.desk.people import history
from escale.outbox.models import Message, MessageState
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.together import read

AT = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
THURSDAY_14 = datetime(2026, 11, 26, 13, tzinfo=UTC)
FRIDAY_9 = datetime(2026, 11, 27, 8, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def coming(reception, person):
    return builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=THURSDAY_14, now=builders.NOW
    )


def move(appointment, by, starts_at=FRIDAY_9, now=AT, **values):
    return moving.move_by_staff(
        appointment, by=by, venue=values.pop("venue", appointment.venue), starts_at=starts_at, now=now,
        accept_warnings=True, **values,
    )  # fmt: skip


def told(appointment, reader, zone=PARIS):
    lines = read(history.of_one(appointment, reader=reader, zone=zone))
    return [
        " ".join(filter(None, [f"{line.when},", line.sentence, line.why, line.sent])).replace("\u00a0", " ")
        for line in lines
    ]


def sentences(appointment, reader):
    return [
        line.sentence.replace("\u00a0", " ") for line in read(history.of_one(appointment, reader=reader, zone=PARIS))
    ]


def test_a_move_says_who_when_from_where_to_where_why_and_what_was_sent(coming, adviser):
    move(coming, adviser, why="formation")
    Message.objects.filter(kind="change").update(
        state=MessageState.DELIVERED, sent_at=AT, delivered_at=AT + timedelta(minutes=1)
    )
    assert told(coming, adviser)[0] == (
        "Mardi 24 novembre 2026 à 10 h 12, Maëlle a déplacé le rendez-vous du jeudi 26 à 14 h au vendredi 27 à 9 h. "
        "Raison : formation. SMS remis à 10 h 13."
    )


def test_the_last_line_is_how_it_was_taken(coming, adviser):
    assert told(coming, adviser)[-1].startswith(
        "Vendredi 13 novembre 2026 à 15 h 10, Maëlle a pris le rendez-vous du jeudi 26 à 14 h."
    )


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (MessageState.WAITING, "SMS prévu à 10 h 12."),
        (MessageState.SENT, "SMS envoyé à 10 h 12."),
        (MessageState.FAILED, "SMS non remis : numéro non attribué."),
        (MessageState.DROPPED, "SMS retiré avant de partir."),
    ],
)
def test_the_state_of_what_was_sent_is_said(coming, adviser, state, said):
    move(coming, adviser)
    Message.objects.filter(kind="change").update(state=state, sent_at=AT, problem="Numéro non attribué.")
    assert told(coming, adviser)[0].endswith(said)


def test_each_gesture_has_its_sentence(coming, adviser, colleague, reception):
    room = builders.room(reception.venue)
    longer = move(coming, adviser, starts_at=THURSDAY_14, minutes=60)
    given = move(longer, adviser, starts_at=THURSDAY_14, adviser=colleague.user)
    moved = move(given, colleague, starts_at=THURSDAY_14 + timedelta(hours=1), room=room)
    moving.undo_move(moved, by=colleague, now=AT)
    canceled = canceling.cancel_by_staff(moved, by=adviser, notify=False, why="grève", now=AT)
    canceling.restore(canceled, by=adviser, now=AT)
    correcting.correct_contact(coming, first_name="Lucette", phone="+33639980043", now=AT)
    outcomes.settle(coming, State.NO_SHOW, by=adviser, now=AT)
    outcomes.reopen(coming, by=adviser, now=AT)
    canceling.cancel_by_person(coming, now=AT)
    said = set(sentences(coming, adviser))
    assert {
        "Maëlle a changé la durée du rendez-vous du jeudi 26 à 14 h : 1 heure au lieu de 45 minutes.",
        "Maëlle a confié à Yann le rendez-vous du jeudi 26 à 14 h.",
        "Yann a déplacé le rendez-vous du jeudi 26 à 14 h au même jour à 15 h. Nouvelle salle : Bureau 4.",
        "Yann a annulé le déplacement : le rendez-vous revient au même jour à 14 h.",
        "Maëlle a annulé le rendez-vous du jeudi 26 à 14 h.",
        "Maëlle a rétabli le rendez-vous du jeudi 26 à 14 h.",
        "Lucette a corrigé son prénom ou son numéro.",
        "Maëlle a noté : absence.",
        "Maëlle a retiré ce qui était noté : absence.",
        "Lucette a annulé le rendez-vous du jeudi 26 à 14 h, avec son lien.",
    } <= said


def test_the_reason_is_for_those_who_read_notes_and_whoever_wrote_it(coming, adviser, front_desk, volunteer):
    move(coming, front_desk, why="formation")
    assert "formation" in told(coming, adviser)[0]
    assert "formation" in told(coming, front_desk)[0]
    assert "formation" not in told(coming, volunteer)[0]


def test_another_clock_than_the_reader_s_is_named(coming, adviser, organization):
    reunion = builders.venue(organization, name="Mairie de Saint-Paul", zone="Indian/Reunion", commune="97415")
    move(coming, adviser, venue=reunion, starts_at=datetime(2026, 11, 27, 5, tzinfo=UTC))
    said = told(coming, adviser)[0]
    assert "Mardi 24 novembre 2026 à 13 h 12 (heure de La Réunion)" in said
    assert "du jeudi 26 à 14 h (heure de Paris) au vendredi 27 à 9 h." in said
    assert "Nouveau lieu : Mairie de Saint-Paul." in said


def test_histories_are_read_in_one_query_whatever_their_number(coming, adviser, reception, queries):
    everyone = [coming]
    for number in range(3):
        who = builders.person(reception.organization, phone=f"+3363998010{number}")
        each = builders.appointment(
            adviser, who, reception.reason, at=reception.venue, starts_at=FRIDAY_9 + timedelta(days=number)
        )
        everyone.append(move(each, adviser, starts_at=FRIDAY_9 + timedelta(days=number, hours=1)))
    with queries() as found:
        read(changes.traces(everyone))
    assert len(found) == 1


@pytest.mark.usefixtures("friday")
class TestPages:
    def test_both_pages_tell_it_and_neither_costs_more_for_a_long_history(self, coming, adviser, queries):
        client = signed_in(adviser)
        addresses = [
            reverse("desk:appointment", args=[coming.pk]),
            reverse("desk:person", args=[coming.person_id]),
        ]

        def costs():
            counted = []
            for address in addresses:
                with queries() as found:
                    page = client.get(address)
                counted.append(len(found))
            return page, counted

        move(coming, adviser, now=builders.NOW)
        costs()
        _, once = costs()
        for number in range(3):
            move(coming, adviser, starts_at=FRIDAY_9 + timedelta(hours=number + 1), now=builders.NOW)
        page, often = costs()
        assert often == once
        assert "Maëlle a déplacé le rendez-vous du" in page.content.decode().replace("\u00a0", " ")

    def test_the_absences_of_a_person_are_told_on_her_page(self, reception, adviser, person):
        for days in (2, 9):
            at = builders.NOW - timedelta(days=days)
            missed = builders.appointment(
                adviser, person, reception.reason, at=reception.venue, starts_at=at, now=at - timedelta(days=1)
            )
            outcomes.settle(missed, State.NO_SHOW, by=adviser, now=at + timedelta(hours=1))
        page = signed_in(adviser).get(reverse("desk:person", args=[person.pk]))
        assert "2 absences ces 6 derniers mois" in page.content.decode().replace("\u00a0", " ")
