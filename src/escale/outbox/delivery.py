"""Deliver what is due: lease, render from the truth, check the limits, hand over, mark.

A worker killed at any moment loses nothing: the lease it held runs out and the message is taken again with the same
key. The price is at most one duplicate per crash, between the provider's answer and our mark. Nothing is marked as sent
without the provider's identifier.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F

from escale.french.sms import fit, segments
from escale.outbox import limits
from escale.outbox.catalogue import Catalogue, Dropped, MessageKind, Rendered
from escale.outbox.channels import choice, email
from escale.outbox.channels.contract import Mail, Sms, SmsChannel
from escale.outbox.models import Channel, Message, MessageQuerySet, MessageState
from escale.outbox.quiet_hours import next_allowed, next_morning, ringing_hours
from escale.outbox.senders import sms_sender
from escale.outbox.verdicts import (
    NO_GOOD_HOUR,
    OUR_FAULT,
    Failed,
    Postponed,
    Sent,
    Verdict,
    again,
    at_a_better_hour,
    hand_over,
    too_late,
)

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
ROUNDS_IN_A_LEASE = 6
"""A round hands nothing over after this part of its lease: the slowest call and its mark still end within it."""
LONGEST_SMS = 4


@dataclass
class Outcome:
    """What became of the messages of one round."""

    sent: int = 0
    dropped: int = 0
    postponed: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.sent + self.dropped + self.postponed + self.failed


@dataclass(frozen=True, kw_only=True)
class Round:
    """What every message of a round needs."""

    now: datetime
    catalogue: Catalogue
    sms: SmsChannel
    outcome: Outcome = field(default_factory=Outcome)


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A message with what it says; `segments` is nought for an e-mail."""

    message: Message
    text: str
    subject: str
    html: str
    segments: int
    unsubscribe: str = ""
    kept: str = ""
    on_request: bool = False


def deliver_due(*, now: datetime, catalogue: Catalogue, limit: int = 50, lease: timedelta = LEASE) -> Outcome:
    """Deliver up to `limit` messages that are due, urgent ones first. Any number of workers may do it at once."""
    ends = time.monotonic() + lease.total_seconds() / ROUNDS_IN_A_LEASE
    taken = take_due(now=now, limit=limit, lease=lease)
    if not taken:
        return Outcome()
    with choice.opened() as sms:
        this_round = Round(now=now, catalogue=catalogue, sms=sms)
        parcels = _within_limits(_ready(taken, this_round), this_round)
        for position, parcel in enumerate(parcels):
            if time.monotonic() > ends:
                _put_back([parcel.message for parcel in parcels[position:]])
                break
            _send(parcel, this_round)
    return this_round.outcome


def take_due(*, now: datetime, limit: int, lease: timedelta = LEASE) -> list[Message]:
    """Lease due messages to this worker. Two workers never hold the same one: the second's UPDATE finds it taken."""
    due = Message.objects.due(now=now)
    if not due.exists():  # Without this look, an idle SQLite worker would take the write lock every second.
        return []
    until = now + lease
    with transaction.atomic():
        locked = due.select_for_update(skip_locked=True, no_key=True, of=("self",))
        ids = list(locked.order_by("can_wait", "due_at", "pk").values_list("pk", flat=True)[:limit])
        due.filter(pk__in=ids).update(state=MessageState.SENDING, leased_until=until, attempts=F("attempts") + 1)
    return list(
        Message.objects.filter(pk__in=ids, state=MessageState.SENDING, leased_until=until)
        .select_related("organization")
        .order_by("can_wait", "due_at", "pk")
    )


def _ready(taken: list[Message], this_round: Round) -> list[Parcel]:
    """The messages that have something to say now; the others are marked."""
    ready = []
    for message in taken:
        found = _guarded(message, this_round, partial(_render, message, this_round))
        if isinstance(found, Parcel):
            ready.append(found)
        else:
            _mark(message, found, this_round)
    return ready


def _render(message: Message, this_round: Round) -> Parcel | Verdict:
    now = this_round.now
    if now >= message.expires_at:
        return too_late(message)
    kind = this_round.catalogue[message.kind]
    rendered = kind.render(message, now)
    if isinstance(rendered, Dropped):
        return rendered
    ringing = ringing_hours(message.organization)
    opens = next_allowed(now, message.zone, message.territory, ringing) if message.can_wait else now
    if opens > now:
        return at_a_better_hour(message, opens, problem=NO_GOOD_HOUR)
    return _parcel(message, rendered, kind)


def _parcel(message: Message, rendered: Rendered, kind: MessageKind) -> Parcel:
    by_sms = message.channel == Channel.SMS
    text = fit(rendered.text, LONGEST_SMS) if by_sms else rendered.text
    return Parcel(
        message=message,
        text=text,
        subject=rendered.subject or message.organization.name,
        html=rendered.html,
        unsubscribe=rendered.unsubscribe,
        kept=rendered.kept,
        on_request=kind.on_request,
        segments=segments(text).count if by_sms else 0,
    )


