"""Moving an appointment from the desk: what is said before, what can be taken back after, and the trace it leaves."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from escale.appointments.models import Appointment, AppointmentChange, ChangeKind, Offer, State
from escale.desk.free_hours import slot_key
from escale.outbox.models import Message, MessageState
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text

pytestmark = pytest.mark.usefixtures("friday")

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
TUESDAY_9 = MONDAY_9 + timedelta(days=1)
HTMX = {"HX-Request": "true"}


def move(membership, appointment, starts_at=TUESDAY_9, headers=None, **values):
    key = slot_key(starts_at, venue_id=appointment.venue_id, adviser_id=appointment.adviser_id)
    address = reverse("desk:move", args=[appointment.pk])
    return signed_in(membership).post(address, {"hour": key, "notify": "on"} | values, headers=headers or {})


def undo(membership, appointment, name="undo-move"):
    client = signed_in(membership)
    response = client.post(reverse(f"desk:{name}", args=[appointment.pk]))
    return text(client.get(response.url))


def waiting():
    return sorted(Message.objects.filter(state=MessageState.WAITING).values_list("kind", flat=True))


def current(appointment):
    return Appointment.objects.get(pk=appointment.pk)


class TestBefore:
    def test_what_changes_what_is_in_the_way_and_the_message_are_read_before_anything_is_written(self, adviser, coming):
        shown = move(adviser, coming, headers=HTMX, preview="1", hour="other", on="2026-11-17", at="14:00",
                     with_whom=adviser.pk, where=coming.venue_id, minutes="60")  # fmt: skip
        said = text(shown)
        assert "<html" not in said
        assert "lundi 16 novembre à 9 h" in said
        assert "mardi 17 novembre à 14 h" in said
        assert "1 heure" in said
        assert "C’est en dehors des permanences de ce lieu" in said
        assert "Votre rendez-vous change : mardi 17 novembre à 14 h" in said
        assert "Déplacer quand même" in said
        assert current(coming).starts_at == MONDAY_9

    def test_without_javascript_the_same_is_behind_a_button(self, adviser, coming):
        shown = move(adviser, coming, preview="1")
        assert shown.status_code == 200
        assert "Votre rendez-vous change : mardi 17 novembre à 9 h" in text(shown)
        assert current(coming).starts_at == MONDAY_9

    def test_a_gesture_on_the_agenda_opens_the_same_page_filled_in_and_writes_nothing(self, adviser, colleague, coming):
        query = {"jour": "2026-11-18", "heure": "10:15", "duree": "30", "qui": colleague.user_id, "depuis": "agenda"}
        shown = signed_in(adviser).get(reverse("desk:move", args=[coming.pk], query=query))
        form = shown.context["form"]
        assert (form["on"].value(), form["at"].value(), form["minutes"].value()) == ("2026-11-18", "10:15", "30")
        assert form["with_whom"].value() == colleague.pk
        assert "Avec" in text(shown)
        assert current(coming).revision == coming.revision

    @pytest.mark.parametrize(
        "query",
        [
            {"jour": "x", "heure": "y"},
            {"jour": "2026-11-18", "heure": "10:15", "duree": "x" * 5000, "qui": "\x00"},
            {"jour": "\ud800".encode("utf-8", "surrogatepass"), "heure": "10:15", "qui": "9" * 60},
            {"jour": "0001-01-01", "heure": "25:99", "duree": "-3", "qui": "0"},
        ],
    )
    def test_an_address_made_up_shows_the_page_and_its_problems(self, adviser, coming, query):
        shown = signed_in(adviser).get(reverse("desk:move", args=[coming.pk]), query)
        assert shown.status_code == 200

    def test_a_reason_that_holds_a_secret_is_refused_beside_its_field(self, adviser, coming):
        refused = move(adviser, coming, why="son mot de passe : Soleil35!")
        assert refused.status_code == 422
        assert "Ne notez pas de mot de passe ici" in text(refused)
        assert current(coming).starts_at == MONDAY_9

    def test_rdv_service_public_5367_what_came_up_since_is_shown_before_the_move(self, adviser, reception, coming):
        """An hour free when it was shown, taken when it is confirmed: said in words, and nothing is written."""
        robert = builders.person(reception.organization, first_name="Robert", phone="+33639980024")
        builders.appointment(adviser, robert, reception.reason, at=reception.venue, starts_at=TUESDAY_9)
        read = move(adviser, coming).context["form"].warnings_key
        odile = builders.person(reception.organization, first_name="Odile", phone="+33639980025")
        builders.appointment(
            adviser, odile, reception.reason, at=reception.venue, starts_at=TUESDAY_9 + timedelta(minutes=15)
        )
        again = move(adviser, coming, accepted=read)
        assert again.status_code == 422
        assert "Odile B." in text(again)
        assert current(coming).starts_at == MONDAY_9

    def test_rdv_service_public_6599_every_hour_offered_can_be_had(self, adviser, coming):
        """Display and confirmation are one computation: what the page offers, confirming accepts without a word."""
        page = signed_in(adviser).get(reverse("desk:move", args=[coming.pk]))
        for day in page.context["offer"].days:
            for hour in day.hours:
                assert move(adviser, coming, hour=hour.key).status_code == 302


class TestResizing:
    def test_a_longer_appointment_keeps_its_hour_and_its_history_says_it(self, adviser, coming):
        move(adviser, coming, starts_at=MONDAY_9, minutes="90")
        kept = current(coming)
        assert (kept.starts_at, kept.minutes) == (MONDAY_9, 90)
        assert kept.commitment.ends_at == kept.ends_at
        assert AppointmentChange.objects.get().kind == ChangeKind.RESIZED

    def test_the_hours_offered_are_as_long_as_the_appointment(self, adviser, coming):
        move(adviser, coming, starts_at=MONDAY_9, minutes="180")
        offered = signed_in(adviser).get(reverse("desk:move", args=[coming.pk])).context["offer"]
        assert [[hour.words.replace("\u00a0", " ") for hour in day.hours] for day in offered.days] == [["9 h"]] * 3

    @pytest.mark.parametrize("minutes", ["0", "4", "481", "-5", "douze", "9" * 30])
    def test_a_length_that_cannot_be_is_refused(self, adviser, coming, minutes):
        assert move(adviser, coming, minutes=minutes).status_code == 422
        assert current(coming).minutes == 45


class TestUndoing:
    def test_the_message_that_says_it_is_done_carries_the_button_that_undoes_it(self, adviser, coming):
        client = signed_in(adviser)
        key = slot_key(TUESDAY_9, venue_id=coming.venue_id, adviser_id=coming.adviser_id)
        response = client.post(reverse("desk:move", args=[coming.pk]), {"hour": key, "notify": "on"})
        shown = text(client.get(response.url))
        assert f'formaction="/equipe/rendez-vous/{coming.pk}/deplacer/defaire/"' in shown
        assert "Annuler le déplacement" in shown

    def test_undone_before_the_sms_left_nothing_leaves_but_what_was_already_due(self, adviser, coming):
        before = waiting()
        move(adviser, coming)
        assert "Le déplacement est annulé : Lucette B., lundi 16 novembre à 9 h." in undo(adviser, coming)
        assert current(coming).starts_at == MONDAY_9
        assert waiting() == before == ["confirmation", "reminder"]

    def test_undone_after_the_sms_left_the_person_is_told_again(self, adviser, coming):
        Message.objects.filter(kind="confirmation").update(state=MessageState.DELIVERED)
        move(adviser, coming)
        Message.objects.filter(kind="change").update(state=MessageState.SENT)
        undo(adviser, coming)
        assert waiting() == ["change", "reminder"]

    def test_an_hour_taken_meanwhile_is_not_taken_back_and_the_nearest_are_named(self, adviser, reception, coming):
        move(adviser, coming)
        robert = builders.person(reception.organization, first_name="Robert", phone="+33639980024")
        builders.appointment(adviser, robert, reception.reason, at=reception.venue, starts_at=MONDAY_9)
        shown = undo(adviser, coming)
        assert "L’ancienne heure est prise depuis. Les plus proches : " in shown
        assert "lundi 16 novembre à 9 h 45" in shown
        assert current(coming).starts_at == TUESDAY_9

    def test_an_hour_held_meanwhile_for_somebody_who_waits_says_who_and_what_to_do(self, adviser, reception, coming):
        builders.waiting(reception.reason)
        move(adviser, coming)
        assert Offer.objects.open().get().starts_at == MONDAY_9
        shown = undo(adviser, coming)
        assert "L’ancienne heure est maintenant proposée à Jeanne, qui attendait : réponse avant le " in shown
        assert "puis elle va à la personne suivante. Les plus proches : " in shown
        assert current(coming).starts_at == TUESDAY_9

    def test_after_ten_minutes_it_is_moved_again_instead(self, adviser, coming):
        move(adviser, coming)
        with time_machine.travel(builders.NOW + timedelta(minutes=10, seconds=1), tick=False):
            assert "Il est trop tard pour annuler ce déplacement" in undo(adviser, coming)
        assert current(coming).starts_at == TUESDAY_9

    def test_a_second_click_undoes_nothing_more(self, adviser, coming):
        move(adviser, coming)
        undo(adviser, coming)
        undo(adviser, coming)
        assert current(coming).starts_at == MONDAY_9

    def test_the_move_of_the_person_herself_is_not_ours_to_undo(self, adviser, coming):
        move(adviser, coming)
        AppointmentChange.objects.update(by=None)
        assert "Il est trop tard" in undo(adviser, coming)

    def test_the_room_and_the_adviser_come_back_too(self, adviser, colleague, reception, coming):
        room = builders.room(reception.venue)
        move(adviser, coming, room=room.pk)
        assert current(coming).room == room
        undo(adviser, coming)
        assert (current(coming).room, current(coming).room_commitment) == (None, None)


class TestRestoring:
    def cancel(self, membership, appointment, **values):
        return signed_in(membership).post(
            reverse("desk:cancel", args=[appointment.pk]), {"notify": "on", "apology": ""} | values
        )

    def test_a_canceled_appointment_is_restored_while_its_hour_is_free(self, adviser, coming):
        self.cancel(adviser, coming)
        assert "Le rendez-vous est rétabli : Lucette B., lundi 16 novembre à 9 h." in undo(adviser, coming, "restore")
        kept = current(coming)
        assert (kept.state, kept.settled_at, kept.commitment.starts_at) == (State.EXPECTED, None, MONDAY_9)
        assert waiting() == ["confirmation", "reminder"]

    def test_whoever_read_the_cancellation_receives_a_confirmation(self, adviser, coming):
        Message.objects.filter(kind="confirmation").update(state=MessageState.DELIVERED)
        self.cancel(adviser, coming)
        Message.objects.filter(kind="cancellation").update(state=MessageState.DELIVERED)
        undo(adviser, coming, "restore")
        assert waiting() == ["confirmation", "reminder"]

    def test_a_cancellation_that_had_not_left_is_withdrawn_in_silence(self, adviser, coming):
        Message.objects.filter(kind="confirmation").update(state=MessageState.DELIVERED)
        self.cancel(adviser, coming)
        undo(adviser, coming, "restore")
        assert waiting() == ["reminder"]

    def test_an_hour_taken_meanwhile_is_said_with_the_nearest(self, adviser, reception, coming):
        self.cancel(adviser, coming)
        robert = builders.person(reception.organization, first_name="Robert", phone="+33639980024")
        builders.appointment(adviser, robert, reception.reason, at=reception.venue, starts_at=MONDAY_9)
        shown = undo(adviser, coming, "restore")
        assert "Cette heure est prise depuis. Les plus proches : " in shown
        assert current(coming).state == State.REVOKED

    def test_an_hour_held_meanwhile_for_somebody_who_waits_says_who(self, adviser, reception, coming):
        builders.waiting(reception.reason)
        self.cancel(adviser, coming)
        shown = undo(adviser, coming, "restore")
        assert "Cette heure est maintenant proposée à Jeanne, qui attendait : réponse avant le " in shown
        assert current(coming).state == State.REVOKED

    def test_what_is_not_canceled_is_not_restored(self, adviser, coming):
        assert "ne peut pas être rétabli" in undo(adviser, coming, "restore")

    @pytest.mark.parametrize("name", ["undo-move", "restore"])
    def test_reading_changes_nothing(self, adviser, coming, name):
        assert signed_in(adviser).get(reverse(f"desk:{name}", args=[coming.pk])).status_code == 405
