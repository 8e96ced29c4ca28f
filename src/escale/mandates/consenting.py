"""How a person says yes: at the screen, on paper, before a witness, or by SMS; nothing is done before."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef

from escale.accounts.models import Membership
from escale.mandates import acts, links, messages
from escale.mandates.models import ConsentBy, CopyHow, Duration, JournalKind, Mandate, RevokedFrom
from escale.mandates.writing import ABOUT, NotPossible, write_down
from escale.outbox import answers
from escale.outbox.answers import AlreadyAsked
from escale.outbox.limits import can_receive_sms
from escale.outbox.models import AwaitedAnswer, OptOut
from escale.outbox.writing import refusals
from escale.places.zones import zone_of

SESSION = timedelta(hours=1)
"""A mandate for the session lasts as long as the appointment, and at least this."""
MOST_DAYS = 31
ANSWER_WITHIN = timedelta(days=1)
ASKED_AGAIN_AFTER = timedelta(minutes=1)
"""Two taps are one SMS."""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The yes of a person, and what proves it."""

    by: ConsentBy
    signed_name: str = ""
    signature: str = ""
    paper_place: str = ""
    witness: str = ""


class NotAsked(Exception):
    """She can’t answer any more: it was signed, refused or given up, or the question is too old."""


@transaction.atomic
def sign(mandate: Mandate, consent: Consent, *, by: Membership | None, now: datetime) -> Mandate:
    """Note that she agreed: from now until its end, the acts may be done. Raises `NotAsked`.

    `by` is None when she answered by herself, by SMS or on her page.
    """
    standing = _locked_unsigned(mandate)
    standing.consent_by = consent.by
    standing.signed_at, standing.ends_at = now, ends_at(standing, now=now)
    standing.signed_name, standing.signature = consent.signed_name, consent.signature
    standing.paper_place, standing.witness = consent.paper_place, consent.witness
    if consent.by == ConsentBy.PAPER:
        standing.copy_how, standing.copy_at = CopyHow.PAPER, now
    if consent.by == ConsentBy.SMS:
        standing.copy_how, standing.copy_at = CopyHow.LINK, now
    standing.seal = seal_of(standing)
    standing.save()
    answers.forget(ABOUT, standing.pk, now=now)
    write_down(JournalKind.MANDATE_SIGNED, standing, by=by, now=now)
    if consent.by == ConsentBy.SMS:
        messages.tell_agreed(standing, now=now)
    return standing


@transaction.atomic
def refuse(mandate: Mandate, *, by: Membership | None, now: datetime) -> None:
    """Note that she said no: nothing is done. Raises `NotAsked`."""
    standing = _locked_unsigned(mandate)
    Mandate.objects.filter(pk=standing.pk).update(refused_at=now, ended_at=now)
    answers.forget(ABOUT, standing.pk, now=now)
    write_down(JournalKind.MANDATE_DECLINED, standing, by=by, now=now)


@transaction.atomic
def ask_by_sms(mandate: Mandate, *, by: Membership, now: datetime) -> None:
    """Send her the question, to be answered "Oui" or on her page, within a day. Raises `NotAsked`, `NotPossible`."""
    standing = _locked_unsigned(mandate)
    if standing.consent_by != ConsentBy.SMS:
        raise NotPossible("Ce mandat ne se signe pas par SMS. Corrigez-le d’abord.")
    if standing.asked_at and now < standing.asked_at + ASKED_AGAIN_AFTER:
        raise NotPossible("La demande vient de partir. Attendez une minute avant de l’envoyer de nouveau.")
    person = standing.person
    if person is None or not can_receive_sms(person.phone):
        raise NotPossible("Sa fiche n’a pas de portable qui reçoit des SMS. Choisissez une autre façon de dire oui.")
    if refusals(person.phone):
        raise NotPossible("Elle ne veut plus de SMS de nous. Choisissez une autre façon de dire oui.")
    try:
        answers.expect(
            person.phone,
            organization=standing.organization,
            about=ABOUT,
            about_id=standing.pk,
            now=now,
            until=now + ANSWER_WITHIN,
        )
    except AlreadyAsked:
        raise NotPossible("Ce numéro doit déjà répondre à une autre demande. Attendez sa réponse.") from None
    # A new address: whoever holds an older one, on a paper or at a wrong number, would say yes in her place.
    standing.link_nonce = uuid4()
    links.seal(standing)
    standing.asked_at, standing.asked_times = now, standing.asked_times + 1
    standing.save(update_fields=["asked_at", "asked_times", "link_nonce", "link_hash"])
    messages.ask(standing, now=now, until=now + ANSWER_WITHIN)
    write_down(JournalKind.MANDATE_ASKED, standing, by=by, now=now)


