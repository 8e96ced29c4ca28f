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
from escale.outbox.delivery import LEASE, Outcome, deliver_due, take_due
from escale.outbox.models import Message, MessageState, OptOut
from escale.outbox.tests.telling import LANDLINE, TUESDAY, Truth, sms
from escale.outbox.verdicts import BACK_OFF, NO_GOOD_HOUR, TOO_LATE, Failed, Sent
from escale.people.models import Preference
from escale.testing import builders
from escale.testing.gateway import Fault, Gateway

MINUTE = timedelta(minutes=1)


def deliver(truth: Truth | None = None, *, now: datetime = TUESDAY, **values: Any) -> Outcome:
    return deliver_due(now=now, catalogue=(truth or Truth()).catalogue(), **values)


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


class TestFaultyProvider:
    @pytest.mark.parametrize(
        "fault",
        [
            Fault.SERVER_ERROR,
            Fault.UNAVAILABLE,
            Fault.RESET,
            Fault.TOO_MANY,
            Fault.GARBAGE,
            Fault.NO_IDENTIFIER,
            Fault.ENDLESS,
            Fault.REDIRECT,
            Fault.WRONG_KEY,
            Fault.SILENT_AFTER_ACCEPTING,
        ],
    )
    def test_nothing_is_marked_sent_without_proof_and_the_same_key_is_tried_again(
        self, organization: Organization, provider: Gateway, fault: Fault
    ) -> None:
        message = sms(organization)
        provider.faults.append(fault)
        assert deliver() == Outcome(postponed=1)
        message.refresh_from_db()
        assert (message.state, message.provider_id, message.sent_at) == (MessageState.WAITING, "", None)
        assert message.problem
        assert deliver(now=TUESDAY + 5 * MINUTE) == Outcome(sent=1)
        assert {request.json["key"] for request in provider.received} == {str(message.key)}

    def test_the_wait_the_provider_asks_for_is_honoured(self, organization: Organization, provider: Gateway) -> None:
        message = sms(organization)
        provider.faults.append(Fault.TOO_MANY)
        deliver()
        message.refresh_from_db()
        assert message.due_at == TUESDAY + timedelta(seconds=120)

    def test_pauses_grow_then_the_adviser_is_told(self, organization: Organization, provider: Gateway) -> None:
        message = sms(organization)
        provider.faults.extend([Fault.SERVER_ERROR] * 10)
        now = TUESDAY
        for pause in BACK_OFF:
            assert deliver(now=now) == Outcome(postponed=1)
            message.refresh_from_db()
            assert message.due_at == now + pause
            now = message.due_at
        assert deliver(now=now) == Outcome(failed=1)
        message.refresh_from_db()
        assert (message.state, len(provider.received)) == (MessageState.FAILED, 6)
        assert list(Message.objects.to_settle()) == [message]

    def test_a_retry_that_would_come_too_late_is_a_failure_at_once(
        self, organization: Organization, provider: Gateway
    ) -> None:
        message = sms(organization, expires_at=TUESDAY + timedelta(seconds=30))
        provider.faults.append(Fault.SERVER_ERROR)
        assert deliver() == Outcome(failed=1)
        message.refresh_from_db()
        assert message.problem == "Le service de SMS n’a pas confirmé. Le message est peut-être parti."

    def test_a_refusal_is_final(self, organization: Organization, provider: Gateway) -> None:
        sms(organization)
        provider.faults.append(Fault.BAD_REQUEST)
        assert deliver() == Outcome(failed=1)
        assert deliver(now=TUESDAY + timedelta(hours=1)) == Outcome()
        assert len(provider.received) == 1

    def test_a_provider_that_forgets_keys_is_asked_twice_at_most_when_in_doubt(
        self, organization: Organization, provider: Gateway, settings: Any
    ) -> None:
        settings.SMS_BACKEND = "brevo"
        message = sms(organization)
        provider.faults.extend([Fault.SILENT_AFTER_ACCEPTING] * 3)
        deliver()
        assert deliver(now=TUESDAY + MINUTE) == Outcome(failed=1)
        assert provider.accepted == {str(message.key): 2}


class TestLease:
    def test_a_message_taken_by_a_dead_worker_is_taken_again_with_the_same_key(
        self, organization: Organization, provider: Gateway
    ) -> None:
        message = sms(organization)
        assert take_due(now=TUESDAY, limit=10) == [message]
        assert deliver(now=TUESDAY + LEASE - MINUTE) == Outcome()
        assert deliver(now=TUESDAY + LEASE) == Outcome(sent=1)
        assert provider.accepted == {str(message.key): 1}

    def test_a_slow_worker_does_not_overwrite_the_one_that_took_over(self, organization: Organization) -> None:
        message = sms(organization)
        [slow] = take_due(now=TUESDAY, limit=1)
        [fast] = take_due(now=TUESDAY + LEASE, limit=1)
        this_round = delivery.Round(now=TUESDAY + LEASE, catalogue=Truth().catalogue(), sms=NotCalled())
        delivery._mark(fast, Sent("fast"), this_round)
        delivery._mark(slow, Failed("slow"), this_round)
        message.refresh_from_db()
        assert (message.state, message.provider_id) == (MessageState.SENT, "fast")

    def test_a_round_that_lasts_puts_back_what_it_had_no_time_for(
        self, organization: Organization, provider: Gateway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(delivery, "ROUNDS_IN_A_LEASE", float("inf"))
        message = sms(organization)
        assert deliver() == Outcome()
        message.refresh_from_db()
        assert (message.state, message.leased_until, message.attempts) == (MessageState.WAITING, None, 0)

    def test_a_round_takes_a_fixed_number_of_queries(self, organization: Organization, queries: Any) -> None:
        for number in range(3):
            sms(organization, about_id=number, phone=f"+3363998000{number}")
        with queries() as seen:
            assert len(take_due(now=TUESDAY, limit=10)) == 3
        assert len([query for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]]) == 4

    def test_limits_take_a_fixed_number_of_queries_and_each_mark_one(
        self, organization: Organization, queries: Any
    ) -> None:
        counts = []
        for batch in (1, 3):
            for number in range(batch):
                sms(organization, about_id=10 * batch + number, phone=f"+336399800{batch}{number}")
            with queries() as seen:
                assert deliver() == Outcome(sent=batch)
            counts.append(len([query for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]]))
        assert counts[1] - counts[0] == 2


class NotCalled:
    recognises_key = True

    def send(self, sms: object) -> str:
        raise AssertionError
