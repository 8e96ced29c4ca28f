from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from escale.appointments.models import Appointment, State
from escale.desk.free_hours import slot_key
from escale.outbox.models import Message, MessageState
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text

pytestmark = pytest.mark.usefixtures("friday")

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
TUESDAY_9 = MONDAY_9 + timedelta(days=1)
HTMX = {"HX-Request": "true"}


def move(membership, appointment, starts_at=TUESDAY_9, **values):
    key = slot_key(starts_at, venue_id=appointment.venue_id, adviser_id=appointment.adviser_id)
    address = reverse("desk:move", args=[appointment.pk])
    return signed_in(membership).post(address, {"hour": key, "notify": "on"} | values)


def cancel(membership, appointment, headers=None, **values):
    address = reverse("desk:cancel", args=[appointment.pk])
    return signed_in(membership).post(address, {"notify": "on"} | values, headers=headers or {})


def waiting():
    return sorted(Message.objects.filter(state=MessageState.WAITING).values_list("kind", flat=True))


def test_moving_offers_the_free_hours_its_own_included(adviser, coming):
    offered = signed_in(adviser).get(reverse("desk:move", args=[coming.pk])).context["offer"]
    assert offered.days[0].hours[0].words.replace("\u00a0", " ") == "9 h"


def test_what_moving_will_send_is_said_before(adviser, coming):
    shown = text(signed_in(adviser).get(reverse("desk:move", args=[coming.pk])))
    assert "1 SMS partira à Lucette, au 06 39 98 00 42." in shown
    assert "Lundi 16 novembre à 9 h" in shown


def test_an_appointment_is_moved_and_the_person_told(adviser, coming):
    response = move(adviser, coming)
    assert Appointment.objects.get().starts_at == TUESDAY_9
    assert response.url.startswith("/equipe/jour/2026-11-17/")
    assert waiting() == ["change", "reminder"]


def test_the_person_is_told_of_a_change_only_if_wished(adviser, coming):
    move(adviser, coming, notify="")
    assert waiting() == ["reminder"]


def test_moving_twice_to_the_same_hour_tells_once(adviser, coming):
    move(adviser, coming)
    move(adviser, coming)
    assert Message.objects.filter(kind="change").count() == 1


def test_what_stands_in_the_way_is_named_and_can_be_overruled(adviser, reception, coming):
    robert = builders.person(reception.organization, first_name="Robert", phone="+33639980024")
    builders.appointment(adviser, robert, reception.reason, at=reception.venue, starts_at=TUESDAY_9)
    refused = move(adviser, coming)
    assert refused.status_code == 422
    assert "Maëlle Garnier a déjà un rendez-vous avec Robert B." in text(refused)
    assert "Déplacer quand même" in text(refused)
    assert Appointment.objects.get(pk=coming.pk).starts_at == MONDAY_9
    move(adviser, coming, accepted=refused.context["form"].warnings_key)
    assert Appointment.objects.get(pk=coming.pk).starts_at == TUESDAY_9


def test_an_appointment_goes_to_a_colleague(adviser, colleague, coming):
    values = {"hour": "other", "on": "2026-11-17", "at": "09:00", "with_whom": colleague.pk, "where": coming.venue_id}
    read = move(adviser, coming, **values).context["form"].warnings_key
    move(adviser, coming, accepted=read, **values)
    assert Appointment.objects.get().adviser == colleague.user


@pytest.mark.parametrize("name", ["desk:move", "desk:cancel"])
def test_what_is_over_changes_no_more(adviser, coming, name):
    Appointment.objects.update(state=State.SEEN)
    client = signed_in(adviser)
    response = client.get(reverse(name, args=[coming.pk]))
    assert "il ne peut plus changer" in text(client.get(response.url))


def test_canceling_frees_the_hour_and_tells_the_person(adviser, coming):
    response = cancel(adviser, coming, apology="Maëlle est souffrante.")
    kept = Appointment.objects.get()
    assert (kept.state, kept.commitment, kept.apology) == (State.REVOKED, None, "Maëlle est souffrante.")
    assert waiting() == ["cancellation"]
    assert response.status_code == 302


def test_nobody_is_told_of_a_cancellation_unless_wished(adviser, coming):
    cancel(adviser, coming, notify="")
    assert waiting() == []


def test_a_second_click_on_cancel_changes_nothing(adviser, coming):
    cancel(adviser, coming)
    cancel(adviser, coming)
    assert waiting() == ["cancellation"]


def test_the_message_is_read_before_it_leaves_as_it_is_typed(adviser, coming):
    shown = cancel(adviser, coming, headers=HTMX, preview="1", apology="Maëlle est souffrante.")
    assert "Maelle est souffrante." in text(shown) or "Maëlle est souffrante." in text(shown)
    assert "<html" not in text(shown)
    assert Appointment.objects.get().state == State.EXPECTED


def test_without_javascript_the_preview_is_a_button_that_keeps_what_was_typed(adviser, coming):
    shown = cancel(adviser, coming, preview="1", apology="À bientôt !")
    assert "À bientôt" in text(shown)
    assert Appointment.objects.get().state == State.EXPECTED


def test_a_discreet_reason_says_neither_place_nor_sentence(adviser, reception, coming):
    type(reception.reason).objects.update(discreet=True)
    shown = cancel(adviser, coming, headers=HTMX, preview="1", apology="Pour vos photos")
    assert "photos" not in text(shown)


def test_too_long_a_sentence_is_refused_and_kept(adviser, coming):
    refused = cancel(adviser, coming, apology="a" * 161)
    assert refused.status_code == 422
    assert "Gardez-en 160 au plus." in text(refused)
    assert "a" * 161 in text(refused)
    assert Appointment.objects.get().state == State.EXPECTED


def test_nothing_is_sent_about_an_hour_already_past(adviser, reception, person):
    now = builders.NOW - timedelta(minutes=20)
    begun = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=now, now=now)
    shown = text(signed_in(adviser).get(reverse("desk:cancel", args=[begun.pk])))
    assert "Rien ne partira" in shown