def may_answer(mandate: Mandate, *, now: datetime) -> bool:
    """Whether her page may still take her yes: she was asked less than a day ago, and nothing was said since."""
    asked = mandate.asked_at is not None and now < mandate.asked_at + ANSWER_WITHIN
    return asked and mandate.signed_at is None and mandate.ended_at is None


def read_answers(*, now: datetime) -> int:
    """Take what came by SMS: "Oui" signs, anything else is no, STOP after a yes stops everything; give how much was read."""
    waiting = AwaitedAnswer.objects.filter(about=ABOUT, read_at=None).exclude(answered_at=None)
    count = 0
    for pk in waiting.order_by("answered_at", "pk").values_list("pk", flat=True)[:100]:
        with transaction.atomic():
            count += _read(pk, now=now)
    return count + _stop(now=now)


def _read(pk: int, *, now: datetime) -> int:
    if not AwaitedAnswer.objects.filter(pk=pk, read_at=None).update(read_at=now):
        return 0  # Another worker has it.
    answer = AwaitedAnswer.objects.get(pk=pk)
    mandate = Mandate.objects.with_everything_shown().one(pk=answer.about_id)
    at = answer.answered_at or now
    if mandate is None or mandate.person is None or mandate.person.phone != answer.phone:
        return 0  # Nobody’s yes, or that of a number that isn’t hers any more.
    try:
        with transaction.atomic():
            if answers.says_yes(answer.text):
                sign(mandate, Consent(by=ConsentBy.SMS), by=None, now=at)
            else:
                refuse(mandate, by=None, now=at)
    except NotAsked:
        return 0
    return 1


def _stop(*, now: datetime) -> int:
    """Somebody who said yes by SMS says stop the same way, though STOP first means “no more SMS”."""
    said = OptOut.objects.filter(phone=OuterRef("person__phone"), asked_at__gte=OuterRef("signed_at"))
    stopped = Mandate.objects.open(now=now).filter(Exists(said), consent_by=ConsentBy.SMS).order_by("pk")
    return sum(acts.revoke(mandate, by=None, now=now, origin=RevokedFrom.SMS) for mandate in stopped)


def ends_at(mandate: Mandate, *, now: datetime) -> datetime:
    """When a mandate signed at this instant ends: with the appointment, with the day, or 31 days later at most."""
    appointment = mandate.appointment
    zone = appointment.venue.zone if appointment else zone_of(mandate.organization)
    today = now.astimezone(zone).date()
    if mandate.duration == Duration.SESSION:
        later = now + SESSION
        # One that is signed before the day of the appointment doesn't last until then.
        is_today = appointment is not None and appointment.starts_at.astimezone(zone).date() == today
        return max(appointment.ends_at, later) if appointment and is_today else later
    last = today
    if mandate.duration == Duration.MONTH:
        furthest = today + timedelta(days=MOST_DAYS)
        last = min(mandate.until_on or furthest, furthest)
    return datetime.combine(max(last, today) + timedelta(days=1), time(0), tzinfo=zone).astimezone(UTC)


def seal_of(mandate: Mandate) -> str:
    """SHA-256 of what was agreed to: printed on both copies, it ties the paper to the row. No name in it."""
    names = (
        *("organization_id", "person_id", "adviser_id", "formality", "service", "permitted", "category", "why"),
        *("presence", "duration", "consent_by", "text_hash"),
    )
    agreed = {name: getattr(mandate, name) for name in names}
    instants = {name: value.isoformat() for name in ("signed_at", "ends_at") if (value := getattr(mandate, name))}
    return sha256(json.dumps(agreed | instants, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _locked_unsigned(mandate: Mandate) -> Mandate:
    standing = Mandate.objects.with_everything_shown().get_locked(pk=mandate.pk)
    forgotten = standing.person is None or standing.person.erased_at is not None
    if standing.signed_at or standing.ended_at or forgotten:
        raise NotAsked
    return standing
