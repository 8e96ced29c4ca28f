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
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F

from escale.french.sms import fit, segments
from escale.outbox import limits
from escale.outbox.catalogue import Catalogue, Dropped, Rendered
from escale.outbox.channels import choice, email
from escale.outbox.channels.contract import Mail, Refused, Sms, SmsChannel, TryAgain, Unsure
from escale.outbox.models import Channel, Message, MessageQuerySet, MessageState
from escale.outbox.quiet_hours import next_allowed, next_morning
from escale.outbox.senders import sms_sender

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
ROUND_SECONDS = 20.0
"""A round stops after this, so that `now` stays true and the slowest last call still ends within the lease."""
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180))
UNSURE_ATTEMPTS = 2
LONGEST_SMS = 4

TOO_LATE = "Trop tard : le message n’est pas parti à temps."
NO_GOOD_HOUR = "Il ne restait pas d’heure convenable pour l’envoyer."
OUR_FAULT = "Une erreur de notre côté a empêché l’envoi."


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
class Sent:
    provider_id: str
    text: str
    segments: int = 0


@dataclass(frozen=True, kw_only=True)
class Postponed:
    """Later; `attempted` is false when the message was only waiting for its hour."""

    until: datetime
    problem: str
    attempted: bool


@dataclass(frozen=True)
class Failed:
    problem: str


type Verdict = Sent | Postponed | Failed | Dropped


@dataclass(frozen=True, kw_only=True)
class Round:
    """What every message of a round needs."""

    now: datetime
    catalogue: Catalogue
    sms: SmsChannel
    outcome: Outcome = field(default_factory=Outcome)


def deliver_due(*, now: datetime, catalogue: Catalogue, limit: int = 50, lease: timedelta = LEASE) -> Outcome:
    """Deliver up to `limit` messages that are due, urgent ones first. Any number of workers may do it at once."""
    taken = take_due(now=now, limit=limit, lease=lease)
    if not taken:
        return Outcome()
    ends = time.monotonic() + ROUND_SECONDS
    with choice.opened() as sms:
        this_round = Round(now=now, catalogue=catalogue, sms=sms)
        for position, message in enumerate(taken):
            if time.monotonic() > ends:
                _put_back(taken[position:])
                break
            _deliver(message, this_round)
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


def _put_back(messages: list[Message]) -> None:
    """End the leases of messages this round had no time for."""
    for message in messages:
        _held(message).update(state=MessageState.WAITING, leased_until=None, attempts=F("attempts") - 1)


def _deliver(message: Message, this_round: Round) -> None:
    try:
        verdict = _decide(message, this_round)
    except DatabaseError:
        raise
    except Exception:
        # One message that can't be rendered must not hold the others back.
        log.exception("message %s", message.pk)
        verdict = _again(message, OUR_FAULT, now=this_round.now)
    _mark(message, verdict, this_round)


def _decide(message: Message, this_round: Round) -> Verdict:
    now = this_round.now
    if now >= message.expires_at:
        # An earlier attempt may have to be answered for; a message nobody tried has only become useless.
        return Failed(message.problem or TOO_LATE) if message.attempts > 1 else Dropped(TOO_LATE)
    rendered = this_round.catalogue[message.kind].render(message, now)
    if isinstance(rendered, Dropped):
        return rendered
    opens = next_allowed(now, message.zone, message.territory) if message.can_wait else now
    if opens > now:
        return _at_a_better_hour(message, opens, problem=NO_GOOD_HOUR)
    if message.channel == Channel.EMAIL:
        return _send_mail(message, rendered, now=now)
    return _send_sms(message, rendered, this_round)


def _send_mail(message: Message, rendered: Rendered, *, now: datetime) -> Verdict:
    mail = Mail(
        to=message.recipient,
        subject=rendered.subject or message.organization.name,
        text=rendered.text,
        html=rendered.html,
        key=str(message.key),
    )
    answer = _hand_over(message, lambda: email.send(mail), now=now, recognises_key=True)
    return Sent(provider_id=answer, text=rendered.text) if isinstance(answer, str) else answer


