"""What is decided of a message: sent, postponed, failed or dropped; and the rules that lead there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from escale.outbox.catalogue import Dropped
from escale.outbox.channels.contract import Refused, TryAgain, Unsure
from escale.outbox.models import Message

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180))
UNSURE_ATTEMPTS = 2

TOO_LATE = "Trop tard : le message n’est pas parti à temps."
NO_GOOD_HOUR = "Il ne restait pas d’heure convenable pour l’envoyer."
OUR_FAULT = "Une erreur de notre côté a empêché l’envoi."


@dataclass(frozen=True)
class Sent:
    """The provider took it, and gave this identifier."""

    provider_id: str


@dataclass(frozen=True, kw_only=True)
class Postponed:
    """Later; `attempted` is false when the message was only waiting for its hour."""

    until: datetime
    problem: str
    attempted: bool
    may_have_left: bool = False


@dataclass(frozen=True)
class Failed:
    """Never; the problem is a sentence for the adviser."""

    problem: str
    may_have_left: bool = False


type Verdict = Sent | Postponed | Failed | Dropped


def hand_over(message: Message, send: Callable[[], str], *, now: datetime, recognises_key: bool) -> Verdict:
    """Send, and give the provider's proof or what to do without it. No transaction is open during the call."""
    try:
        return Sent(send())
    except Refused as refusal:
        return Failed(str(refusal))
    except TryAgain as pause:
        return again(message, str(pause), now=now, after=pause.after)
    except Unsure as doubt:
        # A provider that knows our keys can be asked again at will; with another, a second copy is the last risk taken.
        if not recognises_key and message.attempts >= UNSURE_ATTEMPTS:
            return Failed(str(doubt), may_have_left=True)
        return again(message, str(doubt), now=now, may_have_left=True)


def again(
    message: Message, problem: str, *, now: datetime, after: timedelta | None = None, may_have_left: bool = False
) -> Postponed | Failed:
    """Try later, a little later each time; give up after the last pause or when the message would be useless."""
    if message.attempts > len(BACK_OFF):
        return Failed(problem, may_have_left)
    until = now + (BACK_OFF[message.attempts - 1] if after is None else after)
    if until >= message.expires_at:
        return Failed(problem, may_have_left)
    return Postponed(until=until, problem=problem, attempted=True, may_have_left=may_have_left)


def at_a_better_hour(message: Message, hour: datetime, *, problem: str) -> Postponed | Failed:
    """Wait for an hour when it may leave; fail with the problem when that would be too late."""
    if hour >= message.expires_at:
        return Failed(problem)
    return Postponed(until=hour, problem=message.problem, attempted=False)


def too_late(message: Message) -> Failed | Dropped:
    """An earlier attempt may have to be answered for; a message nobody tried has only become useless."""
    return Failed(message.problem or TOO_LATE) if message.attempts > 1 else Dropped(TOO_LATE)
