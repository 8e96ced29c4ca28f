"""Sending somebody to a partner: what leaves, what is expected next, what the record says."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from escale.activity import closing
from escale.activity.models import ActivityRecord, ReferredTo
from escale.appointments.models import State
from escale.directory import following, referring
from escale.directory.models import ConsentHow, Contact, Method, Referral, ReferralState, ReferralStep
from escale.directory.referring import NoAddress, NoHour, NoMobile, NoPhone, NotTheirs, Sending
from escale.outbox.models import Channel, Message
from escale.periodic import CATALOGUE
from escale.testing import builders

FRIDAY = datetime(2026, 11, 13, 15, 20, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def partner(adviser):
    return builders.partner(adviser, kinds=["RFS", "CCAS"])


@pytest.fixture
def nolwenn(organization):
    return builders.person(organization, first_name="Nolwenn", last_name="Tanguy", phone="+33639980037")


@pytest.fixture
def sending(partner, nolwenn):
    def made(method=Method.MAIL, **values):
        given = {
            "partner": partner,
            "person": nolwenn,
            "words": "Ouvrir ses droits à l’assurance maladie, premier emploi.",
            "method": method,
            "consent_how": ConsentHow.SAID,
            "submission": uuid4(),
        }
        return Sending(**given | values)

    return made


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=PARIS)


def test_by_mail_the_partner_is_written_to_reminded_called_then_the_team_is_asked(sending, adviser):
    sent = referring.send(sending(), by=adviser, now=FRIDAY)
    assert (sent.state, sent.sent_to, sent.consent_at) == (ReferralState.SENT, "accueil@example.org", FRIDAY)
    assert sent.link_expires_at == FRIDAY + timedelta(days=8)
    assert (sent.remind_at, sent.call_at, sent.ask_at) == (at(18), at(23), FRIDAY + timedelta(weeks=3))
    assert ReferralStep.objects.get().by == adviser.user


def test_the_mail_says_neither_who_nor_why(sending, adviser):
    sent = referring.send(sending(), by=adviser, now=FRIDAY)
    message = Message.objects.get()
    assert (message.channel, message.recipient, message.person) == (Channel.EMAIL, "accueil@example.org", None)
    mail = CATALOGUE[message.kind].render(message, FRIDAY)
    said = f"{mail.subject} {mail.text} {mail.html}"
    assert "/orientation/" in said
    assert "samedi 21\u00a0novembre" in said
    for unsaid in (sent.person.first_name, sent.person.last_name, "639980037", "assurance maladie"):
        assert unsaid not in said


def test_whoever_receives_referrals_there_gets_the_mail(sending, adviser, partner):
    contact = Contact.objects.create(
        partner=partner,
        name="Élodie Marchand",
        email="elodie@example.org",
        receives_referrals=True,
        agreed_on=FRIDAY.date(),
        created_at=FRIDAY,
    )
    sent = referring.send(sending(contact=referring.receiver_at(partner)), by=adviser, now=FRIDAY)
    assert (sent.contact, sent.sent_to) == (contact, "elodie@example.org")


def test_the_same_form_sent_twice_sends_once(sending, adviser):
    key = UUID("8b8ad32e-6f0d-4d0b-8a1c-0c8f3a1c2d11")
    first = referring.send(sending(submission=key), by=adviser, now=FRIDAY)
    again = referring.send(sending(submission=key, words="Autre chose"), by=adviser, now=FRIDAY)
    assert first == again
    assert (Referral.objects.count(), Message.objects.count()) == (1, 1)


def test_by_sms_the_person_alone_is_written_to(sending, adviser, nolwenn):
    referring.send(sending(Method.SMS), by=adviser, now=FRIDAY)
    message = Message.objects.get()
    assert (message.channel, message.recipient) == (Channel.SMS, nolwenn.phone)
    assert CATALOGUE[message.kind].render(message, FRIDAY).text == (
        "Bonjour Nolwenn. France services de Vitré : 2 place du Château, Vitré. Tél. 02 61 91 05 14"
    )


@pytest.mark.parametrize(
    ("method", "partner_values", "person_values", "problem"),
    [
        (Method.MAIL, {"email": ""}, {}, NoAddress),
        (Method.SMS, {}, {"phone": "+33299000000"}, NoMobile),
        (Method.PHONE, {"phone": ""}, {}, NoPhone),
        (Method.TOGETHER, {}, {}, NoHour),
        (Method.MAIL, {"archived_at": FRIDAY}, {}, NotTheirs),
    ],
)
def test_a_way_that_cannot_be_is_refused_and_nothing_is_written(
    sending, adviser, partner, nolwenn, method, partner_values, person_values, problem
):
    for row, values in ((partner, partner_values), (nolwenn, person_values)):
        for name, value in values.items():
            setattr(row, name, value)
    with pytest.raises(problem):
        referring.send(sending(method), by=adviser, now=FRIDAY)
    assert not Referral.objects.exists()


def test_a_partner_of_another_organization_is_refused(sending, outsider):
    with pytest.raises(NotTheirs):
        referring.send(sending(), by=outsider, now=FRIDAY)


def test_a_meeting_of_three_is_asked_about_the_day_after(sending, adviser):
    meets = at(17, 14)
    sent = referring.send(sending(Method.TOGETHER, together_at=meets), by=adviser, now=FRIDAY)
    assert (sent.together_at, sent.ask_at, sent.remind_at) == (meets, at(18, 14), None)
    message = Message.objects.get()
    assert "mardi 17\u00a0novembre à 14\u00a0h" in CATALOGUE[message.kind].render(message, FRIDAY).text


def test_the_record_of_the_appointment_says_where_the_person_was_sent(sending, adviser, reception, nolwenn, now):
    appointment = builders.appointment(
        adviser, nolwenn, reception.reason, at=reception.venue, starts_at=now - timedelta(hours=1)
    )
    closing.settle(appointment, State.SEEN, by=adviser, now=now)
    referring.send(sending(appointment=appointment), by=adviser, now=now)
    record = ActivityRecord.objects.get()
    assert (record.referred, record.referred_to) == (True, ReferredTo.PROCEDURES)


def test_a_partner_that_says_nothing_is_reminded_once(sending, adviser):
    sent = referring.send(sending(), by=adviser, now=FRIDAY)
    assert following.remind_due(now=at(18, 8)) == 0
    assert following.remind_due(now=at(18)) == 1
    assert following.remind_due(now=at(18)) == 0
    message = Message.objects.get(kind="referral_reminder")
    assert message.recipient == sent.sent_to
    assert (
        "vous a orienté une personne le vendredi 13\u00a0novembre"
        in CATALOGUE[message.kind].render(message, at(18)).text
    )


def test_what_waits_for_the_team_comes_when_it_is_due(sending, adviser, organization):
    referring.send(sending(), by=adviser, now=FRIDAY)
    waiting = [following.to_settle(organization, now=moment).count() for moment in (at(22), at(23))]
    assert waiting == [0, 1]


def test_on_the_telephone_no_more_is_said_than_was_agreed(adviser, nolwenn):
    said = " ".join(referring.script("Ouvrir ses droits.", nolwenn, by=adviser, shares_phone=False))
    assert "Son besoin : Ouvrir ses droits. Pouvez-vous" in said
    assert "Tanguy" not in said
    assert "06" not in said
