"""When an adviser is away."""

from datetime import datetime

from django.db import transaction

from escale.agenda import commitments
from escale.agenda.models import Absence, Commitment, CommitmentKind, Resource


@transaction.atomic
def declare(adviser: Resource, *, starts_at: datetime, ends_at: datetime, label: str = "") -> Absence:
    """Mark an adviser as away. Appointments already taken stay: `stranded.during_absence` lists what to settle."""
    commitments.lock([adviser.pk])
    commitment = Commitment.objects.create(
        resource=adviser,
        starts_at=starts_at,
        ends_at=ends_at,
        kind=CommitmentKind.ABSENCE,
        # An absence may cover an appointment that is still to be settled: both are true.
        exclusive=False,
        label=label,
    )
    return Absence.objects.create(
        adviser=adviser, commitment=commitment, label=label, starts_at=starts_at, ends_at=ends_at
    )


@transaction.atomic
def withdraw(absence: Absence) -> None:
    """Take an absence back: its hours are free again."""
    commitments.lock([absence.adviser_id])
    absence.commitment.delete()
