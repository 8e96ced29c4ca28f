"""Appointments at an hour when another calendar, read since, says their adviser is busy."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from escale.accounts.models import User
from escale.agenda import commitments
from escale.agenda.models import Commitment, CommitmentQuerySet, ExternalEvent, ResourceKind
from escale.appointments.models import MOVES, Appointment, AppointmentChange, AppointmentQuerySet, ChangeKind

DECIDES_THE_HOUR = MOVES | {ChangeKind.MOVE_UNDONE, ChangeKind.RESTORED}


def by_other_calendars(appointments: AppointmentQuerySet, *, now: datetime) -> AppointmentQuerySet:
    """Those of these appointments, still to come, that an event noted since covers, and that nobody decided to keep.

    Whoever booked or moved one over an event already known did so on purpose: there is nothing to settle.
    """
    decided = AppointmentChange.objects.filter(appointment=OuterRef("pk"), kind__in=DECIDES_THE_HOUR)
    last_decided = Subquery(decided.order_by("-at").values("at")[:1])
    return (
        appointments.upcoming(now=now)
        .annotate(decided_at=Coalesce(last_decided, F("created_at")))
        .filter(
            Q(_noted_since("commitment"), commitment__exclusive=True)
            | Q(_noted_since("co_commitment"), co_commitment__exclusive=True)
        )
        .with_everything_shown()
        .select_related("commitment")
        .order_by("starts_at", "pk")
    )


@transaction.atomic
def keep_both(appointment: Appointment, *, by: User) -> None:
    """Keep the appointment although another calendar says busy: somebody decided so, and the row says who."""
    _lock(appointment).update(exclusive=False, overbooked_by=by)


@transaction.atomic
def settle_again(appointment: Appointment) -> None:
    """Take that decision back: the appointment is to be settled again, unless somebody was booked over it since."""
    held = _lock(appointment)
    booked_over = Commitment.objects.filter(
        Exists(
            held.filter(
                resource=OuterRef("resource"), starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
            )
        )
    )
    if not booked_over.filter(exclusive=True).exists():
        held.update(exclusive=True, overbooked_by=None)


def _lock(appointment: Appointment) -> CommitmentQuerySet:
    """What the appointment holds of its advisers, locked; an appointment is always locked before resources."""
    current = Appointment.objects.filter(pk=appointment.pk).locked().get()
    held = Commitment.objects.filter(pk__in=current.held_ids, resource__kind=ResourceKind.ADVISER)
    commitments.lock(held.order_by("pk").values_list("resource_id", flat=True))
    return held


def _noted_since(commitment: str) -> Exists:
    return Exists(
        ExternalEvent.objects.filter(
            commitment__resource=OuterRef(f"{commitment}__resource"),
            starts_at__lt=OuterRef("ends_at"),
            ends_at__gt=OuterRef("starts_at"),
            noted_at__gt=OuterRef("decided_at"),
        )
    )