def _within_limits(parcels: list[Parcel], this_round: Round) -> list[Parcel]:
    """The parcels no limit stops, counted in every cap; the others are marked. A fixed number of queries."""
    costs = {parcel.message: parcel.segments for parcel in parcels if parcel.message.channel == Channel.SMS}
    stopped: dict[Message, Verdict] = {message: Failed(why) for message, why in limits.forbidden(costs).items()}
    allowed = {message: cost for message, cost in costs.items() if message not in stopped}
    asked_for = {parcel.message for parcel in parcels if parcel.on_request}
    for message, why in limits.take(allowed, now=this_round.now, on_request=asked_for).items():
        ringing = ringing_hours(message.organization)
        tomorrow = next_morning(this_round.now, message.zone, message.territory, ringing)
        stopped[message] = at_a_better_hour(message, tomorrow, problem=why) if message.can_wait else Failed(why)
    for message, verdict in stopped.items():
        _mark(message, verdict, this_round)
    return [parcel for parcel in parcels if parcel.message not in stopped]


def _send(parcel: Parcel, this_round: Round) -> None:
    message = parcel.message
    deliver = _by_sms if message.channel == Channel.SMS else _by_mail
    verdict = _guarded(message, this_round, partial(deliver, parcel, this_round))
    if message.counted_on and isinstance(verdict, Postponed | Failed) and not verdict.may_have_left:
        limits.give_back(message, segments=parcel.segments, on=message.counted_on, on_request=parcel.on_request)
    _mark(message, verdict, this_round, parcel)


def _by_sms(parcel: Parcel, this_round: Round) -> Verdict:
    message, channel = parcel.message, this_round.sms
    sms = Sms(to=message.recipient, text=parcel.text, sender=sms_sender(message.organization), key=str(message.key))
    return hand_over(message, lambda: channel.send(sms), now=this_round.now, recognises_key=channel.recognises_key)


def _by_mail(parcel: Parcel, this_round: Round) -> Verdict:
    message = parcel.message
    mail = Mail(
        to=message.recipient,
        subject=parcel.subject,
        text=parcel.text,
        html=parcel.html,
        key=str(message.key),
        unsubscribe=parcel.unsubscribe,
    )
    return hand_over(message, lambda: email.send(mail), now=this_round.now, recognises_key=True)


def _guarded[T](message: Message, this_round: Round, decide: Callable[[], T]) -> T | Verdict:
    """One message that breaks must not hold the others back. A database that breaks concerns them all."""
    try:
        return decide()
    except DatabaseError:
        raise
    except Exception:
        log.exception("message %s", message.pk)
        return again(message, OUR_FAULT, now=this_round.now)


def _mark(message: Message, verdict: Verdict, this_round: Round, parcel: Parcel | None = None) -> None:
    """Write what happened, unless our lease ran out and another worker took the message meanwhile."""
    outcome = this_round.outcome
    values: dict[str, Any] = {"leased_until": None, "counted_on": message.counted_on}
    match verdict:
        case Sent(provider_id=provider_id):
            outcome.sent += 1
            values |= {"state": MessageState.SENT, "provider_id": provider_id, "sent_at": this_round.now, "problem": ""}
        case Dropped(why=why):
            outcome.dropped += 1
            values |= {"state": MessageState.DROPPED, "problem": why[:200]}
        case Failed(problem=problem):
            outcome.failed += 1
            values |= {"state": MessageState.FAILED, "problem": problem[:200]}
        case Postponed(until=until, problem=problem, attempted=attempted):
            outcome.postponed += 1
            values |= {"state": MessageState.WAITING, "due_at": until, "problem": problem[:200]}
            if not attempted:
                values["attempts"] = F("attempts") - 1
    if parcel:
        values |= {"text": parcel.kept or parcel.text, "segments": parcel.segments}
    if not _held(message).update(**values):
        log.warning("message %s was taken over before its mark", message.pk)


def _put_back(messages: list[Message]) -> None:
    """End the leases of messages this round had no time for: all were taken at once, until one instant."""
    taken = Message.objects.filter(pk__in=[message.pk for message in messages], state=MessageState.SENDING)
    taken.filter(leased_until=messages[0].leased_until).update(
        state=MessageState.WAITING, leased_until=None, attempts=F("attempts") - 1
    )


def _held(message: Message) -> MessageQuerySet:
    """The row, as long as it is still leased to us: a lease is always later than the one it follows."""
    return Message.objects.filter(pk=message.pk, state=MessageState.SENDING, leased_until=message.leased_until)
