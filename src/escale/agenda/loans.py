"""Equipment lent to people: out until it comes back, whatever the day it was due.

The lock on the thing's resource keeps two people from lending it at once; the database allows one running loan for each.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from escale.accounts.models import Membership
from escale.agenda import commitments, resources
from escale.agenda.commitments import Hold
from escale.agenda.models import Commitment, CommitmentKind, Equipment, Loan
from escale.people.models import Beneficiary
from escale.places.zones import zone_of
from escale.scheduling.wall_clock import day_bounds


class NotAvailable(Exception):
    """The thing is out, kept for something else before it would be back, or no longer lent."""


class StillOut(Exception):
    """The thing has to come back first."""


class AlreadyBack(Exception):
    """The loan is over."""


@transaction.atomic
def lend(
    equipment: Equipment,
    *,
    person: Beneficiary | None,
    borrower: str,
    due_on: date,
    condition: str,
    by: Membership,
    now: datetime,
) -> Loan:
    """Lend a thing until a day, that day included. Raises `NotAvailable`."""
    resource = resources.for_equipment(equipment)
    commitments.lock([resource.pk])
    ends_at = _end_of(due_on, equipment)
    retired = Equipment.objects.filter(pk=equipment.pk).exclude(retired_at=None).exists()
    out = Loan.objects.running().filter(equipment=equipment).exists()
    if retired or out or commitments.conflicts([resource.pk], now, ends_at):
        raise NotAvailable
    hold = Hold(starts_at=now, ends_at=ends_at, kind=CommitmentKind.LOAN)
    return Loan.objects.create(
        equipment=equipment,
        person=person,
        borrower="" if person else borrower,
        commitment=commitments.hold_free(resource.pk, hold),
        lent_at=now,
        lent_by=by.user,
        due_on=due_on,
        condition=condition,
    )


@transaction.atomic
def prolong(loan: Loan, *, due_on: date) -> Loan:
    """Leave a thing longer, or ask for it sooner. Raises `AlreadyBack`, `NotAvailable`."""
    current = _running(loan)
    ends_at = _end_of(due_on, current.equipment)
    resource = resources.for_equipment(current.equipment)
    others = [
        row for row in commitments.conflicts([resource.pk], current.lent_at, ends_at) if row.pk != current.commitment_id
    ]
    if others:
        raise NotAvailable
    current.due_on = due_on
    current.save()
    Commitment.objects.filter(loan=current).update(ends_at=ends_at)
    return current


@transaction.atomic
def give_back(loan: Loan, *, condition: str, by: Membership, now: datetime) -> Loan:
    """Note that a thing came back: it can be lent again. Raises `AlreadyBack`."""
    current = _running(loan)
    current.returned_at, current.returned_to, current.return_condition = now, by.user, condition
    held, current.commitment = current.commitment_id, None
    current.save()
    commitments.release([held])
    return current


@transaction.atomic
def take_back_return(loan: Loan) -> Loan:
    """Undo a return: the thing is out again. Raises `NotAvailable` when it was lent meanwhile, or kept for something else."""
    equipment = Equipment.objects.get(pk=loan.equipment_id)
    resource = resources.for_equipment(equipment)
    commitments.lock([resource.pk])
    current = Loan.objects.locked().get(pk=loan.pk)
    if current.returned_at is None:
        return current
    ends_at = _end_of(current.due_on, equipment)
    out = Loan.objects.running().filter(equipment=equipment).exists()
    if out or commitments.conflicts([resource.pk], current.lent_at, ends_at):
        raise NotAvailable
    hold = Hold(starts_at=current.lent_at, ends_at=ends_at, kind=CommitmentKind.LOAN)
    current.commitment = commitments.hold_free(resource.pk, hold)
    current.returned_at, current.returned_to, current.return_condition = None, None, ""
    current.save()
    return current


@transaction.atomic
def retire(equipment: Equipment, *, now: datetime) -> None:
    """Lend a thing no more; its history stays. Raises `StillOut`."""
    commitments.lock([resources.for_equipment(equipment).pk])
    if Loan.objects.running().filter(equipment=equipment).exists():
        raise StillOut
    Equipment.objects.filter(pk=equipment.pk, retired_at=None).update(retired_at=now)


def keep_late_busy(*, now: datetime) -> int:
    """Keep what is late busy for two days more, so that nothing counts on it; give how many were prolonged.

    It shares its hours from then on: whatever was planned with it after its due day stays, and has to be looked at.
    """
    late = Commitment.objects.filter(
        kind=CommitmentKind.LOAN, loan__due_on__lt=now.date(), ends_at__lt=now + timedelta(days=1)
    )
    return late.update(ends_at=now + timedelta(days=2), exclusive=False)


def _running(loan: Loan) -> Loan:
    commitments.lock([resources.for_equipment(Equipment.objects.get(pk=loan.equipment_id)).pk])
    current = Loan.objects.select_related("equipment__organization").get_locked(pk=loan.pk)
    if current.returned_at is not None:
        raise AlreadyBack
    return current


def _end_of(on: date, equipment: Equipment) -> datetime:
    return day_bounds(on, zone_of(equipment.organization)).end
