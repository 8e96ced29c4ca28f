import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from escale.accounts.models import Organization
from escale.outbox import delivery, limits
from escale.outbox.catalogue import Dropped
from escale.outbox.delivery import LEASE, Outcome, deliver_due
from escale.outbox.models import Message, MessageState, OptOut
from escale.outbox.tests.telling import LANDLINE, MINUTE, TUESDAY, Truth, deliver, sms
from escale.outbox.verdicts import NO_GOOD_HOUR, TOO_LATE
from escale.people.models import Preference
from escale.testing import builders
from escale.testing.gateway import Fault, Gateway


def test_a_due_message_leaves_and_is_marked_with_the_proof(organization: Organization, provider: Gateway) -> None:
    message = sms(organization)
    assert deliver() == Outcome(sent=1)
    message.refresh_from_db()
    assert (message.state, message.provider_id, message.sent_at, message.attempts, message.leased_until) == (
        MessageState.SENT,
        f"id-{message.key}",
        TUESDAY,
        1,
        None,
    )
    assert provider.received[0].json == {
        "to": "+33639980042",
        "text": "Bonjour Lucette. A mardi 14 h, au Centre social.",
        "sender": "Escale",
        "key": str(message.key),
    }
    assert (message.text, message.segments) == ("Bonjour Lucette. A mardi 14 h, au Centre social.", 1)


def test_a_message_leaves_once(organization: Organization, provider: Gateway) -> None:
    message = sms(organization)
    for minutes in range(5):
        deliver(now=TUESDAY + minutes * MINUTE)
    assert provider.accepted == {str(message.key): 1}


def test_what_is_not_due_yet_stays(organization: Organization, provider: Gateway) -> None:
    sms(organization, due_at=TUESDAY + MINUTE)
    assert deliver() == Outcome()
    assert not provider.received


def test_calls_are_for_people_not_for_the_worker(organization: Organization, provider: Gateway) -> None:
    sms(organization, phone=LANDLINE)
    assert deliver() == Outcome()


def test_urgent_messages_leave_first(organization: Organization, provider: Gateway) -> None:
    truth = Truth()
    sms(organization, truth.kind(), about_id=1, due_at=TUESDAY - MINUTE)
    change = sms(organization, truth.kind("change", urgent=True), about_id=2)
    deliver(truth, limit=1)
    assert list(provider.accepted) == [str(change.key)]


def test_an_email_leaves_with_its_key_as_identifier(organization: Organization, settings: Any) -> None:
    message = sms(organization, email="lucette@example.org", prefers=Preference.EMAIL)
    deliver()
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert message.provider_id == f"<{message.key}@example.org>"
    sent = mail.outbox[0]
    assert (sent.to, sent.subject, sent.body, sent.extra_headers["Message-ID"]) == (
        ["lucette@example.org"],
        "Votre rendez-vous",
        "Bonjour Lucette. À mardi 14 h, au Centre social.",
        message.provider_id,
    )


def test_the_file_channel_writes_one_line_an_sms(organization: Organization, settings: Any, tmp_path: Path) -> None:
    message = sms(organization)
    deliver()
    lines = (tmp_path / "sms" / "sent.jsonl").read_text().splitlines()
    assert [json.loads(line)["key"] for line in lines] == [str(message.key)]