def _send_sms(message: Message, rendered: Rendered, this_round: Round) -> Verdict:
    now, channel = this_round.now, this_round.sms
    if why := limits.forbidden(message.recipient):
        return Failed(why)
    text = fit(rendered.text, LONGEST_SMS)
    cost, today = segments(text).count, now.astimezone(message.zone).date()
    try:
        limits.take(message, segments=cost, on=today)
    except limits.CapReached as cap:
        if not message.can_wait:
            return Failed(str(cap))
        return _at_a_better_hour(message, next_morning(now, message.zone, message.territory), problem=str(cap))
    sms = Sms(to=message.recipient, text=text, sender=sms_sender(message.organization), key=str(message.key))
    answer = _hand_over(message, lambda: channel.send(sms), now=now, recognises_key=channel.recognises_key)
    if isinstance(answer, str):
        return Sent(provider_id=answer, text=text, segments=cost)
    limits.give_back(message, segments=cost, on=today)
    return answer


def _hand_over(
    message: Message, send: Callable[[], str], *, now: datetime, recognises_key: bool
) -> str | Postponed | Failed:
    """Give the provider's identifier, or what to do without it. No transaction is open during the call."""
    try:
        return send()
    except Refused as refusal:
        return Failed(str(refusal))
    except TryAgain as pause:
        return _again(message, str(pause), now=now, after=pause.after)
    except Unsure as doubt:
        # A provider that knows our keys can be asked again at will; with another, a second copy is the last risk taken.
        if not recognises_key and message.attempts >= UNSURE_ATTEMPTS:
            return Failed(str(doubt))
        return _again(message, str(doubt), now=now)


def _again(message: Message, problem: str, *, now: datetime, after: timedelta | None = None) -> Postponed | Failed:
    """Try later, a little later each time; give up after the last pause or when the message would be useless."""
    if message.attempts > len(BACK_OFF):
        return Failed(problem)
    until = now + (BACK_OFF[message.attempts - 1] if after is None else after)
    return Postponed(until=until, problem=problem, attempted=True) if until < message.expires_at else Failed(problem)


def _at_a_better_hour(message: Message, hour: datetime, *, problem: str) -> Postponed | Failed:
    if hour >= message.expires_at:
        return Failed(problem)
    return Postponed(until=hour, problem=message.problem, attempted=False)


def _mark(message: Message, verdict: Verdict, this_round: Round) -> None:
    """Write what happened, unless our lease ran out and another worker took the message meanwhile."""
    outcome = this_round.outcome
    match verdict:
        case Sent(provider_id=provider_id, text=text, segments=count):
            outcome.sent += 1
            values: dict[str, Any] = {
                "state": MessageState.SENT,
                "provider_id": provider_id,
                "text": text,
                "segments": count,
                "sent_at": this_round.now,
                "problem": "",
            }
        case Dropped(why=why):
            outcome.dropped += 1
            values = {"state": MessageState.DROPPED, "problem": why[:200]}
        case Failed(problem=problem):
            outcome.failed += 1
            values = {"state": MessageState.FAILED, "problem": problem[:200]}
        case Postponed(until=until, problem=problem, attempted=attempted):
            outcome.postponed += 1
            values = {"state": MessageState.WAITING, "due_at": until, "problem": problem[:200]}
            if not attempted:
                values["attempts"] = F("attempts") - 1
    if not _held(message).update(leased_until=None, **values):
        log.warning("message %s was taken over before its mark", message.pk)


def _held(message: Message) -> MessageQuerySet:
    """The row, as long as it is still leased to us: a lease is always later than the one it follows."""
    return Message.objects.filter(pk=message.pk, state=MessageState.SENDING, leased_until=message.leased_until)
