"""`life`: thousands of gestures at random on one team's agenda and workshops; after each, what must never be is counted.

An overlap among exclusive commitments, an hour shown that can't be booked, a person offered two hours at once, more people
than seats, a free seat somebody waits for, a session that holds something else than it says, a message about a past truth.
Seeded: a failure can be lived again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db import connection

from escale.accounts.models import Membership
from escale.agenda.models import Equipment
from escale.appointments.models import Appointment, Offer, OfferState, Reason, State
from escale.operations.bench import workshop_promises
from escale.operations.bench.figures import SEED, WrongAnswer
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.periodic import CATALOGUE
from escale.places.models import Room, Venue
from escale.testing import builders
from escale.workshops.message_values import ABOUT_SESSION
from escale.workshops.models import Session, Workshop

PEOPLE = 14
DAYS_AHEAD = 21
OVERLAPS = """
    SELECT count(*) FROM agenda_commitment a JOIN agenda_commitment b
    ON a.resource_id = b.resource_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
    WHERE a.exclusive AND b.exclusive
"""
TWICE_OFFERED = """
    SELECT count(*) FROM (
        SELECT phone FROM appointments_offer WHERE state = 'open' GROUP BY phone HAVING count(*) > 1
        UNION ALL SELECT CAST(entry_id AS text) FROM appointments_offer GROUP BY entry_id HAVING count(*) > 3
    ) twice
"""


@dataclass
class Life:
    """One organization of three advisers at two venues, and what has happened to it so far."""

    random: Random
    now: datetime
    team: list[Membership]
    venues: list[Venue]
    reasons: list[Reason]
    people: list[Beneficiary]
    rooms: list[Room]
    things: list[Equipment]
    workshops: list[Workshop]
    done: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)

    @classmethod
    def begin(cls, random: Random) -> "Life":
        organization = builders.organization()
        team = [builders.member(organization, first_name=name) for name in ("Maëlle", "Yann", "Inès")]
        near = builders.venue(organization)
        far = builders.venue(organization, name="CCAS")
        far.latitude, far.longitude = 48.05, -1.35
        far.save()
        reasons = [
            builders.reason(organization, notice=60, before=5, after=10),
            builders.reason(organization, name="Téléphone", duration=30, notice=0, cancel_until=0, move_until=0),
        ]
        for number, member in enumerate(team):
            mornings = near if number % 2 else far
            builders.permanence(member, mornings, weekdays=(0, 1, 3), reasons=tuple(reasons))
            others = far if mornings == near else near
            builders.permanence(
                member, others, weekdays=(1, 2, 4), start=time(13, 30), end=time(17), reasons=(reasons[number % 2],)
            )
        people = [
            builders.person(organization, first_name=f"Personne {n}", phone=f"+336399801{n:02d}") for n in range(PEOPLE)
        ]
        return cls(
            random=random,
            now=builders.NOW,
            team=team,
            venues=[near, far],
            reasons=reasons,
            people=people,
            rooms=[Room.objects.create(venue=near, name="Salle 2", seats=8)],
            things=[
                Equipment.objects.create(organization=organization, name=name, venue=near, created_at=builders.NOW)
                for name in ("Tablette 1", "Tablette 2")
            ],
            workshops=[
                builders.workshop(organization, title=title) for title in ("Faire une visio", "Trier ses mails")
            ],
        )

    def live(self, gestures: Mapping[Callable[["Life"], None], int], *, times: int) -> None:
        """Make that many gestures, each as often as it weighs. Raises WrongAnswer at the first promise broken."""
        acts, weights = list(gestures), list(gestures.values())
        while self.done.total() < times:
            act = self.random.choices(acts, weights)[0]
            act(self)
            self.done[act.__name__] += 1
            self.check(f"gesture {self.done.total()}, {act.__name__}")

    def check(self, after: str) -> None:
        """Ask the database for what must never be. Raises WrongAnswer."""
        for what, query in (("overlapping pairs", OVERLAPS), ("people offered too much", TWICE_OFFERED)):
            with connection.cursor() as cursor:
                cursor.execute(query)
                (count,) = cursor.fetchone()
            if count:
                raise WrongAnswer(f"{count} {what} after {after}, seed {SEED}")
        for promise in workshop_promises.broken(now=self.now):
            raise WrongAnswer(f"{promise} after {after}, seed {SEED}")

    def uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def listened(self) -> dict[str, MessageKind]:
        return {name: _listening(kind, self.hear) for name, kind in CATALOGUE.items()}

    def hear(self, message: Message, said: Rendered) -> None:
        """Compare what a message says of an appointment with the appointment as it is. Raises WrongAnswer."""
        self.told[message.kind] += 1
        if message.about == "offer":
            self._hear_offer(message, said)
        if message.about.startswith(ABOUT_SESSION):
            self._hear_session(message, said)
        if message.about != "appointment" or message.kind == "no_show":
            return
        truth = Appointment.objects.with_everything_shown().get(pk=message.about_id)
        state = State.REVOKED if message.kind == "cancellation" else State.EXPECTED
        hour = _hour(truth.local_start)
        true = truth.state == state and truth.starts_at > self.now and hour in said.text.replace("\u00a0", " ")
        if not true:
            raise WrongAnswer(f"« {said.text} » is told of an appointment {truth.state} at {hour}, seed {SEED}")

    def _hear_offer(self, message: Message, said: Rendered) -> None:
        offer = Offer.objects.select_related("venue", "commitment").get(pk=message.about_id)
        hour = _hour(offer.starts_at.astimezone(offer.venue.zone))
        held = offer.commitment is not None and offer.commitment.starts_at == offer.starts_at
        if offer.state != OfferState.OPEN or not held or hour not in said.text.replace("\u00a0", " "):
            raise WrongAnswer(f"« {said.text} » is told of an offer {offer.state} at {hour}, seed {SEED}")

    def _hear_session(self, message: Message, said: Rendered) -> None:
        session = Session.objects.with_everything_shown().get(pk=int(message.about.removeprefix(ABOUT_SESSION)))
        hour = _hour(session.local_start)
        is_off = session.canceled_at is not None
        if is_off != (message.kind == "session_canceled") or hour not in said.text.replace("\u00a0", " "):
            raise WrongAnswer(f"« {said.text} » is told of a session at {hour}, called off: {is_off}, seed {SEED}")

    def some_hour(self) -> datetime:
        quarters = self.random.randrange(4 * 24 * DAYS_AHEAD)
        start = self.now.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=15 * quarters)
        return start.replace(hour=self.random.randrange(7, 17))

    def some_coming(self) -> Appointment | None:
        return self.some(Appointment.objects.upcoming(now=self.now).with_everything_shown().order_by("pk"))

    def some[M](self, rows: Iterable[M]) -> M | None:
        found = list(rows)
        return self.random.choice(found) if found else None


def _hour(local: datetime) -> str:
    return f"{local.hour} h {local.minute:02d}" if local.minute else f"{local.hour} h"


def _listening(kind: MessageKind, hear: Callable[[Message, Rendered], None]) -> MessageKind:
    def render(message: Message, now: datetime) -> Rendered | Dropped:
        said = kind.render(message, now)
        if isinstance(said, Rendered):
            hear(message, said)
        return said

    return MessageKind(
        name=kind.name, label=kind.label, default_text=kind.default_text, render=render, urgent=kind.urgent
    )
