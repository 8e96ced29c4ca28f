"""Where an SMS must not go, and how many may leave in a day: for one number, one organization, the whole instance."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from escale.french.phone import Kind, UnreadablePhone, read_phone
from escale.outbox.models import DailyCount, Message, OptOut

PER_NUMBER = 3
INSTANCE = "instance"


def can_receive_sms(phone: str) -> bool:
    """Whether an E.164 number is a mobile of a country the instance writes to.

    Premium, satellite and shared-cost numbers are no mobiles: refusing all the rest closes the door to toll fraud.
    """
    try:
        number = read_phone(phone)
    except UnreadablePhone:
        return False
    return number.kind == Kind.MOBILE and number.country in settings.SMS_COUNTRIES


def forbidden(messages: Collection[Message]) -> dict[Message, str]:
    """Say of which messages' numbers nothing may be sent to, and why. One query."""
    numbers = {message.recipient for message in messages}
    refusing = set(OptOut.objects.filter(phone__in=numbers).order_by("pk").values_list("phone", flat=True))
    why = {}
    for message in messages:
        if not can_receive_sms(message.recipient):
            why[message] = "Ce numéro ne peut pas recevoir nos SMS."
        elif message.recipient in refusing:
            why[message] = "Cette personne ne veut plus de SMS."
    return why


@dataclass(frozen=True, kw_only=True)
class _Share:
    """What one SMS takes of one cap."""

    scope: str
    amount: int
    cap: int
    sentence: str


@transaction.atomic
def take(
    costs: Mapping[Message, int], *, now: datetime, on_request: Collection[Message] = frozenset()
) -> dict[Message, str]:
    """Count SMS before they leave, each in every cap or in none; say which don't fit, and why.

    `costs` gives the segments of each; `on_request` those that somebody asked for by typing the number. A message already
    counted today is not counted again. The counters are locked, in order, until they are written: workers that count at
    once never pass a cap together, nor wait on each other.
    """
    days = {message: now.astimezone(message.zone).date() for message in costs}
    to_count = [message for message in costs if message.counted_on != days[message]]
    shares = {message: _shares(message, costs[message], on_request=message in on_request) for message in to_count}
    counters = _locked({(share.scope, days[message]) for message in to_count for share in shares[message]})
    full: dict[Message, str] = {}
    counted = []
    for message in to_count:
        mine = [(counters[share.scope, days[message]], share) for share in shares[message]]
        if why := next((share.sentence for row, share in mine if row.count + share.amount > share.cap), ""):
            full[message] = why
            continue
        for row, share in mine:
            row.count += share.amount
        message.counted_on = days[message]
        counted.append(message)
    DailyCount.objects.bulk_update(counters.values(), ["count"])
    Message.objects.bulk_update(counted, ["counted_on"])
    return full


def give_back(message: Message, *, segments: int, on: date, on_request: bool = False) -> None:
    """Uncount an SMS that surely didn't leave; the caller saves `counted_on`."""
    for share in _shares(message, segments, on_request=on_request):
        DailyCount.objects.filter(scope=share.scope, on=on, count__gte=share.amount).update(
            count=F("count") - share.amount
        )
    message.counted_on = None


def sent_today(scope: str, *, on: date) -> int:
    return DailyCount.objects.filter(scope=scope, on=on).values_list("count", flat=True).first() or 0


def scope_of_organization(organization_id: int) -> str:
    return f"organization:{organization_id}"


def scope_of_number(phone: str, *, on_request: bool = False) -> str:
    """The number's fingerprint: counting needs to recognise it, not to read it.

    Codes and lists asked for are counted apart: whoever types somebody's number again and again holds up no reminder.
    """
    fingerprint = salted_hmac("escale.outbox.limits", phone, algorithm="sha256").hexdigest()
    return f"{'asked' if on_request else 'number'}:{fingerprint}"


def _shares(message: Message, segments: int, *, on_request: bool) -> list[_Share]:
    return [
        _Share(
            scope=scope_of_number(message.recipient, on_request=on_request),
            amount=1,
            cap=PER_NUMBER,
            sentence="Cette personne a déjà reçu trois SMS aujourd’hui.",
        ),
        _Share(
            scope=scope_of_organization(message.organization_id),
            amount=segments,
            cap=message.organization.sms_per_day,
            sentence="Le nombre de SMS par jour de votre structure est atteint.",
        ),
        _Share(
            scope=INSTANCE,
            amount=segments,
            cap=settings.SMS_PER_DAY,
            sentence="Le nombre de SMS par jour de tout le service est atteint.",
        ),
    ]


def _locked(wanted: Collection[tuple[str, date]]) -> dict[tuple[str, date], DailyCount]:
    """The counters of these scopes and days, made if need be and locked, always in the same order."""
    if not wanted:
        return {}
    DailyCount.objects.bulk_create(
        [DailyCount(scope=scope, on=on) for scope, on in sorted(wanted)], ignore_conflicts=True
    )
    rows = DailyCount.objects.filter(scope__in={scope for scope, _ in wanted}, on__in={on for _, on in wanted}).locked()
    return {(row.scope, row.on): row for row in rows}
