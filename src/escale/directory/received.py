"""People a partner's professional sends us: an hour taken for them, or a call to make; what became of it, told back.

The prescriber sees where each of hers stands and the team's word, never a file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery

from escale.accounts.models import Membership
from escale.appointments import booking, callbacks, canceling
from escale.appointments.booking import Contact
from escale.appointments.models import Appointment, Reason, State
from escale.directory import received_messages
from escale.directory.models import ConsentHow, Prescriber, ReceivedReferral, ReceivedReferralQuerySet
from escale.directory.standing import Standing, standing
from escale.people import registration
from escale.people.models import Acquisition, Beneficiary
from escale.places.models import Venue

SHOWN_FOR = timedelta(days=183)
"""How long a prescriber sees whom she sent: six months."""
BEFORE_TELLING = timedelta(minutes=15)
"""An outcome noted by mistake is taken back within these minutes, and nobody heard of it."""
TIED_WITHIN = timedelta(days=60)
LONGEST_BOOKER = 60
LONGEST_WISH = 200


class NotHers(Exception):
    """There is no hour she could call off."""


class PageClosed(Exception):
    """Her page was closed since she opened it."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Whom a prescriber sends, and why; `phone` is E.164, a mobile or a landline of the person."""

    first_name: str
    phone: str
    words: str
    consent_how: ConsentHow
    last_name: str = ""


def book(
    prescriber: Prescriber,
    sent: Sent,
    *,
    reason: Reason,
    venue: Venue,
    starts_at: datetime,
    is_together: bool = False,
    submission: UUID,
    now: datetime,
) -> ReceivedReferral:
    """Take an hour for the person; she is told as anybody is, and the prescriber who comes too has her own mail.

    The same submission again gives the same referral. Raises `SlotTaken`, `TooManyAppointments`, `NotBookable`,
    `PageClosed`.
    """

    def take() -> dict[str, Any]:
        contact = Contact(
            first_name=sent.first_name,
            last_name=sent.last_name,
            phone=sent.phone,
            booked_for_by=prescriber.full_name[:LONGEST_BOOKER],
            subject=sent.words,
            acquisition=Acquisition.PARTNER,
        )
        appointment = booking.book_by_prescriber(
            reason=reason, venue=venue, starts_at=starts_at, contact=contact, submission=submission, now=now
        )
        return {"person": appointment.person, "appointment": appointment, "is_together": is_together}

    received = _write(prescriber, sent, take, submission=submission, now=now)
    if received.is_together:
        tell_meetings(now=now, only=received)
    return received


def ask_call(prescriber: Prescriber, sent: Sent, *, submission: UUID, now: datetime) -> ReceivedReferral:
    """Ask the team to call the person; the same submission again gives the same referral. Raises `PageClosed`."""

    def take() -> dict[str, Any]:
        wish = f"{prescriber.full_name}\u00a0: {sent.words}"
        asked = callbacks.ask(
            organization=prescriber.organization,
            reason=None,
            first_name=sent.first_name,
            phone=sent.phone,
            wish=wish if len(wish) <= LONGEST_WISH else f"{wish[: LONGEST_WISH - 1]}…",
            submission=submission,
            now=now,
        )
        return {"person": _person(prescriber, sent, now=now), "callback": asked}

    return _write(prescriber, sent, take, submission=submission, now=now)


def of_prescriber(prescriber: Prescriber, *, now: datetime) -> ReceivedReferralQuerySet:
    """Those she sees on her page: her own, of the last months."""
    hers = ReceivedReferral.objects.of_organization(prescriber.organization).filter(prescriber=prescriber)
    return hers.filter(created_at__gt=now - SHOWN_FOR).with_everything_shown().order_by("-created_at", "-pk")


def may_cancel(received: ReceivedReferral, *, now: datetime) -> bool:
    """Whether she may still call off what she took: until the same limit as the person."""
    appointment = received.appointment
    return bool(
        appointment
        and standing(received) == Standing.TO_COME
        and appointment.submission == received.submission
        and now <= appointment.cancel_deadline
    )


