"""People who come without appointment in the demonstration: a queue today whatever the day, and the weeks before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from escale.accounts.models import Membership
from escale.activity import closing
from escale.agenda import permanences, resources
from escale.agenda.models import PermanenceOccurrence, Reception
from escale.agenda.terms import Terms
from escale.appointments import kiosk_links, walk_in_appointments, walk_ins
from escale.appointments.models import Reason, WalkIn, WalkInOutcome
from escale.appointments.walk_ins import Arrival
from escale.places.models import Room, Venue
from escale.scheduling.recurrence import Recurrence

AROUND_NOW = timedelta(hours=3)
"""The permanence of today begins that long before the demonstration and ends that long after."""
PAST = timedelta(days=27)
MINUTE = timedelta(minutes=1)
WHERE = "bureau 4, au fond à droite"
NAMES = ("Denise", "Robert", "Fatima", "Joël", "Huguette", "Kévin", "Solange", "Ahmed", "Paulette", "Bruno")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Where the queue is, who receives there, who keeps the front desk."""

    venue: Venue
    room: Room
    adviser: Membership
    front_desk: Membership
    reasons: Sequence[Reason]
    now: datetime

    def came(self, name: str, *, minutes_ago: int, reason: int | None = None, phone: str = "") -> WalkIn:
        """Somebody who took a number that long ago."""
        why = None if reason is None else self.reasons[reason % len(self.reasons)]
        arrival = Arrival(first_name=name, reason=why, phone=phone)
        at = self.now - minutes_ago * MINUTE
        key = UUID(int=Random(f"{name} {at:%Y-%m-%d %H:%M}").getrandbits(128), version=4)
        return walk_ins.arrive(arrival, venue=self.venue, submission=key, now=at)


def fill(scene: Scene) -> None:
    """Live the past weeks, then this day until now."""
    _live_the_past_weeks(scene)
    _open_today(scene)
    link = kiosk_links.make(scene.venue, by=scene.adviser, now=scene.now - PAST)
    kiosk_links.describe(link, numbers_only=False, ask_who=f"{scene.front_desk.user.first_name}, à l’accueil")
    _received_today(scene)
    _in_the_room(scene)


def _open_today(scene: Scene) -> None:
    now = scene.now.astimezone(scene.venue.zone)
    start = max(now - AROUND_NOW, datetime.combine(now.date(), time.min, now.tzinfo)).replace(minute=0)
    end = min(now + AROUND_NOW, datetime.combine(now.date(), time(23, 59), now.tzinfo))
    made = permanences.open_permanence(
        Terms(
            venue=scene.venue,
            room=scene.room,
            recurrence=Recurrence.once(now.date()),
            start_time=start.time().replace(second=0, microsecond=0),
            end_time=time(end.hour) if end.time() < time(23) else time(23, 59),
            reception=Reception.WALK_IN,
            skips_public_holidays=False,
        ),
        organization=scene.adviser.organization,
        adviser=resources.for_adviser(scene.adviser.user),
        now=scene.now,
    )
    made.reasons.set(scene.reasons)


def _received_today(scene: Scene) -> None:
    """Those who have already been: received, gone, or given another day."""
    for name, minutes_ago, outcome in (
        ("Solange", 100, WalkInOutcome.SETTLED),
        ("Ahmed", 80, WalkInOutcome.CONTINUES),
        ("Bruno", 60, WalkInOutcome.REFERRED),
    ):
        came = scene.came(name, minutes_ago=minutes_ago, reason=minutes_ago)
        _receive(scene, came, after=6, lasting=14, outcome=outcome)
    gone = scene.came("Kévin", minutes_ago=45)
    walk_ins.leave(gone, now=scene.now - 30 * MINUTE)
    another_day = scene.came("Paulette", minutes_ago=40, reason=1)
    walk_in_appointments.give_another_time(another_day, now=scene.now - 35 * MINUTE)


def _in_the_room(scene: Scene) -> None:
    """Those who are there now: one received, one called, the others waiting, one of them in a hurry."""
    joel = scene.came("Joël", minutes_ago=32, reason=2)
    walk_ins.call(joel, adviser=scene.adviser.user, where=WHERE, now=scene.now - 12 * MINUTE)
    walk_ins.receive(joel)
    robert = scene.came("Robert", minutes_ago=21, reason=0)
    walk_ins.call(robert, adviser=scene.adviser.user, where=WHERE, now=scene.now - MINUTE)
    scene.came("Denise", minutes_ago=15, reason=1)
    scene.came("Lucette", minutes_ago=9, reason=0, phone="+33639980061")
    marcel = scene.came("Fatima", minutes_ago=4)
    walk_ins.let_pass(marcel, why="garde ses petits-enfants à midi")


def _live_the_past_weeks(scene: Scene) -> None:
    random = Random(f"sans rendez-vous {scene.now:%Y-%m-%d}")
    held = PermanenceOccurrence.objects.held().filter(
        venue=scene.venue,
        permanence__reception=Reception.WALK_IN,
        starts_at__gt=scene.now - PAST,
        ends_at__lt=scene.now - timedelta(hours=12),
    )
    for occurrence in held.order_by("starts_at", "pk"):
        minutes = int((scene.now - occurrence.starts_at).total_seconds() // 60)
        for name in random.sample(NAMES, 6):
            came = scene.came(name, minutes_ago=minutes, reason=random.randrange(len(scene.reasons)))
            lasting = random.randrange(10, 22)
            _receive(scene, came, after=random.randrange(4, 18), lasting=lasting, outcome=WalkInOutcome.SETTLED)
            minutes -= 20


def _receive(scene: Scene, came: WalkIn, *, after: int, lasting: int, outcome: WalkInOutcome) -> None:
    called_at = came.arrived_at + after * MINUTE
    called = walk_ins.call(came, adviser=scene.adviser.user, where=WHERE, now=called_at)
    closing.finish_walk_in(called, outcome, by=scene.adviser, now=called_at + lasting * MINUTE)
