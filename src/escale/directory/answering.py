"""What comes back: the partner answers from its page, or the team notes what it heard; the person and the sender are told."""

import uuid
from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.accounts.secret_links import hashed
from escale.directory import deadlines, kinds
from escale.directory.links import seal
from escale.directory.models import ENDED, Referral, ReferralState, ReferralStep
from escale.outbox import writing

NEXT: dict[str, frozenset[ReferralState]] = {
    ReferralState.SENT: frozenset({ReferralState.ACCEPTED, ReferralState.WAITING, ReferralState.REFUSED}),
    ReferralState.WAITING: frozenset({ReferralState.ACCEPTED, ReferralState.REFUSED}),
    ReferralState.ACCEPTED: frozenset({ReferralState.SEEN, ReferralState.DONE, ReferralState.NOT_COME}),
    ReferralState.SEEN: frozenset({ReferralState.DONE, ReferralState.NOT_COME}),
}
"""What a partner may answer, from where it stands."""
HEARD = frozenset(ReferralState) - {ReferralState.SENT, ReferralState.WITHDRAWN}
"""What the team may note of a referral that isn’t over: it often hears the end first."""
RENEWED_WITHIN = deadlines.ASKED_AFTER * 4
"""A link asked for later than that was forgotten: the team is to be called."""


class LinkClosed(Exception):
    """The page of the partner has expired, or the referral is over."""


class AnsweredMeanwhile(Exception):
    """Somebody answered since this page was shown."""


class ReasonMissing(Exception):
    """A refusal says why."""


def find(secret: str) -> Referral | None:
    """The referral behind a secret address, open or not; None when nobody was given it, or no longer."""
    found = Referral.objects.with_everything_shown().filter(link_hash=hashed(secret))
    return found.get_or_none()


@transaction.atomic
def answer_by_partner(
    referral: Referral, state: ReferralState, *, revision: int, refusal: str = "", note: str = "", now: datetime
) -> Referral:
    """Write what the partner answered on its page; the same answer twice changes nothing.

    Raises `LinkClosed`, `AnsweredMeanwhile`, `ReasonMissing`.
    """
    current = _locked(referral)
    if current.state == state and current.revision == revision + 1:
        return current
    if not current.shows_person(now=now):
        raise LinkClosed
    if current.revision != revision or state not in NEXT.get(current.state, ()):
        raise AnsweredMeanwhile
    _take(current, state, refusal=refusal, note=note, by=None, now=now)
    if state not in ENDED:
        current.link_expires_at = now + deadlines.LINK_OPEN
    current.save()
    kinds.tell_adviser(current, now=now)
    _tell_person(current, now=now)
    return current


@transaction.atomic
def note_answer(
    referral: Referral,
    state: ReferralState,
    *,
    revision: int,
    refusal: str = "",
    note: str = "",
    by: Membership,
    now: datetime,
) -> Referral:
    """Write what the team heard, on the telephone most often. Raises `AnsweredMeanwhile`, `ReasonMissing`."""
    current = _locked(referral)
    if current.state == state and current.revision == revision + 1:
        return current
    if current.revision != revision or current.ended_at is not None or state not in HEARD:
        raise AnsweredMeanwhile
    _take(current, state, refusal=refusal, note=note, by=by, now=now)
    current.save()
    _tell_person(current, now=now)
    return current


@transaction.atomic
def withdraw(referral: Referral, *, by: Membership, now: datetime) -> None:
    """Stop a referral: the page of the partner closes, what has not left yet never does. Twice changes nothing."""
    current = _locked(referral)
    if current.ended_at is None:
        _take(current, ReferralState.WITHDRAWN, by=by, now=now)
        current.save()
        writing.drop(kinds.ABOUT, current.pk)


@transaction.atomic
def renew_link(referral: Referral, *, now: datetime) -> Referral:
    """Give the partner another address for eight days, by mail when it has one; the one before opens nothing more.

    Raises `LinkClosed` when the referral is over, or the person’s file erased.
    """
    current = _locked(referral)
    if current.ended_at is not None or not current.names_somebody:
        raise LinkClosed
    current.link_nonce, current.link_expires_at = uuid.uuid4(), now + deadlines.LINK_OPEN
    current.revision += 1
    seal(current)
    current.save()
    kinds.tell_partner(kinds.SENT, current, now=now)
    return current


def may_ask_again(referral: Referral, *, now: datetime) -> bool:
    """Whether the partner may have another link by asking for it: to the address it was sent to, within some months."""
    recent = now < referral.created_at + RENEWED_WITHIN
    return bool(recent and referral.ended_at is None and referral.goes_to and referral.names_somebody)


def _locked(referral: Referral) -> Referral:
    return Referral.objects.with_everything_shown().get_locked(pk=referral.pk)


def _take(
    current: Referral,
    state: ReferralState,
    *,
    refusal: str = "",
    note: str = "",
    by: Membership | None,
    now: datetime,
) -> None:
    """Put a referral in a state (unsaved), with what is expected of it from then on."""
    if state == ReferralState.REFUSED and not refusal:
        raise ReasonMissing
    current.state = state
    current.revision += 1
    current.refusal = refusal if state == ReferralState.REFUSED else ""
    current.note_back = note or current.note_back
    current.answered_at = current.answered_at or (None if state == ReferralState.WITHDRAWN else now)
    current.remind_at = current.call_at = None
    match state:
        case ReferralState.WAITING:
            within = deadlines.ANSWER_WITHIN_A_WEEK
            current.call_at = deadlines.working_days(within, at=current.partner, after=now)
        case ReferralState.REFUSED | ReferralState.NOT_COME:
            current.call_at = now
        case ReferralState.SEEN:
            current.ask_at = now + deadlines.ASKED_AFTER
    if state in ENDED:
        current.ended_at, current.ask_at = now, None
    ReferralStep.objects.create(referral=current, state=state, at=now, by=by.user if by else None)


def _tell_person(current: Referral, *, now: datetime) -> None:
    match current.state:
        case ReferralState.ACCEPTED:
            kinds.tell_person(kinds.ACCEPTED, current, now=now)
        case ReferralState.WAITING:
            kinds.tell_person(kinds.DELAYED, current, now=now)