class TestTruthAtSendingTime:
    def test_an_appointment_moved_canceled_or_erased_sends_nothing(
        self, organization: Organization, provider: Gateway
    ) -> None:
        message = sms(organization)
        assert deliver(Truth(Dropped("Le rendez-vous a été déplacé."))) == Outcome(dropped=1)
        message.refresh_from_db()
        assert (message.state, message.problem) == (MessageState.DROPPED, "Le rendez-vous a été déplacé.")
        assert not provider.received

    def test_the_text_is_the_one_of_the_last_attempt(self, organization: Organization, provider: Gateway) -> None:
        sms(organization)
        provider.faults.append(Fault.UNAVAILABLE)
        deliver(Truth("Mardi 14 h"))
        deliver(Truth("Mardi 16 h"), now=TUESDAY + 5 * MINUTE)
        assert [request.json["text"] for request in provider.received] == ["Mardi 14 h", "Mardi 16 h"]

    def test_nothing_leaves_once_it_is_useless(self, organization: Organization, provider: Gateway) -> None:
        message = sms(organization, expires_at=TUESDAY)
        assert deliver() == Outcome(dropped=1)
        message.refresh_from_db()
        assert (message.state, message.problem) == (MessageState.DROPPED, TOO_LATE)
        assert not provider.received

    def test_a_worker_stopped_for_two_days_sends_only_what_is_still_useful(
        self, organization: Organization, provider: Gateway
    ) -> None:
        useless = sms(organization, about_id=1, expires_at=TUESDAY + timedelta(days=1))
        useful = sms(organization, about_id=2, expires_at=TUESDAY + timedelta(days=3))
        after = TUESDAY + timedelta(days=2)
        assert deliver(now=after) == Outcome(sent=1, dropped=1)
        assert deliver(now=after + MINUTE) == Outcome()
        assert list(provider.accepted) == [str(useful.key)]
        assert str(useless.key) not in provider.accepted

    def test_a_message_that_can_t_be_rendered_is_retried_and_holds_no_other_back(
        self, organization: Organization, provider: Gateway, caplog: pytest.LogCaptureFixture
    ) -> None:
        broken, well = Truth(RuntimeError("no such venue")), Truth()
        bad = sms(organization, broken.kind("broken"), about_id=1)
        sms(organization, well.kind(), about_id=2)
        catalogue = {"broken": broken.kind("broken"), "reminder": well.kind()}
        assert deliver_due(now=TUESDAY, catalogue=catalogue) == Outcome(sent=1, postponed=1)
        bad.refresh_from_db()
        assert (bad.state, bad.due_at) == (MessageState.WAITING, TUESDAY + MINUTE)
        assert "no such venue" in caplog.text


class TestHours:
    REUNION = ZoneInfo("Indian/Reunion")

    def test_a_reminder_waits_for_the_morning_without_spending_an_attempt(
        self, organization: Organization, provider: Gateway
    ) -> None:
        evening = datetime(2026, 11, 17, 20, 30, tzinfo=ZoneInfo("Europe/Paris"))
        message = sms(organization, due_at=evening)
        assert deliver(now=evening) == Outcome(postponed=1)
        message.refresh_from_db()
        assert message.due_at == datetime(2026, 11, 18, 8, 0, tzinfo=ZoneInfo("Europe/Paris"))
        assert (message.attempts, message.problem) == (0, "")

    def test_an_urgent_message_leaves_at_night(self, organization: Organization, provider: Gateway) -> None:
        night = datetime(2026, 11, 15, 3, 0, tzinfo=ZoneInfo("Europe/Paris"))
        sms(organization, Truth().kind("change", urgent=True), due_at=night)
        assert deliver(now=night) == Outcome(sent=1)

    def test_hours_are_those_of_the_place(self, organization: Organization, provider: Gateway) -> None:
        venue = builders.venue(organization, zone="Indian/Reunion", commune="97411")
        six_in_paris = datetime(2026, 11, 17, 6, 0, tzinfo=ZoneInfo("Europe/Paris"))
        sms(organization, about_id=1, venue=venue, due_at=six_in_paris)
        sms(organization, about_id=2, due_at=six_in_paris)
        assert deliver(now=six_in_paris) == Outcome(sent=1, postponed=1)

    def test_a_reminder_without_a_good_hour_left_is_for_the_adviser(
        self, organization: Organization, provider: Gateway
    ) -> None:
        evening = datetime(2026, 11, 17, 20, 30, tzinfo=ZoneInfo("Europe/Paris"))
        message = sms(organization, due_at=evening, expires_at=evening + timedelta(hours=11))
        assert deliver(now=evening) == Outcome(failed=1)
        message.refresh_from_db()
        assert (message.state, message.problem) == (MessageState.FAILED, NO_GOOD_HOUR)
        assert list(Message.objects.to_settle()) == [message]

    @pytest.mark.parametrize("night", [datetime(2027, 3, 27, 18, 0), datetime(2027, 10, 30, 18, 0)])  # noqa: DTZ001
    def test_nights_of_clock_change_skip_and_double_nothing(
        self, organization: Organization, provider: Gateway, night: datetime
    ) -> None:
        places = [("Europe/Paris", "35360"), ("Indian/Reunion", "97411"), ("America/Guadeloupe", "97105")]
        venues = [builders.venue(organization, zone=zone, commune=commune) for zone, commune in places]
        now = night.replace(tzinfo=ZoneInfo("UTC"))
        for number in range(72):
            sms(
                organization,
                about_id=number,
                phone=f"+3363998{number:04}",
                venue=venues[number % 3],
                due_at=now + number * timedelta(minutes=20),
                expires_at=now + timedelta(days=7),
            )
        for hour in range(24 * 5):
            deliver(now=now + timedelta(hours=hour), limit=100)
        assert len(provider.accepted) == 72
        assert set(provider.accepted.values()) == {1}
        for message in Message.objects.order_by("pk"):
            assert message.sent_at is not None
            there = message.sent_at.astimezone(message.zone)
            assert 8 <= there.hour < 20
            assert there.weekday() != 6


