"""The edges of delivery: the exact instant, the last attempt, the share given back, the words of each provider."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import override_settings

from escale.accounts.models import Organization
from escale.outbox import delivery, limits, receipts, verdicts, writing
from escale.outbox.catalogue import Dropped, catalogue
from escale.outbox.channels.contract import Refused, TryAgain, Unsure
from escale.outbox.delivery import Outcome, take_due
from escale.outbox.models import Channel, DailyCount, Message, MessageState, OptOut
from escale.outbox.receipts import Answer, Receipt
from escale.outbox.tests.telling import LANDLINE, MINUTE, MOBILE, TUESDAY, Truth, deliver, sms, written
from escale.outbox.verdicts import Failed, Postponed, Sent
from escale.outbox.writing import OutsideTransaction
from escale.people.models import Preference
from escale.testing import builders

DAY = timedelta(days=1)


def read(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_a_round_counts_whatever_became_of_each_message() -> None:
    assert Outcome(sent=1, dropped=2, postponed=4, failed=8).total == 15


class TestLeases:
    def test_no_more_are_taken_than_asked_for_and_the_others_stay(self, organization: Organization) -> None:
        first, second = (sms(organization, about_id=number) for number in (1, 2))
        taken = take_due(now=TUESDAY, limit=1)
        assert [message.pk for message in taken] == [first.pk]
        assert (taken[0].attempts, taken[0].leased_until) == (1, TUESDAY + delivery.LEASE)
        assert (read(second).state, read(second).attempts) == (MessageState.WAITING, 0)

    def test_a_lease_keeps_others_away_as_long_as_it_lasts(self, organization: Organization) -> None:
        sms(organization)
        assert len(take_due(now=TUESDAY, limit=5)) == 1
        assert take_due(now=TUESDAY + delivery.LEASE - timedelta(seconds=1), limit=5) == []
        (again,) = take_due(now=TUESDAY + delivery.LEASE, limit=5)
        assert again.attempts == 2

    def test_two_rounds_of_one_instant_take_each_its_own(self, organization: Organization) -> None:
        first, second = (sms(organization, about_id=number) for number in (1, 2))
        rounds = [[message.pk for message in take_due(now=TUESDAY, limit=1)] for _ in range(2)]
        assert rounds == [[first.pk], [second.pk]]

    def test_a_longer_lease_lasts_longer(self, organization: Organization) -> None:
        sms(organization)
        (taken,) = take_due(now=TUESDAY, limit=5, lease=7 * MINUTE)
        assert taken.leased_until == TUESDAY + 7 * MINUTE

    def test_whoever_s_lease_ran_out_marks_nothing(self, organization: Organization) -> None:
        sms(organization)
        (mine,) = take_due(now=TUESDAY, limit=1)
        (theirs,) = take_due(now=TUESDAY + delivery.LEASE, limit=1)
        this_round = delivery.Round(now=TUESDAY + delivery.LEASE, catalogue=Truth().catalogue(), sms=None)
        delivery._mark(mine, Sent("late"), this_round)
        assert (read(mine).state, read(mine).provider_id) == (MessageState.SENDING, "")
        delivery._mark(theirs, Sent("in time"), this_round)
        assert (read(mine).state, read(mine).provider_id) == (MessageState.SENT, "in time")
        delivery._mark(theirs, Failed("again"), this_round)
        assert read(mine).state == MessageState.SENT

    def test_what_a_round_had_no_time_for_is_put_back_without_an_attempt(
        self, organization: Organization, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
    ) -> None:
        settings.SMS_BACKEND = "file"
        messages = [sms(organization, about_id=number) for number in (1, 2, 3)]
        clock = iter([0.0, 1.0, 1000.0, 1000.0, 1000.0])
        monkeypatch.setattr(delivery.time, "monotonic", lambda: next(clock))
        assert deliver() == Outcome(sent=1)
        states = [(each.state, each.attempts, each.leased_until) for each in map(read, messages)]
        waiting = (MessageState.WAITING, 0, None)
        assert states == [(MessageState.SENT, 1, None), waiting, waiting]


class TestInstants:
    def test_a_message_is_useless_at_the_very_instant_it_expires(self, organization: Organization) -> None:
        message = sms(organization, expires_at=TUESDAY + MINUTE)
        assert deliver(now=TUESDAY + MINUTE) == Outcome(dropped=1)
        assert (read(message).state, read(message).problem) == (MessageState.DROPPED, verdicts.TOO_LATE)

    def test_a_problem_too_long_is_cut_to_what_the_page_shows(self, organization: Organization) -> None:
        message = sms(organization)
        assert deliver(Truth(Dropped("x" * 300))) == Outcome(dropped=1)
        assert read(message).problem == "x" * 200

    @pytest.mark.parametrize(
        "verdict", [Failed("y" * 300), Postponed(until=TUESDAY, problem="y" * 300, attempted=True)]
    )
    def test_whatever_the_verdict(self, organization: Organization, verdict: Any) -> None:
        sms(organization)
        (taken,) = take_due(now=TUESDAY, limit=1)
        delivery._mark(taken, verdict, delivery.Round(now=TUESDAY, catalogue={}, sms=None))
        assert (read(taken).problem, read(taken).attempts) == ("y" * 200, 1)

    def test_four_sms_are_the_longest_a_text_becomes(self, organization: Organization, settings: Any) -> None:
        settings.SMS_BACKEND = "file"
        message = sms(organization)
        assert deliver(Truth("Bonjour Lucette. " * 100)) == Outcome(sent=1)
        assert read(message).segments == 4

    def test_an_email_counts_no_sms_and_keeps_its_subject(self, organization: Organization) -> None:
        message = sms(organization, phone="", email="lucette@example.org", prefers=Preference.EMAIL)
        assert deliver() == Outcome(sent=1)
        assert (read(message).segments, mail.outbox[0].subject) == (0, "Votre rendez-vous")


class TestVerdicts:
    def message(self, *, attempts: int, expires_at: datetime = TUESDAY + DAY, problem: str = "") -> Message:
        return Message(attempts=attempts, expires_at=expires_at, problem=problem)

    @pytest.mark.parametrize(("attempt", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 180)])
    def test_each_attempt_waits_a_little_more_than_the_one_before(self, attempt: int, minutes: int) -> None:
        said = verdicts.again(self.message(attempts=attempt), "Absent", now=TUESDAY)
        assert said == Postponed(until=TUESDAY + minutes * MINUTE, problem="Absent", attempted=True)

    def test_the_sixth_is_the_last(self) -> None:
        assert verdicts.again(self.message(attempts=6), "Absent", now=TUESDAY) == Failed("Absent")
        unsure = verdicts.again(self.message(attempts=6), "Absent", now=TUESDAY, may_have_left=True)
        assert unsure == Failed("Absent", may_have_left=True)

    def test_the_wait_a_provider_asks_for_comes_before_ours(self) -> None:
        said = verdicts.again(self.message(attempts=1), "Absent", now=TUESDAY, after=7 * MINUTE)
        assert said == Postponed(until=TUESDAY + 7 * MINUTE, problem="Absent", attempted=True)

    def test_nothing_is_tried_again_at_the_instant_it_becomes_useless(self) -> None:
        message = self.message(attempts=1, expires_at=TUESDAY + MINUTE)
        assert verdicts.again(message, "Absent", now=TUESDAY) == Failed("Absent")
        assert isinstance(verdicts.again(message, "Absent", now=TUESDAY - timedelta(seconds=1)), Postponed)

    def test_a_better_hour_that_comes_too_late_is_a_failure_limit_included(self) -> None:
        message = self.message(attempts=1, problem="Occupé")
        assert verdicts.at_a_better_hour(message, message.expires_at, problem="Nuit") == Failed("Nuit")
        hour = message.expires_at - timedelta(seconds=1)
        said = verdicts.at_a_better_hour(message, hour, problem="Nuit")
        assert said == Postponed(until=hour, problem="Occupé", attempted=False)

    def test_too_late_answers_for_an_earlier_attempt(self) -> None:
        assert verdicts.too_late(self.message(attempts=1)) == Dropped(verdicts.TOO_LATE)
        assert verdicts.too_late(self.message(attempts=2)) == Failed(verdicts.TOO_LATE)
        assert verdicts.too_late(self.message(attempts=2, problem="Occupé")) == Failed("Occupé")

    def hand_over(self, fault: Exception | None, *, attempts: int = 1, recognises_key: bool = True) -> Any:
        def send() -> str:
            if fault is not None:
                raise fault
            return "id-1"

        message = self.message(attempts=attempts)
        return verdicts.hand_over(message, send, now=TUESDAY, recognises_key=recognises_key)

    def test_each_answer_of_a_channel_has_its_verdict(self) -> None:
        later = TUESDAY + MINUTE
        assert self.hand_over(None) == Sent("id-1")
        assert self.hand_over(Refused("Non")) == Failed("Non")
        assert self.hand_over(TryAgain("Absent")) == Postponed(until=later, problem="Absent", attempted=True)
        assert self.hand_over(Unsure("Muet")) == Postponed(
            until=later, problem="Muet", attempted=True, may_have_left=True
        )

    def test_a_doubt_is_asked_again_once_when_the_provider_forgets_our_key(self) -> None:
        assert isinstance(self.hand_over(Unsure("Muet"), recognises_key=False), Postponed)
        given_up = self.hand_over(Unsure("Muet"), attempts=2, recognises_key=False)
        assert given_up == Failed("Muet", may_have_left=True)
        assert isinstance(self.hand_over(Unsure("Muet"), attempts=2), Postponed)


class TestCaps:
    def test_what_is_given_back_is_taken_from_its_own_counters_alone(self, organization: Organization) -> None:
        message = sms(organization)
        other = sms(builders.organization("CCAS"), about_id=2, phone="+33639980077")
        limits.take({message: 2, other: 3}, now=TUESDAY)
        limits.take({other: 1}, now=TUESDAY + DAY)
        assert message.counted_on == TUESDAY.date()
        limits.give_back(message, segments=2, on=TUESDAY.date())
        assert [message.counted_on] == [None]
        counted = {
            (scope, on): limits.sent_today(scope, on=on.date())
            for scope in (
                limits.scope_of_number(MOBILE),
                limits.scope_of_organization(organization.pk),
                limits.scope_of_organization(other.organization_id),
                limits.INSTANCE,
            )
            for on in (TUESDAY, TUESDAY + DAY)
        }
        assert list(counted.values()) == [0, 0, 0, 0, 3, 1, 3, 1]

    def test_what_is_asked_for_by_typing_a_number_holds_up_nothing_we_owe_it(self, organization: Organization) -> None:
        asked_for = [sms(organization, about_id=number) for number in range(limits.PER_NUMBER + 1)]
        *within, beyond = asked_for
        assert set(limits.take(dict.fromkeys(asked_for, 1), now=TUESDAY, on_request=asked_for)) == {beyond}
        reminder = sms(organization, about_id=20)
        assert limits.take({reminder: 1}, now=TUESDAY) == {}
        limits.give_back(within[0], segments=1, on=TUESDAY.date(), on_request=True)
        assert limits.take({beyond: 1}, now=TUESDAY, on_request=[beyond]) == {}

    def test_the_worker_counts_apart_what_is_asked_for(self, organization: Organization) -> None:
        asked_for = Truth().kind("change", urgent=True, on_request=True)
        known = catalogue([asked_for, Truth().kind()])
        codes = [sms(organization, asked_for, about_id=number) for number in range(limits.PER_NUMBER + 1)]
        reminder = sms(organization, about_id=20)
        delivery.deliver_due(now=TUESDAY, catalogue=known)
        assert [read(code).state for code in codes] == [*[MessageState.SENT] * limits.PER_NUMBER, MessageState.FAILED]
        assert read(reminder).state == MessageState.SENT

    def test_a_counter_swept_meanwhile_stays_as_it_is(self, organization: Organization) -> None:
        message = sms(organization)
        limits.take({message: 2}, now=TUESDAY)
        DailyCount.objects.filter(scope=limits.INSTANCE).update(count=1)
        limits.give_back(message, segments=2, on=TUESDAY.date())
        assert limits.sent_today(limits.INSTANCE, on=TUESDAY.date()) == 1

    def test_a_doubtful_sms_stays_counted(self, organization: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
        message = sms(organization)
        (taken,) = take_due(now=TUESDAY, limit=1)
        limits.take({taken: 1}, now=TUESDAY)

        class Mute:
            recognises_key = True

            def send(self, sms: Any) -> str:
                raise Unsure("Muet")

        this_round = delivery.Round(now=TUESDAY, catalogue={}, sms=Mute())
        parcel = delivery.Parcel(message=taken, text="Bonjour", subject="", html="", segments=1)
        delivery._send(parcel, this_round)
        assert read(message).counted_on == TUESDAY.date()
        assert limits.sent_today(limits.INSTANCE, on=TUESDAY.date()) == 1

    def test_nothing_to_count_asks_nothing(self, db: None, queries: Any) -> None:
        with queries() as asked:
            assert limits.take({}, now=TUESDAY) == {}
        assert [each["sql"] for each in asked if "dailycount" in each["sql"]] == []


class TestReceipts:
    @pytest.mark.parametrize("word", ["delivered", "sms:delivered", "1", "DELIVERED"])
    def test_each_word_for_delivered(self, word: str) -> None:
        assert receipts.read({"id": "abc", "status": word}) == Receipt("abc", True)

    @pytest.mark.parametrize(
        "word",
        [
            "failed",
            "undelivered",
            "rejected",
            "expired",
            "sms:failed",
            "hard_bounce",
            "soft_bounce",
            "blocked",
            "2",
            "16",
        ],
    )
    def test_each_word_for_not_delivered(self, word: str) -> None:
        assert receipts.read({"id": "abc", "status": word}) == Receipt("abc", False)

    def test_a_reference_is_kept_as_long_as_its_column_and_an_empty_one_is_none(self) -> None:
        assert receipts.read({"id": "a" * 200, "status": "1"}) == Receipt("a" * 120, True)
        assert receipts.read({"id": "", "status": "1"}) is None

    def test_an_answer_without_words_or_number_is_none(self) -> None:
        assert receipts.read({"from": MOBILE}) is None
        assert receipts.read({"event": "sms:received", "payload": {"message": "Stop"}}) is None

    def test_an_event_that_is_no_word_is_read_as_the_rest(self) -> None:
        assert receipts.read({"event": 4, "payload": {}, "id": "abc", "status": "1"}) == Receipt("abc", True)

    def test_the_address_ends_with_forty_signs_nobody_guesses(self) -> None:
        assert len(receipts.secret()) == 40
        assert receipts.address().rstrip("/").endswith(receipts.secret())
        assert receipts.is_secret(receipts.secret())
        assert not receipts.is_secret("0" * 40)

    def test_a_delivery_clears_the_problem_and_says_when(self, organization: Organization) -> None:
        message, other = sms(organization), sms(organization, about_id=2)
        for each, reference in ((message, "abc"), (other, "def")):
            Message.objects.filter(pk=each.pk).update(
                state=MessageState.FAILED, provider_id=reference, sent_at=TUESDAY, problem="Muet"
            )
        assert receipts.record(Receipt("abc", True), now=TUESDAY + MINUTE) is True
        told = read(message)
        assert (told.state, told.delivered_at, told.problem) == (MessageState.DELIVERED, TUESDAY + MINUTE, "")
        assert read(other).state == MessageState.FAILED

    def test_a_failure_says_so_in_words_and_only_of_what_was_sent(self, organization: Organization) -> None:
        message = sms(organization)
        Message.objects.update(state=MessageState.SENT, provider_id="abc", sent_at=TUESDAY)
        assert receipts.record(Receipt("abc", False), now=TUESDAY) is True
        assert (read(message).state, read(message).problem) == (MessageState.FAILED, receipts.NOT_DELIVERED)
        assert receipts.record(Receipt("abc", False), now=TUESDAY) is False

    def test_stop_is_noted_once_with_its_instant(self, db: None) -> None:
        assert receipts.record(Answer("06 39 98 00 42", "Stop."), now=TUESDAY) is True
        assert receipts.record(Answer(MOBILE, "stop"), now=TUESDAY + DAY) is False
        assert list(OptOut.objects.values_list("phone", "asked_at")) == [(MOBILE, TUESDAY)]


class TestWriting:
    def event(self, organization: Organization, **values: Any) -> dict[str, Any]:
        given: dict[str, Any] = {
            "organization": organization,
            "person": None,
            "about": "appointment",
            "about_id": 1,
            "venue": None,
            "phone": MOBILE,
            "now": TUESDAY,
            "expires_at": TUESDAY + DAY,
        }
        return given | values

    def test_several_messages_of_one_event_are_written_together_once(self, organization: Organization) -> None:
        due = [(Truth().kind(), TUESDAY), (Truth().kind("change", urgent=True), TUESDAY + MINUTE)]
        for _ in range(2):
            with transaction.atomic():
                writing.write_all(due, **self.event(organization))
        rows = Message.objects.order_by("due_at").values_list(
            "kind", "due_at", "can_wait", "revision", "time_zone", "territory"
        )
        assert list(rows) == [
            ("reminder", TUESDAY, True, 0, "Europe/Paris", "metropole"),
            ("change", TUESDAY + MINUTE, False, 0, "Europe/Paris", "metropole"),
        ]

    @pytest.mark.django_db(transaction=True)
    def test_several_too_are_refused_outside_the_transaction_of_their_event(self) -> None:
        with pytest.raises(OutsideTransaction):
            writing.write_all([(Truth().kind(), TUESDAY)], **self.event(builders.organization()))
        assert not Message.objects.exists()

    def test_without_anything_to_say_nothing_is_written(self, organization: Organization) -> None:
        with transaction.atomic():
            writing.write_all([], **self.event(organization))
        assert not Message.objects.exists()

    def test_what_is_worth_a_call_is_written_for_a_landline(self, organization: Organization) -> None:
        assert sms(organization, phone=LANDLINE).channel == Channel.CALL
        hardly = Truth().kind("change", worth_a_call=False)
        assert written(organization, hardly, phone=LANDLINE) is None
        assert sms(organization, hardly).channel == Channel.SMS

    def test_another_kind_of_the_same_event_is_another_message(self, organization: Organization) -> None:
        assert sms(organization) != sms(organization, Truth().kind("change"))

    def test_a_refusal_known_before_is_believed(self, db: None) -> None:
        def chosen(known: frozenset[str] | None) -> Channel | None:
            return writing.choose_channel(phone=MOBILE, email="", prefers=Preference.SMS, opted_out=known)

        assert chosen(frozenset({MOBILE})) == Channel.CALL
        OptOut.objects.create(phone=MOBILE, asked_at=TUESDAY)
        OptOut.objects.create(phone="+33639980077", asked_at=TUESDAY)
        assert chosen(frozenset()) == Channel.SMS
        assert chosen(None) == Channel.CALL
        assert writing.refusals(MOBILE) == {MOBILE}
        assert writing.refusals("+33639980001") == writing.refusals("") == frozenset()

    def test_a_mail_is_a_way_without_any_telephone(self, db: None) -> None:
        def chosen(phone: str, email: str, prefers: Preference) -> Channel | None:
            return writing.choose_channel(phone=phone, email=email, prefers=prefers)

        assert chosen("", "l@example.org", Preference.SMS) == Channel.EMAIL
        assert chosen("", "", Preference.EMAIL) is None
        assert chosen(MOBILE, "", Preference.EMAIL) == Channel.SMS
        with override_settings(SMS_BACKEND="off"):
            assert chosen(MOBILE, "l@example.org", Preference.SMS) == Channel.CALL

    def test_dropping_says_how_many_and_touches_no_other_event(self, organization: Organization) -> None:
        sms(organization)
        other = sms(organization, about_id=2)
        assert writing.drop("appointment", 1) == 1
        assert writing.drop("appointment", 1) == 0
        assert read(other).state == MessageState.WAITING
        assert writing.drop("appointment", 2, kinds=[]) == 0
