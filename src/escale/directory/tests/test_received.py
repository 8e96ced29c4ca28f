"""A prescriber sends somebody: an hour taken for her, or a call to make; and what became of it is told back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.appointments import booking, canceling, outcomes
from escale.appointments.booking import NotBookable
from escale.appointments.models import BookableBy, BookedVia, CallbackRequest, Reason, State
from escale.directory import prescribing, received
from escale.directory.models import ConsentHow, Prescriber, ReceivedReferral
from escale.directory.received import PageClosed, Sent
from escale.directory.standing import Standing, standing
from escale.outbox.models import Channel, Message
from escale.people.models import Acquisition, Beneficiary
from escale.periodic import CATALOGUE
from escale.testing import builders
from escale.testing.cast import Reception

pytestmark = pytest.mark.django_db
NOW = builders.NOW
AT_NINE = builders.NEXT_FRIDAY.replace(hour=8, minute=0)
LUCETTE = Sent(
    first_name="Lucette",
    phone="+33299000010",
    words="Apprendre à envoyer un mail",
    consent_how=ConsentHow.SAID,
)


@pytest.fixture
def prescriber(reception: Reception) -> Prescriber:
    return builders.prescriber(reception.adviser, builders.partner(reception.adviser))


def book(prescriber: Prescriber, reception: Reception, **more: object) -> ReceivedReferral:
    asked = {"starts_at": AT_NINE, "submission": uuid4(), "now": NOW} | more
    return received.book(prescriber, LUCETTE, reason=reception.reason, venue=reception.venue, **asked)


def mails(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def said_by(message: Message) -> str:
    rendered = CATALOGUE[message.kind].render(message, NOW)
    return getattr(rendered, "text", "")


class TestBooking:
    def test_she_books_for_somebody_who_has_a_landline_and_no_mail(
        self, prescriber: Prescriber, reception: Reception
    ) -> None:
        made = book(prescriber, reception)

        appointment = made.appointment
        assert appointment is not None
        assert made.person == appointment.person
        assert (appointment.starts_at, appointment.booked_via) == (AT_NINE, BookedVia.PRESCRIBER)
        assert appointment.booked_for_by == "Élodie Marchand, France services de Vitré"
        assert (appointment.subject, appointment.acquisition) == (LUCETTE.words, Acquisition.PARTNER)
        assert (appointment.contact_phone, appointment.contact_email) == (LUCETTE.phone, "")
        assert standing(made) == Standing.TO_COME

    def test_a_form_sent_twice_makes_one_referral(self, prescriber: Prescriber, reception: Reception) -> None:
        key = uuid4()
        first = book(prescriber, reception, submission=key)

        assert book(prescriber, reception, submission=key) == first
        assert ReceivedReferral.objects.count() == 1

    def test_a_form_sent_again_after_her_name_was_corrected_opens_no_second_file(self, prescriber: Prescriber) -> None:
        key = uuid4()
        first = received.ask_call(prescriber, LUCETTE, submission=key, now=NOW)
        Beneficiary.objects.update(first_name="Lucie")

        assert received.ask_call(prescriber, LUCETTE, submission=key, now=NOW) == first
        assert Beneficiary.objects.count() == 1

    def test_a_page_closed_since_takes_nothing(self, prescriber: Prescriber, reception: Reception) -> None:
        prescribing.close(prescriber, now=NOW)

        with pytest.raises(PageClosed):
            book(prescriber, reception)
        assert not Beneficiary.objects.exists()

    @pytest.mark.parametrize(
        ("who", "may"), [(BookableBy.STAFF, False), (BookableBy.PRESCRIBERS, True), (BookableBy.EVERYONE, True)]
    )
    def test_the_reason_says_who_may(
        self, prescriber: Prescriber, reception: Reception, who: BookableBy, may: bool
    ) -> None:
        Reason.objects.filter(pk=reception.reason.pk).update(bookable_by=who, offered_online=False)
        reception.reason.refresh_from_db()

        assert Reason.objects.open_to_prescribers().filter(pk=reception.reason.pk).exists() is may
        if may:
            assert book(prescriber, reception).appointment
        else:
            with pytest.raises(NotBookable):
                book(prescriber, reception)
            assert not ReceivedReferral.objects.exists()

    def test_an_hour_for_prescribers_stays_closed_to_the_public(
        self, prescriber: Prescriber, reception: Reception
    ) -> None:
        reception.reason.bookable_by = BookableBy.PRESCRIBERS

        assert not booking.is_bookable_online(reception.reason)

    def test_who_comes_too_is_written_to_once_for_each_hour(self, prescriber: Prescriber, reception: Reception) -> None:
        made = book(prescriber, reception, is_together=True)
        received.tell_due(now=NOW)
        [first] = mails("prescriber_meeting")
        assert (first.channel, first.recipient, first.person) == (Channel.EMAIL, "elodie@example.org", None)
        assert "vendredi 20\u00a0novembre" in said_by(first)
        assert "Lucette" not in said_by(first)

        assert made.appointment
        canceling.cancel_by_staff(made.appointment, by=reception.adviser, notify=True, now=NOW)
        received.tell_due(now=NOW)

        assert [said_by(each) for each in mails("prescriber_meeting")][1].count("est annulé") == 1


class TestCalling:
    def test_the_team_finds_a_call_to_make_that_says_who_asks(self, prescriber: Prescriber) -> None:
        made = received.ask_call(prescriber, LUCETTE, submission=uuid4(), now=NOW)

        asked = CallbackRequest.objects.get()
        assert (asked.first_name, asked.phone) == ("Lucette", LUCETTE.phone)
        assert asked.wish == "Élodie Marchand, France services de Vitré\u00a0: Apprendre à envoyer un mail"
        assert standing(made) == Standing.TO_CALL
        assert list(ReceivedReferral.objects.waiting()) == [made]

    def test_the_appointment_taken_after_the_call_is_tied_to_it(
        self, prescriber: Prescriber, reception: Reception
    ) -> None:
        made = received.ask_call(prescriber, LUCETTE, submission=uuid4(), now=NOW)
        assert made.person
        taken = builders.appointment(
            reception.adviser, made.person, reception.reason, at=reception.venue, starts_at=builders.NEXT_FRIDAY
        )

        received.tell_due(now=NOW)

        made.refresh_from_db()
        assert made.appointment == taken

    def test_what_came_to_nothing_ends_the_call_and_is_told(self, prescriber: Prescriber, adviser: Membership) -> None:
        made = received.ask_call(prescriber, LUCETTE, submission=uuid4(), now=NOW)
        received.close(made, by=adviser, now=NOW)
        received.tell_due(now=NOW + timedelta(minutes=20))

        made = received.of_prescriber(prescriber, now=NOW).get()
        assert standing(made) == Standing.CLOSED
        assert not CallbackRequest.objects.open().exists()
        assert len(mails("prescriber_told")) == 1


class TestTelling:
    def test_an_outcome_is_told_once_and_says_nothing_of_the_person(
        self, prescriber: Prescriber, reception: Reception
    ) -> None:
        made = book(prescriber, reception)
        assert made.appointment
        after = builders.NEXT_FRIDAY + timedelta(hours=1)
        outcomes.settle(made.appointment, State.SEEN, by=reception.adviser, now=after)

        received.tell_due(now=after)
        assert not mails("prescriber_told")
        for minutes in (20, 21):
            received.tell_due(now=after + timedelta(minutes=minutes))

        [told] = mails("prescriber_told")
        assert told.recipient == "elodie@example.org"
        assert "il y a du nouveau" in said_by(told).lower()
        assert "Lucette" not in said_by(told)

    def test_a_word_told_before_doesn_t_hide_the_outcome(self, prescriber: Prescriber, reception: Reception) -> None:
        made = book(prescriber, reception)
        received.note_back(made, "Elle viendra avec sa fille.")
        received.tell_due(now=NOW)
        assert made.appointment
        after = builders.NEXT_FRIDAY + timedelta(hours=1)
        outcomes.settle(made.appointment, State.SEEN, by=reception.adviser, now=after)
        received.tell_due(now=after + timedelta(minutes=20))

        assert len(mails("prescriber_told")) == 2

    def test_a_closed_page_is_told_nothing(self, prescriber: Prescriber, reception: Reception) -> None:
        made = book(prescriber, reception)
        received.note_back(made, "Elle viendra avec sa fille.")
        prescribing.close(prescriber, now=NOW)
        received.tell_due(now=NOW)

        assert not mails("prescriber_told")


class TestCanceling:
    def test_she_calls_off_what_she_took_and_the_person_hears_of_it(
        self, prescriber: Prescriber, reception: Reception
    ) -> None:
        made = book(prescriber, reception)
        received.cancel(made, now=NOW)

        made = received.of_prescriber(prescriber, now=NOW).get()
        assert standing(made) == Standing.CALLED_OFF
        [told] = mails("prescriber_canceled")
        assert (told.channel, told.recipient) == (Channel.CALL, LUCETTE.phone)
        received.tell_due(now=NOW + timedelta(hours=1))
        assert not mails("prescriber_told")

    def test_an_appointment_the_team_took_is_not_hers_to_call_off(
        self, prescriber: Prescriber, reception: Reception
    ) -> None:
        made = received.ask_call(prescriber, LUCETTE, submission=uuid4(), now=NOW)
        assert made.person
        made.appointment = builders.appointment(
            reception.adviser, made.person, reception.reason, at=reception.venue, starts_at=builders.NEXT_FRIDAY
        )

        assert not received.may_cancel(made, now=NOW)
        with pytest.raises(received.NotHers):
            received.cancel(made, now=NOW)


def test_she_sees_her_own_people_only(prescriber: Prescriber, reception: Reception) -> None:
    colleague = builders.prescriber(reception.adviser, prescriber.partner, name="Paul Hervé")
    hers = book(prescriber, reception)

    assert list(received.of_prescriber(prescriber, now=NOW)) == [hers]
    assert not received.of_prescriber(colleague, now=NOW).exists()
    assert not received.of_prescriber(prescriber, now=NOW + timedelta(days=200)).exists()


def test_her_page_made_again_opens_by_its_new_address_only(prescriber: Prescriber) -> None:
    before = prescribing.links.secret_of(prescriber)
    prescribing.make_again(prescriber)

    assert prescribing.find(before) is None
    assert prescribing.find(prescribing.links.secret_of(prescriber)) == prescriber
    prescribing.close(prescriber, now=NOW)
    assert prescribing.find(prescribing.links.secret_of(prescriber)) is None
