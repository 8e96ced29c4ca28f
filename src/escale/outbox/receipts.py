"""What providers tell afterwards: the SMS arrived, it didn't, or the person answered STOP."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from escale.french.phone import UnreadablePhone, read_phone
from escale.outbox import answers
from escale.outbox.channels import email
from escale.outbox.models import Message, MessageState, OptOut

NOT_DELIVERED = "L’opérateur n’a pas pu remettre ce SMS."
_DELIVERED = frozenset({"delivered", "sms:delivered", "1"})
_FAILED = frozenset(
    {"failed", "undelivered", "rejected", "expired", "sms:failed", "hard_bounce", "soft_bounce", "blocked", "2", "16"}
)
_MAIL_CAME_BACK = frozenset({"hard_bounce", "invalid_email", "blocked"})
_STOP = re.compile(r"\W*stop\b", re.IGNORECASE)


@dataclass(frozen=True)
class Receipt:
    """What became of the SMS a provider calls `provider_id`, or of the mail whose Message-ID it is."""

    provider_id: str
    delivered: bool
    is_mail: bool = False


@dataclass(frozen=True)
class Answer:
    """A text somebody sent back."""

    phone: str
    text: str


def secret() -> str:
    """The secret part of the receipts' address: providers sign nothing we could check."""
    return salted_hmac("escale.outbox.receipts", "address", algorithm="sha256").hexdigest()[:40]


def address() -> str:
    """The whole address to give a provider."""
    return settings.BASE_URL + reverse("outbox:receipt", args=[secret()])


def is_secret(given: str) -> bool:
    return constant_time_compare(given, secret())


def read(told: Mapping[str, object]) -> Receipt | Answer | None:
    """Understand the generic channel, Brevo (SMS and mails), OVHcloud and SMS Gateway for Android; None for the rest."""
    event, payload = told.get("event"), told.get("payload")
    if isinstance(event, str) and isinstance(payload, Mapping):
        if event == "sms:received":
            return _answer(payload.get("phoneNumber"), payload.get("message"))
        return _receipt(payload.get("messageId"), event)
    if "msg_status" in told:
        if told["msg_status"] == "replied":
            # Brevo leaves out the "+" of an international number.
            return _answer(f"+{str(told.get('to', '')).lstrip('+')}", told.get("reply"))
        return _receipt(told.get("messageId"), told["msg_status"])
    if "message-id" in told:
        return _mail_receipt(told["message-id"], event)
    if "dlr" in told:
        return _receipt(told.get("id"), told["dlr"])
    if "from" in told:
        return _answer(told["from"], told.get("text"))
    return _receipt(told.get("id"), told.get("status"))


def record(news: Receipt | Answer, *, now: datetime) -> bool:
    """Note what a provider told; give whether it changed anything."""
    if isinstance(news, Answer):
        return record_answer(news, now=now)
    left = Message.objects.filter(provider_id=news.provider_id).exclude(sent_at=None)
    if news.delivered:
        # A delivery may follow a first failure: operators try again for hours.
        return bool(
            left.filter(state__in=[MessageState.SENT, MessageState.FAILED]).update(
                state=MessageState.DELIVERED, delivered_at=now, problem=""
            )
        )
    problem = email.CAME_BACK if news.is_mail else NOT_DELIVERED
    return bool(left.filter(state=MessageState.SENT).update(state=MessageState.FAILED, problem=problem))


def record_answer(answer: Answer, *, now: datetime) -> bool:
    """Take STOP as a refusal of every SMS to this number; keep what it says only where an answer is awaited."""
    try:
        number = read_phone(answer.phone)
    except UnreadablePhone:
        return False
    heard = answers.receive(number.e164, answer.text, now=now)
    if not _STOP.match(answer.text):
        return heard
    return OptOut.objects.get_or_create(phone=number.e164, defaults={"asked_at": now})[1] or heard


def _receipt(provider_id: object, status: object) -> Receipt | None:
    known = str(status).lower()
    if not isinstance(provider_id, str | int) or not str(provider_id) or known not in _DELIVERED | _FAILED:
        return None
    return Receipt(str(provider_id)[:120], known in _DELIVERED)


def _mail_receipt(message_id: object, event: object) -> Receipt | None:
    """A mail that comes back later counts too: only what no second try would change is a failure."""
    if not isinstance(message_id, str) or event not in _MAIL_CAME_BACK | {"delivered"}:
        return None
    return Receipt(message_id[:120], event == "delivered", is_mail=True)


def _answer(phone: object, text: object) -> Answer | None:
    if not isinstance(phone, str) or not isinstance(text, str):
        return None
    return Answer(phone, text)
