"""Appointments with a history in the demonstration: moved with a reason, canceled, given back, and people who did not come."""

from datetime import datetime, timedelta

from escale.accounts.models import Membership
from escale.activity import closing
from escale.appointments import alternatives, canceling, moving
from escale.appointments.models import Appointment, CallbackRequest, State
from escale.outbox.delivery import deliver_due
from escale.periodic import CATALOGUE

CALLED_WITHIN = timedelta(days=3)


def fill(by: Membership, *, now: datetime) -> None:
    """Move and cancel some of the coming appointments of this adviser; let the team have called who missed one."""
    earlier = now - timedelta(hours=3)
    coming = list(
        Appointment.objects.upcoming(now=now + timedelta(days=1))
        .filter(adviser=by.user)
        .with_everything_shown()
        .order_by("starts_at", "pk")[:4]
    )
    for appointment, why in zip(coming[:2], ("formation à Rennes", "salle prise par la chorale"), strict=False):
        _move(appointment, by=by, why=why, now=earlier)
    deliver_due(now=earlier + timedelta(minutes=1), catalogue=CATALOGUE)
    for appointment in coming[2:3]:
        canceling.cancel_by_staff(
            appointment, by=by, notify=True, apology="Je suis souffrante.", why="souffrante", now=earlier
        )
    _absences(by, now=now)


def _move(appointment: Appointment, *, by: Membership, why: str, now: datetime) -> None:
    near = alternatives.near_hours([appointment], now=now)[appointment.pk]
    if near:
        to = near[0]
        moving.move_by_staff(
            appointment,
            by=by,
            adviser=to.adviser,
            venue=to.venue,
            room=to.room,
            starts_at=to.starts_at,
            accept_warnings=True,
            why=why,
            now=now,
        )


def _absences(by: Membership, *, now: datetime) -> None:
    """Somebody who comes back had missed two appointments; those who missed one days ago have been called."""
    coming = Appointment.objects.upcoming(now=now).filter(adviser=by.user).order_by("starts_at", "pk")
    seen = Appointment.objects.filter(person__in=coming.values("person"), adviser=by.user, state=State.SEEN)
    latest = seen.order_by("person", "-starts_at", "pk")
    twice: dict[int, list[Appointment]] = {}
    for appointment in latest:
        twice.setdefault(appointment.person_id, []).append(appointment)
    for missed in sorted(twice.values(), key=lambda found: (-len(found), found[0].pk))[:1]:
        for appointment in missed[:2]:
            closing.settle(appointment, State.NO_SHOW, by=by, now=appointment.ends_at)
    old = CallbackRequest.objects.open().filter(appointment__isnull=False, created_at__lt=now - CALLED_WITHIN)
    old.update(done_at=now - CALLED_WITHIN, done_by=by.user)
