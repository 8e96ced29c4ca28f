from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from escale.appointments.models import Appointment, State
from escale.outbox.models import Message, MessageState
from escale.testing import builders
from escale.testing.cast import signed_in

pytestmark = pytest.mark.usefixtures("friday")

FRIDAY_15 = datetime(2026, 11, 13, 14, tzinfo=UTC)
MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


def settle(membership, appointment, outcome, **headers):
    return signed_in(membership).post(
        reverse("desk:settle", args=[appointment.pk]), {"outcome": outcome}, headers=headers
    )


def reopen(membership, appointment, **headers):
    return signed_in(membership).post(reverse("desk:reopen", args=[appointment.pk]), headers=headers)


def state(appointment):
    return Appointment.objects.get(pk=appointment.pk).state


@pytest.mark.parametrize("outcome", ["seen", "no_show", "excused"])
def test_one_gesture_notes_the_outcome_and_leads_back_to_the_card(adviser, lucette, outcome):
    response = settle(adviser, lucette, outcome)
    assert response.url == f"/equipe/jour/2026-11-13/#rdv-{lucette.pk}"
    assert state(lucette) == outcome


@pytest.mark.parametrize("outcome", ["seen", "no_show", "excused"])
def test_the_gesture_is_undone(adviser, lucette, outcome):
    settle(adviser, lucette, outcome)
    reopen(adviser, lucette)
    assert state(lucette) == State.EXPECTED


def test_in_place_the_card_alone_comes_back_and_says_what_was_noted(adviser, lucette):
    response = settle(adviser, lucette, "seen", **{"HX-Request": "true"})
    shown = response.content.decode()
    assert shown.lstrip().startswith("<li")
    assert 'data-announce="Lucette B. : est là."' in shown.replace("\u00a0", " ")
    assert 'value="seen" class="ok" aria-pressed="true"' in shown
    assert "Annuler ce choix" in shown


def test_whoever_lets_us_know_frees_a_coming_hour_and_gets_no_reminder(adviser, coming):
    settle(adviser, coming, "excused")
    kept = Appointment.objects.get(pk=coming.pk)
    assert (kept.state, kept.commitment) == (State.EXCUSED, None)
    assert not Message.objects.filter(kind="reminder", state=MessageState.WAITING).exists()


def test_an_hour_taken_meanwhile_is_not_taken_back(adviser, reception, coming):
    settle(adviser, coming, "excused")
    other = builders.person(reception.organization, first_name="Robert", phone="+33639980024")
    builders.appointment(adviser, other, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    shown = reopen(adviser, coming, **{"HX-Request": "true"}).content.decode()
    assert "Cette heure est prise depuis. Ajoutez un nouveau rendez-vous." in shown
    assert state(coming) == State.EXCUSED


def test_an_hour_held_meanwhile_for_somebody_who_waits_says_for_whom(adviser, reception, coming):
    builders.waiting(reception.reason)
    settle(adviser, coming, "excused")
    shown = reopen(adviser, coming, **{"HX-Request": "true"}).content.decode()
    assert "Cette heure est maintenant proposée à Jeanne, qui attendait" in shown
    assert state(coming) == State.EXCUSED


@pytest.mark.parametrize("outcome", ["", "revoked", "expected", "x", "\x00", "seen "])
def test_no_other_outcome_is_written(adviser, lucette, outcome):
    assert settle(adviser, lucette, outcome).status_code == 302
    assert state(lucette) == State.EXPECTED


def test_what_we_called_off_is_not_reopened_by_this_gesture(adviser, lucette):
    Appointment.objects.filter(pk=lucette.pk).update(state=State.REVOKED, commitment=None)
    reopen(adviser, lucette)
    assert state(lucette) == State.REVOKED


def test_reading_changes_nothing(adviser, lucette):
    client = signed_in(adviser)
    for name in ("desk:settle", "desk:reopen"):
        assert client.get(reverse(name, args=[lucette.pk])).status_code == 405
    assert state(lucette) == State.EXPECTED


def test_the_appointment_of_another_organization_does_not_exist(outsider, lucette):
    for name in ("desk:settle", "desk:reopen", "desk:move", "desk:cancel"):
        response = signed_in(outsider).post(reverse(name, args=[lucette.pk]), {"outcome": "seen"})
        assert response.status_code == 404
    assert state(lucette) == State.EXPECTED


def test_the_front_desk_notes_who_came(front_desk, lucette):
    response = settle(front_desk, lucette, "seen")
    assert state(lucette) == State.SEEN
    assert response.url == f"/equipe/jour/2026-11-13/?avec=equipe#rdv-{lucette.pk}"


def test_past_days_without_outcome_are_listed_with_a_way_to_them(adviser, reception):
    thursday = FRIDAY_15 - timedelta(days=1)
    for number in range(2):
        who = builders.person(reception.organization, first_name=f"Anne{number}", phone=f"+3363998010{number}")
        builders.appointment(
            adviser,
            who,
            reception.reason,
            at=reception.venue,
            starts_at=thursday + timedelta(hours=number),
            now=thursday,
        )
    shown = signed_in(adviser).get(reverse("desk:my-day")).content.decode().replace("\u00a0", " ")
    assert "2 rendez-vous d’hier sans issue" in shown
    assert "/equipe/jour/2026-11-12/" in shown
