"""A question asked by SMS, whose answer somebody waits for; every other text received is forgotten at once."""

from datetime import datetime

from escale.accounts.models import Organization
from escale.outbox.models import AwaitedAnswer

LONGEST = 200


class AlreadyAsked(Exception):
    """Another question waits for an answer from this number: one "Oui" can't answer two."""


def expect(
    phone: str, *, organization: Organization, about: str, about_id: int, now: datetime, until: datetime
) -> AwaitedAnswer:
    """Wait for what this number (E.164) answers, until an instant. Raises `AlreadyAsked`.

    Asked again about the same thing, the wait is only longer; of another number, the first one answers no more.
    """
    asked = AwaitedAnswer.objects.filter(about=about, about_id=about_id, answered_at=None)
    asked.exclude(phone=phone).update(expires_at=now)
    waiting = AwaitedAnswer.objects.filter(phone=phone, answered_at=None, expires_at__gt=now)
    if waiting.exclude(about=about, about_id=about_id).exists():
        raise AlreadyAsked
    same = waiting.filter(about=about, about_id=about_id).order_by("-pk").first()
    if same is None:
        return AwaitedAnswer.objects.create(
            organization=organization, phone=phone, about=about, about_id=about_id, asked_at=now, expires_at=until
        )
    AwaitedAnswer.objects.filter(pk=same.pk).update(expires_at=until)
    return same


def forget(about: str, about_id: int, *, now: datetime) -> None:
    """Wait no more for what is open about this."""
    AwaitedAnswer.objects.filter(about=about, about_id=about_id, answered_at=None).update(expires_at=now)


def receive(phone: str, text: str, *, now: datetime) -> bool:
    """Keep what this number answers to the question that waits for it; give whether one did."""
    waiting = AwaitedAnswer.objects.filter(phone=phone, answered_at=None, expires_at__gt=now)
    awaited = waiting.order_by("-asked_at", "-pk").values_list("pk", flat=True).first()
    if awaited is None:
        return False
    # Sent twice by a provider, the first one counts.
    kept = waiting.filter(pk=awaited).update(text=text.replace("\x00", "").strip()[:LONGEST], answered_at=now)
    return bool(kept)


def says_yes(text: str) -> bool:
    """ "Oui", whatever its capitals, and the dot after it; anything else is no."""
    return text.strip().removesuffix(".").strip().casefold() == "oui"