class TestCaps:
    def test_a_number_gets_three_sms_a_day_and_the_next_tomorrow(
        self, organization: Organization, provider: Gateway
    ) -> None:
        for number in range(4):
            sms(organization, about_id=number)
        assert deliver() == Outcome(sent=3, postponed=1)
        tomorrow = datetime(2026, 11, 18, 8, 0, tzinfo=ZoneInfo("Europe/Paris"))
        assert Message.objects.not_left().get().due_at == tomorrow
        assert deliver(now=tomorrow) == Outcome(sent=1)

    def test_an_organization_stays_under_its_cap_and_its_neighbour_sends(
        self, organization: Organization, provider: Gateway
    ) -> None:
        Organization.objects.filter(pk=organization.pk).update(sms_per_day=2)
        neighbour = builders.organization("CCAS")
        for number in range(5):
            sms(organization, about_id=number, phone=f"+3363998000{number}")
        sms(neighbour, about_id=9, phone="+33639980009")
        assert deliver() == Outcome(sent=3, postponed=3)

    def test_caps_of_organizations_count_what_is_billed(self, organization: Organization, provider: Gateway) -> None:
        Organization.objects.filter(pk=organization.pk).update(sms_per_day=3)
        for number in range(2):
            sms(organization, about_id=number, phone=f"+3363998000{number}")
        assert deliver(Truth("Bonjour. " * 20)) == Outcome(sent=1, postponed=1)

    def test_the_instance_has_a_cap(self, organization: Organization, provider: Gateway, settings: Any) -> None:
        settings.SMS_PER_DAY = 1
        for number in range(2):
            sms(organization, about_id=number, phone=f"+3363998000{number}")
        assert deliver() == Outcome(sent=1, postponed=1)

    def test_an_urgent_message_over_a_cap_is_for_the_adviser(
        self, organization: Organization, provider: Gateway, settings: Any
    ) -> None:
        settings.SMS_PER_DAY = 0
        message = sms(organization, Truth().kind("change", urgent=True))
        assert deliver() == Outcome(failed=1)
        message.refresh_from_db()
        assert message.problem == "Le nombre de SMS par jour de tout le service est atteint."

    def test_a_message_is_counted_once_a_day_however_often_it_is_tried(
        self, organization: Organization, provider: Gateway
    ) -> None:
        sms(organization)
        provider.faults.append(Fault.SILENT_AFTER_ACCEPTING)
        deliver()
        assert limits.sent_today(limits.scope_of_organization(organization.pk), on=TUESDAY.date()) == 1
        deliver(now=TUESDAY + MINUTE)
        assert limits.sent_today(limits.scope_of_organization(organization.pk), on=TUESDAY.date()) == 1

    def test_what_a_dead_worker_had_counted_is_not_counted_again(
        self, organization: Organization, provider: Gateway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sms(organization)
        monkeypatch.setattr(delivery, "_send", lambda parcel, this_round: None)
        deliver()
        monkeypatch.undo()
        assert deliver(now=TUESDAY + LEASE) == Outcome(sent=1)
        assert limits.sent_today(limits.INSTANCE, on=TUESDAY.date()) == 1

    def test_what_the_provider_did_not_take_is_not_counted(self, organization: Organization, provider: Gateway) -> None:
        sms(organization)
        provider.faults.extend([Fault.UNAVAILABLE, Fault.BAD_REQUEST])
        deliver()
        deliver(now=TUESDAY + MINUTE)
        scope = limits.scope_of_organization(organization.pk)
        assert limits.sent_today(scope, on=TUESDAY.date()) == 0

    def test_a_number_that_said_stop_after_the_message_was_written_gets_nothing(
        self, organization: Organization, provider: Gateway
    ) -> None:
        message = sms(organization)
        OptOut.objects.create(phone=message.recipient, asked_at=TUESDAY)
        assert deliver() == Outcome(failed=1)
        assert not provider.received

    @pytest.mark.parametrize("phone", ["+33899123456", "+881612345678", "+32470123456", "+33299750001", "3615"])
    def test_premium_satellite_and_foreign_numbers_never_get_an_sms(
        self, organization: Organization, provider: Gateway, phone: str
    ) -> None:
        message = sms(organization)
        Message.objects.filter(pk=message.pk).update(recipient=phone)
        assert deliver() == Outcome(failed=1)
        assert not provider.received
