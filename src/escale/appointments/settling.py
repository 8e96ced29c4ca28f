"""Settling appointments that no longer fit: keep, move, give to a colleague or call off, each with its message.

What strands them is another page's business: a permanence that changes, an adviser away, a closed day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from escale.accounts.models import Membership
from escale.agenda import commitments
from escale.agenda.models import Commitment
from escale.appointments import alternatives, canceling, moving
from escale.appointments.alternatives import Elsewhere
from escale.appointments.holding import AppointmentPlace
from escale.appointments.models import Appointment, State

HOURS_SHOWN = 2


class Choice(StrEnum):
    """What may become of an appointment."""

    KEEP = "keep"
    MOVE = "move"
    GIVE = "give"
    CANCEL = "cancel"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that may become of an appointment; `to` is where it would be, when that changes."""

    choice: Choice
    to: Elsewhere | None = None

    @property
    def key(self) -> str:
        """What a form sends: "keep", "cancel", "move-1794906900-3-12" (instant, venue, user)."""
        if self.to is None:
            return self.choice
        return f"{self.choice}-{int(self.to.starts_at.timestamp())}-{self.to.venue.pk}-{self.to.adviser.pk}"


KEEP, CANCEL = Option(choice=Choice.KEEP), Option(choice=Choice.CANCEL)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What may become of one appointment: `options` to show, `further` hours that may be chosen as well."""

    appointment: Appointment
    options: Sequence[Option]
    further: Sequence[Option]

    @property
    def suggested(self) -> Option:
        """The first hour or colleague found; kept when there is none."""
        return next((option for option in self.options if option.to), KEEP)

    def option(self, key: str) -> Option | None:
        """The option of this key, or None when it is possible no more."""
        return next((option for option in [*self.options, *self.further] if option.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What somebody decided of an appointment, as it was when she decided. `apology` ends the message of a cancellation."""

    appointment: Appointment
    option: Option
    notify: bool = True
    apology: str = ""


class Problem(StrEnum):
    """Why a decision could not be applied."""

    TAKEN = "L’heure choisie vient d’être prise. Choisissez-en une autre."
    CHANGED = "Ce rendez-vous vient de changer. Regardez où il en est."


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of a decision; nothing was written when there is a problem."""

    decision: Decision
    problem: Problem | None = None


def propose(appointments: Iterable[Appointment], *, now: datetime) -> list[Proposal]:
    """Say what may become of appointments of one organization, earliest first; give them with everything shown.

    No first hour is proposed to two of them. The number of queries grows with the reasons, not with the appointments.
    """
    stranded = sorted(appointments, key=lambda each: (each.starts_at, each.pk))
    near = alternatives.near_hours(stranded, now=now)
    free = alternatives.colleagues(stranded, now=now)
    promised: list[tuple[Elsewhere, datetime]] = []
    return [_proposal(each, near[each.pk], free[each.pk], promised) for each in stranded]


@transaction.atomic
def settle(decisions: Iterable[Decision], *, by: Membership, now: datetime) -> list[Result]:
    """Apply decisions, and say for each what prevented it, if anything: an hour taken meanwhile writes nothing for that one.

    One transaction: appointments, then resources, are locked in one order before the first is touched, so that two people
    who settle the same day wait for each other instead of blocking. A caller that wants all or nothing opens its own
    transaction around, and takes it back when a result has a problem.
    """
    wanted = list(decisions)
    current, places = lock(wanted)
    return [
        Result(
            decision=each,
            problem=_apply(each, current.get(each.appointment.pk), places.get(each.appointment.pk), by=by, now=now),
        )
        for each in wanted
    ]


def lock(
    decisions: Iterable[Decision], *, appointments: Iterable[Appointment] = (), resource_ids: Iterable[int] = ()
) -> tuple[dict[int, Appointment], dict[int, AppointmentPlace]]:
    """Lock all that these decisions touch; give the appointments that change, and the places they go to, by appointment.

    For callers that write something else first, in the same transaction, about other appointments or resources: they say
    which, so that everything is locked in one order.
    """
    changing = [decision for decision in decisions if decision.option.choice != Choice.KEEP]
    ids = [each.pk for each in (*appointments, *(decision.appointment for decision in changing))]
    some = Appointment.objects.with_everything_shown().filter(pk__in=ids).list_locked()
    current = {each.pk: each for each in some}
    places = {decision.appointment.pk: _place(decision) for decision in changing if decision.option.to}
    held = Commitment.objects.filter(pk__in=[pk for each in current.values() for pk in each.held_ids])
    held_by = held.order_by("pk").values_list("resource_id", flat=True)
    going_to = [pk for place in places.values() for pk in place.resource_ids]
    commitments.lock([*held_by, *going_to, *resource_ids])
    return current, places


def _apply(
    decision: Decision, current: Appointment | None, place: AppointmentPlace | None, *, by: Membership, now: datetime
) -> Problem | None:
    if decision.option.choice == Choice.KEEP:
        return None
    was = decision.appointment
    if current is None or current.state != State.EXPECTED or current.revision != was.revision:
        return Problem.CHANGED
    if decision.option.to is None or place is None:
        canceling.cancel_by_staff(current, by=by, notify=decision.notify, apology=decision.apology, now=now)
        return None
    if not alternatives.is_free(current, place, now=now):
        return Problem.TAKEN
    to = decision.option.to
    moving.move_by_staff(
        current,
        by=by,
        adviser=to.adviser,
        venue=to.venue,
        room=to.room,
        starts_at=to.starts_at,
        # Free, under lock: what may still be said (outside a permanence, twice the same day) was known when deciding.
        accept_warnings=True,
        notify=decision.notify,
        now=now,
    )
    return None


def _place(decision: Decision) -> AppointmentPlace:
    to = decision.option.to
    if to is None:
        raise TypeError(f"{decision.option.choice} leads nowhere")
    length = decision.appointment.ends_at - decision.appointment.starts_at
    second = decision.appointment.co_adviser
    return AppointmentPlace.of(
        to.adviser,
        to.room,
        venue=to.venue,
        starts_at=to.starts_at,
        ends_at=to.starts_at + length,
        co_adviser=None if second == to.adviser else second,
    )


def _proposal(
    appointment: Appointment,
    near: Sequence[Elsewhere],
    free: Sequence[Elsewhere],
    promised: list[tuple[Elsewhere, datetime]],
) -> Proposal:
    length = appointment.ends_at - appointment.starts_at
    untaken = [to for to in near if not _is_promised(to, to.starts_at + length, promised)]
    promised += [(to, to.starts_at + length) for to in untaken[:1]]
    shown = untaken[:HOURS_SHOWN]
    return Proposal(
        appointment=appointment,
        options=[
            KEEP,
            *(Option(choice=Choice.MOVE, to=to) for to in shown),
            *(Option(choice=Choice.GIVE, to=to) for to in free),
            CANCEL,
        ],
        further=[Option(choice=Choice.MOVE, to=to) for to in near if to not in shown],
    )


def _is_promised(to: Elsewhere, ends_at: datetime, promised: Iterable[tuple[Elsewhere, datetime]]) -> bool:
    return any(
        to.adviser == other.adviser and to.starts_at < other_end and ends_at > other.starts_at
        for other, other_end in promised
    )
