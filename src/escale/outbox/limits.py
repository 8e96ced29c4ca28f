"""Where an SMS must not go, and how many may leave in a day: for one number, one organization, the whole instance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from escale.french.phone import Kind, UnreadablePhone, read_phone
from escale.outbox.models import DailyCount, Message, OptOut

PER_NUMBER = 3
INSTANCE = "instance"


class CapReached(Exception):
    """No more SMS today; the message is a sentence for the adviser."""


def can_receive_sms(phone: str) -> bool:
    """Whether an E.164 number is a mobile of a country the instance writes to.

    Premium, satellite and shared-cost numbers are no mobiles: refusing all the rest closes the door to toll fraud.
    """
    try:
        number = read_phone(phone)
    except UnreadablePhone:
        return False
    return number.kind == Kind.MOBILE and number.country in settings.SMS_COUNTRIES


def forbidden(phone: str) -> str:
    """Say why nothing may be sent to this number, or nothing."""
    if not can_receive_sms(phone):
        return "Ce numéro ne peut pas recevoir nos SMS."
    if OptOut.objects.filter(phone=phone).exists():
        return "Cette personne ne veut plus de SMS."
    return ""


@dataclass(frozen=True, kw_only=True)
class _Share:
    """What one SMS takes of one cap."""

    scope: str
    amount: int
    cap: int
    sentence: str


@transaction.atomic
def take(message: Message, *, segments: int, on: date) -> None:
    """Count an SMS before it leaves, in every cap or in none. Raises CapReached."""
    for share in _shares(message, segments):
        if not _add(share, on=on):
            raise CapReached(share.sentence)


def give_back(message: Message, *, segments: int, on: date) -> None:
    """Uncount an SMS that didn't leave after all."""
    for share in _shares(message, segments):
        DailyCount.objects.filter(scope=share.scope, on=on, count__gte=share.amount).update(
            count=F("count") - share.amount
        )


def sent_today(scope: str, *, on: date) -> int:
    return DailyCount.objects.filter(scope=scope, on=on).values_list("count", flat=True).first() or 0


def scope_of_organization(organization_id: int) -> str:
    return f"organization:{organization_id}"


def scope_of_number(phone: str) -> str:
    """The number's fingerprint: counting needs to recognise it, not to read it."""
    return f"number:{salted_hmac('escale.outbox.limits', phone, algorithm='sha256').hexdigest()}"


def forget_old_counts(*, now: datetime) -> int:
    """Delete the counters of days that are over in every zone."""
    return DailyCount.objects.filter(on__lt=now.date() - timedelta(days=2)).delete()[0]


def _shares(message: Message, segments: int) -> Iterator[_Share]:
    # The scope most shared comes last: its row is the one other workers wait for.
    yield _Share(
        scope=scope_of_number(message.recipient),
        amount=1,
        cap=PER_NUMBER,
        sentence="Cette personne a déjà reçu trois SMS aujourd’hui.",
    )
    yield _Share(
        scope=scope_of_organization(message.organization_id),
        amount=segments,
        cap=message.organization.sms_per_day,
        sentence="Le nombre de SMS par jour de votre structure est atteint.",
    )
    yield _Share(
        scope=INSTANCE,
        amount=segments,
        cap=settings.SMS_PER_DAY,
        sentence="Le nombre de SMS par jour de tout le service est atteint.",
    )


def _add(share: _Share, *, on: date) -> bool:
    counter = DailyCount.objects.filter(scope=share.scope, on=on)
    room = counter.filter(count__lte=share.cap - share.amount)
    if room.update(count=F("count") + share.amount):
        return True
    # First SMS of the day for this scope; another worker may be creating the same row.
    DailyCount.objects.bulk_create([DailyCount(scope=share.scope, on=on)], ignore_conflicts=True)
    return bool(room.update(count=F("count") + share.amount))