@transaction.atomic
def cancel(received: ReceivedReferral, *, now: datetime) -> None:
    """Call off the hour she took, and tell the person. Raises `NotHers`, `TooLate`, `NotExpected`."""
    appointment = received.appointment
    if appointment is None or appointment.submission != received.submission:
        raise NotHers
    why = f"depuis la page du prescripteur, {received.prescriber}"
    canceled = canceling.cancel_by_person(appointment, why=why, now=now)
    ReceivedReferral.objects.filter(pk=received.pk).update(told_at=now)
    received_messages.write_canceled(received, canceled, now=now)


def note_back(received: ReceivedReferral, words: str) -> None:
    """Write a word for the prescriber: she is told there is something to read."""
    ReceivedReferral.objects.filter(pk=received.pk).exclude(note_back=words).update(note_back=words, told_at=None)


def close(received: ReceivedReferral, *, by: Membership, now: datetime) -> None:
    """Note that nothing came of it: nobody is called any more, and the prescriber is told."""
    ended = ReceivedReferral.objects.filter(pk=received.pk, appointment=None, closed_at=None).update(closed_at=now)
    if ended and received.callback:
        callbacks.done(received.callback, by=by, now=now)


def reopen(received: ReceivedReferral) -> None:
    """Take the ending of a demand back: the person is to be called again."""
    ReceivedReferral.objects.filter(pk=received.pk).update(closed_at=None)
    if received.callback:
        callbacks.reopen(received.callback)


def tie_due(*, now: datetime) -> int:
    """Tie the demands of a call to the first appointment the person was given since; give how many were."""
    taken = Appointment.objects.standing().filter(
        person=OuterRef("person"), organization=OuterRef("organization"), created_at__gte=OuterRef("created_at")
    )
    open_still = ReceivedReferral.objects.filter(
        Exists(taken), appointment=None, closed_at=None, callback__isnull=False, created_at__gt=now - TIED_WITHIN
    )
    return open_still.update(appointment=Subquery(taken.order_by("created_at", "pk").values("pk")[:1]))


def tell_due(*, now: datetime) -> None:
    """Tell prescribers what became of whom they sent, and those who come too that their hour moved."""
    tie_due(now=now)
    tell_meetings(now=now)
    known = now - BEFORE_TELLING
    untold = Q(told_at=None)
    outcome = ~Q(appointment__state=State.EXPECTED) & (untold | Q(told_at__lt=F("appointment__settled_at")))
    ending = untold | Q(told_at__lt=F("closed_at"))
    news = (
        (Q(appointment__settled_at__lte=known) & outcome)
        | (Q(closed_at__lte=known) & ending)
        | (~Q(note_back="") & untold)
    )
    for received in _with_prescriber().filter(news).order_by("pk"):
        with transaction.atomic():
            if ReceivedReferral.objects.filter(pk=received.pk, told_at=received.told_at).update(told_at=now):
                received_messages.write_told(received, now=now)


def tell_meetings(*, now: datetime, only: ReceivedReferral | None = None) -> None:
    """Write to the prescribers who come too, once for each hour their appointment had."""
    coming = _with_prescriber(is_together=True, appointment__starts_at__gt=now)
    coming = coming.filter(pk=only.pk) if only else coming.filter(~Exists(received_messages.of_this_hour()))
    for received in coming.order_by("pk"):
        with transaction.atomic():
            received_messages.write_meeting(received, now=now)


def _with_prescriber(**lookups: Any) -> ReceivedReferralQuerySet:
    return ReceivedReferral.objects.filter(**lookups).with_everything_shown()


def _write(
    prescriber: Prescriber, sent: Sent, take: Callable[[], dict[str, Any]], *, submission: UUID, now: datetime
) -> ReceivedReferral:
    """Write what was taken with the referral that says why; both, or neither. One form of hers after the other."""
    with transaction.atomic():
        try:
            Prescriber.objects.standing().get_locked(pk=prescriber.pk)
        except Prescriber.DoesNotExist:
            raise PageClosed from None
        if first := ReceivedReferral.objects.with_everything_shown().one(submission=submission):
            return first
        return ReceivedReferral.objects.create(
            submission=submission,
            organization=prescriber.organization,
            prescriber=prescriber,
            words=sent.words,
            consent_how=sent.consent_how,
            consent_at=now,
            created_at=now,
            **take(),
        )


def _person(prescriber: Prescriber, sent: Sent, *, now: datetime) -> Beneficiary:
    return registration.recognise_or_register(
        organization=prescriber.organization,
        first_name=sent.first_name,
        last_name=sent.last_name,
        phone=sent.phone,
        now=now,
    )
