"""Messages are written in the transaction of the event they tell: both happen, or neither does."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from escale.accounts.models import Organization
from escale.outbox import limits
from escale.outbox.catalogue import MessageKind
from escale.outbox.models import Channel, Message, MessageState, OptOut
from escale.people.models import Beneficiary, Preference
from escale.places.models import Venue
from escale.prepared import insert, prepared
from escale.scheduling.french_calendar import METROPOLE


class OutsideTransaction(Exception):
    """A message alone could outlive an event that never was: open the transaction of the event first."""


class Event(TypedDict):
    """What messages speak of, who hears of it and by which roads. `phone` is E.164.

    `refused`: the numbers that answered STOP, when they are known already.
    """

    organization: Organization
    person: Beneficiary | None
    about: str
    about_id: int
    revision: NotRequired[int]
    venue: Venue | None
    phone: str
    email: NotRequired[str]
    prefers: NotRequired[Preference]
    refused: NotRequired[Collection[str] | None]
    now: datetime
    expires_at: datetime


def write(kind: MessageKind, *, due_at: datetime, **event: Unpack[Event]) -> Message | None:
    """Write a message once per event, by the channel that reaches the person, or give back the one already written.

    None when nobody can be reached, or when the message isn't worth a telephone call. Raises OutsideTransaction.
    """
    _inside_transaction(kind)
    written = Message.objects.about(event["about"], event["about_id"]).filter(
        kind=kind.name, revision=event.get("revision", 0)
    )
    if already := written.order_by("pk").first():
        return already
    messages = _messages([(kind, due_at)], event)
    # Two writers of one event: the second inserts nothing and reads what the first wrote.
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    return written.get(channel=messages[0].channel) if messages else None


def write_mail(
    kind: MessageKind,
    *,
    organization: Organization,
    about: str,
    about_id: int,
    to: str,
    now: datetime,
    expires_at: datetime,
    due_at: datetime | None = None,
    revision: int = 0,
) -> None:
    """Write a mail to somebody who has no file here: a colleague, a partner, a newspaper. Due now unless said otherwise.

    Raises OutsideTransaction.
    """
    write(
        kind,
        organization=organization,
        person=None,
        about=about,
        about_id=about_id,
        revision=revision,
        venue=None,
        phone="",
        email=to,
        prefers=Preference.EMAIL,
        now=now,
        due_at=due_at or now,
        expires_at=expires_at,
    )


def write_all(due: Sequence[tuple[MessageKind, datetime]], **event: Unpack[Event]) -> None:
    """Write every message of an event that has just happened, in two queries, each due at its own instant.

    Only for an event, or a revision of it, that nobody wrote about yet: nothing is read first. Raises OutsideTransaction.
    """
    for kind, _ in due:
        _inside_transaction(kind)
    insert(_messages(due, event), ignore_conflicts=True)


def write_each(kind: MessageKind, events: Sequence[Event], *, due_at: datetime) -> None:
    """Write one message of a kind for each of many events that have just happened, few queries whatever their number.

    Only for events nobody wrote about yet. Raises OutsideTransaction.
    """
    _inside_transaction(kind)
    messages = [message for event in events for message in _messages([(kind, due_at)], event)]
    Message.objects.bulk_create(messages, batch_size=500, ignore_conflicts=True)


def _inside_transaction(kind: MessageKind) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(kind.name)


def _messages(due: Sequence[tuple[MessageKind, datetime]], event: Event) -> list[Message]:
    """The rows of an event: none when nobody can be reached, only those worth a call when that is the one way."""
    phone, email, venue = event["phone"], event.get("email", ""), event["venue"]
    channel = (
        choose_channel(
            phone=phone, email=email, prefers=event.get("prefers", Preference.SMS), opted_out=event.get("refused")
        )
        if due
        else None
    )
    if channel is None:
        return []
    return [
        Message(
            organization=event["organization"],
            person=event["person"],
            kind=kind.name,
            about=event["about"],
            about_id=event["about_id"],
            revision=event.get("revision", 0),
            channel=channel,
            recipient=email if channel == Channel.EMAIL else phone,
            time_zone=venue.time_zone if venue else settings.DEFAULT_TIME_ZONE,
            territory=venue.territory if venue else METROPOLE,
            can_wait=not kind.urgent,
            created_at=event["now"],
            due_at=due_at,
            expires_at=event["expires_at"],
        )
        for kind, due_at in due
        if kind.worth_a_call or channel != Channel.CALL
    ]


def choose_channel(
    *, phone: str, email: str, prefers: Preference, opted_out: Collection[str] | None = None
) -> Channel | None:
    """The channel that reaches the person: what she prefers when it can be, a telephone call when no SMS can go.

    `opted_out` are the numbers that answered STOP, when many people's were read at once.
    """
    if prefers == Preference.EMAIL and email:
        return Channel.EMAIL
    if not phone:
        return Channel.EMAIL if email else None
    by_sms = prefers in {Preference.SMS, Preference.EMAIL} and settings.SMS_BACKEND != "off"
    if by_sms and limits.can_receive_sms(phone) and not _has_opted_out(phone, opted_out):
        return Channel.SMS
    return Channel.CALL


def refusals(phone: str) -> frozenset[str]:
    """This number, when it answered STOP: to be read before a lock that everybody waits for."""
    return frozenset({phone} if phone and _opt_outs(phone) else ())


def _has_opted_out(phone: str, known: Collection[str] | None) -> bool:
    return phone in (refusals(phone) if known is None else known)


@prepared
def _opt_outs(phone: str) -> QuerySet[OptOut, Any]:
    return OptOut.objects.filter(phone=phone).order_by("pk").values_list("pk")


def drop(about: str, about_id: int, *, kinds: Collection[MessageKind] | None = None) -> int:
    """Withdraw what has not left yet about an event, all kinds or some; give how many were.

    A message a worker holds at this instant is rendered from the truth, and sees by itself that it has nothing to say.
    """
    waiting = Message.objects.about(about, about_id).not_left()
    if kinds is not None:
        waiting = waiting.filter(kind__in=[kind.name for kind in kinds])
    return waiting.update(state=MessageState.DROPPED)
