"""What is done under a mandate: an act of its list, while it stands. Anything else is refused, and written down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from escale.accounts.models import Membership
from escale.mandates import journal
from escale.mandates.models import CopyHow, End, JournalKind, Mandate, MandateAct, Result, RevokedFrom, Standing
from escale.mandates.writing import write_down

OTHER = ""
"""An act that isn't in the list."""

REFUSALS = {
    Standing.UNSIGNED: (
        JournalKind.ACT_REFUSED_UNSIGNED,
        "Elle n’a pas encore dit oui. Rien ne peut être fait avant.",
    ),
    Standing.REFUSED: (JournalKind.ACT_REFUSED_UNSIGNED, "Elle a dit non. Rien ne peut être fait."),
    Standing.OVER: (
        JournalKind.ACT_REFUSED_OVER,
        "La durée du mandat est passée. Il faut un nouveau mandat.",
    ),
    Standing.REVOKED: (
        JournalKind.ACT_REFUSED_REVOKED,
        "Elle a dit stop : plus rien ne peut être fait avec ce mandat.",
    ),
    Standing.ENDED: (JournalKind.ACT_REFUSED_OVER, "Ce mandat est terminé. Il faut un nouveau mandat."),
}
OUTSIDE = (
    JournalKind.ACT_REFUSED_OUTSIDE,
    "Cet acte n’est pas dans la liste. Il faut un nouveau mandat, avec son accord.",
)


class ActRefused(Exception):
    """The act isn't allowed; the sentence says why. The journal already has it."""

    def __init__(self, kind: JournalKind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind, self.sentence = kind, sentence


@dataclass(frozen=True, kw_only=True)
class Act:
    """What was done: one of the acts permitted (or `OTHER`), what came of it, the receipt the service gave."""

    what: str
    result: Result
    words: str = ""
    receipt: str = ""


def note(mandate: Mandate, act: Act, *, submission: UUID, by: Membership, now: datetime) -> MandateAct:
    """Write down an act; the same submission again gives the same one. Raises `ActRefused`, once it is in the journal."""
    with transaction.atomic():
        standing = Mandate.objects.get_locked(pk=mandate.pk)
        if already := MandateAct.objects.of_organization(by.organization).one(submission=submission):
            return already
        problem = _problem(standing, act, now=now)
        subjects = {"mandate": standing.pk}
        if problem is None:
            noted = MandateAct.objects.create(
                organization=by.organization, mandate=standing, at=now, by=by.user, submission=submission, **vars(act)
            )
            subjects["act"] = noted.pk
        kind = problem.kind if problem else JournalKind.MANDATE_ACT
        journal.append(kind, organization_id=by.organization_id, actor_id=by.user_id, now=now, **subjects)
    # Raised once the transaction is over: the refusal stays written.
    if problem:
        raise problem
    return noted


def acted_during(appointments: Collection[int]) -> set[int]:
    """Those of these appointments, by number, when something was done in the person's place. One query, none without any."""
    acts = MandateAct.objects.filter(mandate__appointment__in=appointments).order_by("pk")
    return set(acts.values_list("mandate__appointment", flat=True)) if appointments else set()


def _problem(mandate: Mandate, act: Act, *, now: datetime) -> ActRefused | None:
    stands = mandate.standing(now=now)
    if stands != Standing.OPEN:
        return ActRefused(*REFUSALS[stands])
    return ActRefused(*OUTSIDE) if act.what not in mandate.permitted_acts else None


@transaction.atomic
def revoke(mandate: Mandate, *, by: Membership | None, now: datetime, origin: RevokedFrom = RevokedFrom.TEAM) -> bool:
    """Stop everything: she said so, to the team or by herself (`by` is then None); give whether this is news."""
    standing = Mandate.objects.get_locked(pk=mandate.pk)
    if standing.revoked_at or standing.ended_at:
        return False
    Mandate.objects.filter(pk=standing.pk).update(
        revoked_at=now, revoked_by=by.user if by else None, revoked_from=origin, ended_at=now
    )
    write_down(JournalKind.MANDATE_REVOKED, standing, by=by, now=now)
    return True


@transaction.atomic
def hand_over(mandate: Mandate, how: CopyHow, *, by: Membership, now: datetime) -> None:
    """Note that she has her copy; once is enough."""
    standing = Mandate.objects.get_locked(pk=mandate.pk)
    if standing.signed_at is None or standing.copy_how:
        return
    Mandate.objects.filter(pk=standing.pk).update(copy_how=how, copy_at=now)
    write_down(JournalKind.MANDATE_COPIED, standing, by=by, now=now)


@transaction.atomic
def end(mandate: Mandate, *, outcome: End, words: str, by: Membership, now: datetime) -> bool:
    """Close a mandate with what came of it, stopped or not; give whether this is news."""
    standing = Mandate.objects.get_locked(pk=mandate.pk)
    if standing.signed_at is None or standing.outcome:
        return False
    Mandate.objects.filter(pk=standing.pk).update(
        outcome=outcome, outcome_words=words, ended_at=standing.ended_at or now
    )
    write_down(JournalKind.MANDATE_ENDED, standing, by=by, now=now)
    return True
