"""Messages are written in the transaction of the event they tell: both happen, or neither does."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction

from escale.accounts.models import Organization
from escale.outbox import limits
from escale.outbox.catalogue import MessageKind
from escale.outbox.models import Channel, Message, MessageState, OptOut
from escale.people.models import Beneficiary, Preference
from escale.places.models import Venue
from escale.scheduling.french_calendar import METROPOLE, UnknownCommune, territory_of


class OutsideTransaction(Exception):
    """A message alone could outlive an event that never was: open the transaction of the event first."""


def write(
    kind: MessageKind,
    *,
    organization: Organization,
    person: Beneficiary | None,
    about: str,
    about_id: int,
    venue: Venue | None,
    phone: str,
    due_at: datetime,
    expires_at: datetime,
    email: str = "",
    prefers: Preference = Preference.SMS,
    revision: int = 0,
) -> Message | None:
    """Write a message once per event, by the channel that reaches the person, or give back the one already written.

    `phone` is E.164. None when nobody can be reached, or when the message isn't worth a telephone call. Raises
    OutsideTransaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(kind.name)
    event = Message.objects.about(about, about_id).filter(kind=kind.name, revision=revision)
    if already := event.order_by("pk").first():
        return already
    channel = choose_channel(phone=phone, email=email, prefers=prefers)
    if channel is None or (channel == Channel.CALL and not kind.worth_a_call):
        return None
    message = Message(
        organization=organization,
        person=person,
        kind=kind.name,
        about=about,
        about_id=about_id,
        revision=revision,
        channel=channel,
        recipient=email if channel == Channel.EMAIL else phone,
        time_zone=venue.time_zone if venue else settings.DEFAULT_TIME_ZONE,
        territory=territory_of_venue(venue),
        can_wait=not kind.urgent,
        due_at=due_at,
        expires_at=expires_at,
    )
    # Two writers of one event: the second inserts nothing and reads what the first wrote.
    Message.objects.bulk_create([message], ignore_conflicts=True)
    return event.get(channel=channel)


def choose_channel(*, phone: str, email: str, prefers: Preference) -> Channel | None:
    """The channel that reaches the person: what she prefers when it can be, a telephone call when no SMS can go."""
    if prefers == Preference.EMAIL and email:
        return Channel.EMAIL
    if not phone:
        return Channel.EMAIL if email else None
    by_sms = prefers in {Preference.SMS, Preference.EMAIL} and settings.SMS_BACKEND != "off"
    if by_sms and limits.can_receive_sms(phone) and not OptOut.objects.filter(phone=phone).exists():
        return Channel.SMS
    return Channel.CALL


def drop(about: str, about_id: int, *, kinds: Collection[MessageKind] | None = None) -> int:
    """Withdraw what has not left yet about an event, all kinds or some; give how many were.

    A message a worker holds at this instant is rendered from the truth, and sees by itself that it has nothing to say.
    """
    waiting = Message.objects.about(about, about_id).not_left()
    if kinds is not None:
        waiting = waiting.filter(kind__in=[kind.name for kind in kinds])
    return waiting.update(state=MessageState.DROPPED)


def territory_of_venue(venue: Venue | None) -> str:
    """The territory whose public holidays hold where the person is received."""
    try:
        return territory_of(venue.commune) if venue else METROPOLE
    except UnknownCommune:
        return METROPOLE
