"""What every channel answers: an identifier when the message was accepted, or one of three refusals."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Sms:
    """One SMS to hand over. `to` is E.164, `text` is GSM 03.38, `key` is the same at every attempt."""

    to: str
    text: str
    sender: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One e-mail to hand over; `html` and `unsubscribe` may be empty."""

    to: str
    subject: str
    text: str
    html: str
    key: str
    unsubscribe: str = ""


class Refused(Exception):
    """The provider won't take this message, now or later. The message is a sentence for the adviser."""

    def __init__(self, sentence: str, *, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


class TryAgain(Exception):
    """The message was surely not taken, and may be later; `after` is the wait the provider asked for."""

    def __init__(self, sentence: str, *, after: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.after = after


class Unsure(Exception):
    """The provider may have taken the message: no proof that it did, none that it didn't."""


class SmsChannel(Protocol):
    """A way for SMS to leave."""

    @property
    def recognises_key(self) -> bool:
        """Whether the provider knows a key it has already taken: an unsure message can then be sent again safely."""
        ...

    def send(self, sms: Sms) -> str:
        """Hand the SMS over and give the provider's identifier. Raises Refused, TryAgain or Unsure."""
        ...
