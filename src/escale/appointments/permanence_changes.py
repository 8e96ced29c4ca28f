"""Changing a permanence with the appointments it holds: shown first, then written, in one transaction each.

What is shown is what would be written: a rehearsal makes the change, reads what it gives, and takes it back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.agenda import clashes, permanences
from escale.agenda.models import Permanence, PermanenceOccurrence
from escale.appointments import settling, stranded
from escale.appointments.models import Appointment
from escale.appointments.settling import Decision, Proposal, Result

type Change = Callable[[], Permanence]
"""What writes the change and gives the permanence that holds the dates concerned; its reasons included."""


class Unsettled(Exception):
    """Some appointments are not settled: an hour taken meanwhile, or an appointment nobody had decided of."""

    def __init__(self, results: Sequence[Result]) -> None:
        super().__init__(f"{len(results)} appointments not settled")
        self.results = results


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What a change gives: the dates to come, what stands against them in words, and the appointments left outside."""

    permanence: Permanence
    dates: list[PermanenceOccurrence]
    clashes: list[str]
    proposals: list[Proposal]


def rehearse(change: Change, *, changed: Permanence | None = None, only: int | None = None, now: datetime) -> Outlook:
    """Say what a change would give, and write nothing.

    `changed` is the permanence as it stands, if there is one; `only` the one date that changes, if there is one.
    """
    with transaction.atomic():
        covered = stranded.covered_by(changed, now=now) if changed else []
        after = change()
        dates = [each for each in dates_to_come(after, now=now) if only in (None, each.pk)]
        outlook = Outlook(
            permanence=after,
            dates=dates,
            clashes=clashes.among(dates, organization_id=after.organization_id),
            proposals=settling.propose(stranded.no_longer_covered(covered, now=now), now=now),
        )
        transaction.set_rollback(True)
    return outlook


def save(
    change: Change,
    *,
    changed: Permanence,
    seen: int,
    decisions: Sequence[Decision],
    by: Membership,
    now: datetime,
) -> Permanence:
    """Write a change and settle the appointments it leaves outside: all of it, or nothing.

    `seen` is the version the person decided on. Raises `PermanenceChanged` when it is no longer the last one, `Unsettled`
    when an hour was taken meanwhile or when an appointment left outside is in none of the decisions.
    """
    with transaction.atomic():
        permanences.claim(changed, seen=seen)
        covered = stranded.covered_by(changed, now=now)
        after = change()
        left = stranded.no_longer_covered(covered, now=now)
        _refuse_undecided(left, decisions)
        problems = [each for each in settling.settle(decisions, by=by, now=now) if each.problem]
        if problems:
            raise Unsettled(problems)
    return after


def dates_to_come(permanence: Permanence, *, now: datetime) -> list[PermanenceOccurrence]:
    """The dates of a permanence from now on, canceled ones included, with where and who."""
    coming = permanence.occurrences.filter(ends_at__gt=now).select_related("venue", "room", "adviser")
    return list(coming.order_by("starts_at", "pk"))


def _refuse_undecided(left: Sequence[Appointment], decisions: Sequence[Decision]) -> None:
    decided = {decision.appointment.pk for decision in decisions}
    if any(each.pk not in decided for each in left):
        raise Unsettled([])
