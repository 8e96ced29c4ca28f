"""A monthly mail leaves once, to each address once, with its way out; what comes back is marked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage

from escale.accounts.models import Membership
from escale.outbox import receipts
from escale.outbox.channels.email import CAME_BACK
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message, MessageState, OptOut
from escale.periodic import CATALOGUE
from escale.publishing import links as short
from escale.publishing.mailing import bounces, links, lists, preparing, refusing, sending
from escale.publishing.mailing.preparing import AlreadyLeft
from escale.publishing.mailing.sending import NobodyToWriteTo, TooLate
from escale.publishing.mailing.tests.conftest import AddRecipient
from escale.publishing.models import (
    ChannelKind,
    MailCopy,
    MonthlyMail,
    Public,
    Recipient,
    RecipientList,
    TrackedLink,
)
from escale.testing import builders, publicity
from escale.testing.cast import Reception

THE_DAY = datetime(2026, 11, 25, 9, tzinfo=UTC)


def deliver(now: datetime) -> None:
    deliver_due(now=now, catalogue=CATALOGUE)


def test_it_leaves_on_its_day_once_read_over(
    december: MonthlyMail, add: AddRecipient, adviser: Membership, mailoutbox: list[EmailMessage]
) -> None:
    add("claire@example.org")
    assert sending.send_due(now=THE_DAY) == 0
    preparing.say_reviewed(december, by=adviser.user, now=THE_DAY - timedelta(days=3))
    assert sending.send_due(now=THE_DAY - timedelta(days=1)) == 0
    assert sending.send_due(now=THE_DAY) == 1
    assert sending.send_due(now=THE_DAY) == 0
    deliver(THE_DAY)
    assert [mail.to for mail in mailoutbox] == [["claire@example.org"]]


def test_each_address_receives_it_once_whatever_the_lists(
    add: AddRecipient, adviser: Membership, colleagues: RecipientList, now: datetime
) -> None:
    partners = lists.make(adviser.organization, name="Partenaires", public=colleagues.public, by_sms=False, now=now)
    add("claire@example.org")
    add("claire@example.org", to=partners)
    mail = preparing.prepare(adviser.organization, now.date().replace(month=12, day=1), now=now)
    assert sending.leave(mail, now=now) == 1
    with pytest.raises(AlreadyLeft):
        sending.leave(mail, now=now)
    assert Message.objects.count() == 1


def test_a_program_may_stop_it_in_one_click(
    december: MonthlyMail, add: AddRecipient, now: datetime, mailoutbox: list[EmailMessage]
) -> None:
    claire = add("claire@example.org")
    sending.leave(december, now=now)
    deliver(now)
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe"] == f"<{links.address(claire)}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert links.address(claire) in mailoutbox[0].body


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lambda reader, now: refusing.refuse(reader, now=now), "Cette personne ne veut plus de ce mail."),
        (lambda reader, now: lists.remove(reader, now=now), "Cette adresse n’est plus dans la liste."),
        (lambda reader, now: reader.delete(), "Cette adresse n’est plus dans la liste."),
    ],
)
def test_who_leaves_before_it_arrives_doesn_t_receive_it(
    happens: Callable[[Recipient, datetime], Any], why: str, december: MonthlyMail, add: AddRecipient, now: datetime
) -> None:
    claire = add("claire@example.org")
    sending.leave(december, now=now)
    happens(claire, now)
    deliver(now)
    message = Message.objects.get()
    assert (message.state, message.problem) == (MessageState.DROPPED, why)


def test_whoever_asked_for_it_by_sms_receives_one_unless_she_answered_stop(
    add: AddRecipient, by_sms: RecipientList, now: datetime
) -> None:
    add(phone="+33639980042", to=by_sms)
    add(phone="+33639980043", to=by_sms)
    OptOut.objects.create(phone="+33639980043", asked_at=now)
    mail = preparing.prepare(by_sms.organization, now.date().replace(month=12, day=1), now=now)
    assert sending.leave(mail, now=now) == 1
    deliver(now)
    message = Message.objects.get()
    assert (message.recipient, message.state) == ("+33639980042", MessageState.SENT)
    assert "STOP" in message.text


def test_sent_by_hand_it_is_taken_back_for_five_minutes(
    december: MonthlyMail, add: AddRecipient, adviser: Membership, now: datetime
) -> None:
    add("claire@example.org")
    sending.send_now(december, by=adviser.user, now=now)
    deliver(now + timedelta(minutes=4))
    sending.take_back(december)
    december.refresh_from_db()
    assert (december.left_at, december.reviewed_at, MailCopy.objects.count()) == (None, None, 0)
    assert sending.send_now(december, by=adviser.user, now=now) == 1
    deliver(now + timedelta(minutes=6))
    with pytest.raises(TooLate):
        sending.take_back(december)
    assert [message.state for message in Message.objects.order_by("pk")] == [MessageState.DROPPED, MessageState.SENT]


def test_a_mail_to_nobody_doesn_t_leave(december: MonthlyMail, now: datetime) -> None:
    with pytest.raises(NobodyToWriteTo):
        sending.leave(december, now=now)
    december.refresh_from_db()
    assert december.left_at is None


def test_a_thousand_copies_are_written_in_a_few_queries(
    december: MonthlyMail, colleagues: RecipientList, now: datetime, django_assert_max_num_queries: Any
) -> None:
    rows = [
        lists.build(colleagues, lists.Contact(email=f"personne{n}@example.org"), by=None, now=now) for n in range(1000)
    ]
    Recipient.objects.bulk_create(rows)
    with django_assert_max_num_queries(20):
        assert sending.leave(december, now=now) == 1000
    assert sending.counts([december]) == {december.pk: {MessageState.WAITING: 1000}}


def test_an_address_it_came_back_from_is_left_out_next_month(
    december: MonthlyMail, add: AddRecipient, now: datetime
) -> None:
    claire = add("claire@example.org")
    sending.leave(december, now=now)
    deliver(now)
    sent = Message.objects.get()
    news = receipts.read({"event": "hard_bounce", "message-id": sent.provider_id, "email": "claire@example.org"})
    assert news is not None
    assert receipts.record(news, now=now)
    assert bounces.note_due(now=now) == 1
    assert bounces.note_due(now=now) == 0
    claire.refresh_from_db()
    assert (claire.bounced_at, claire.bounce) == (now, CAME_BACK)
    assert not Recipient.objects.reachable().exists()
    bounces.try_again(claire)
    assert Recipient.objects.reachable().get() == claire


def test_a_box_that_is_full_today_is_no_bounce(december: MonthlyMail) -> None:
    assert receipts.read({"event": "soft_bounce", "message-id": "<1@example.org>"}) is None


def test_what_a_mail_brings_counts_with_the_channel_of_its_list(
    reception: Reception,
    december: MonthlyMail,
    colleagues: RecipientList,
    add: AddRecipient,
    now: datetime,
    mailoutbox: list[EmailMessage],
) -> None:
    channel = publicity.channel(reception.organization, ChannelKind.COLLEAGUES, name="Les collègues")
    lists.change(colleagues, name=colleagues.name, public=Public.PROFESSIONALS, channel=channel)
    december_4 = builders.NEXT_FRIDAY + timedelta(weeks=2)
    scan = builders.group(reception.adviser, reception.venue, starts_at=december_4)
    add("claire@example.org")
    sending.leave(december, now=now)
    deliver(now)
    link = TrackedLink.objects.get(path=f"/ateliers/{scan.slug}/")
    assert (link.channel, link.piece) == (channel, None)
    assert short.address(link) in mailoutbox[0].body
    assert TrackedLink.objects.filter(channel=channel).count() == 2


def test_the_same_addresses_serve_again(
    colleagues: RecipientList, reception: Reception, december: MonthlyMail, add: AddRecipient, now: datetime
) -> None:
    channel = publicity.channel(reception.organization, ChannelKind.COLLEAGUES, name="Les collègues")
    lists.change(colleagues, name=colleagues.name, public=Public.PROFESSIONALS, channel=channel)
    add("claire@example.org")
    for _ in range(2):
        sending.leave(december, now=now)
        sending.take_back(december)
    assert TrackedLink.objects.filter(channel=channel).count() == 1
