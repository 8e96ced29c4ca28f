"""`life`: thousands of gestures at random on one team's agenda; after each, what must never be is counted.

An overlap among exclusive commitments, an hour shown that can't be booked, a person offered two hours at once, a message
about a past truth. Seeded: a failure can be lived again.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db import connection

from escale.accounts.models import Membership
from escale.agenda import absences, closures, occurrences, resources
from escale.agenda.models import Absence, Closure, PermanenceOccurrence
from escale.appointments import booking, canceling, hours, moving, outcomes
from escale.appointments.booking import Contact, TooManyAppointments
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, Reason, State
from escale.appointments.moving import NotExpected, TooLate
from escale.appointments.obstacles import Refused
from escale.operations.bench.figures import SEED, Figure, Size, WrongAnswer
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.periodic import CATALOGUE
from escale.places.models import Venue
from escale.testing import builders

SCENARIO = "life"
STEPS = {Size.SMALL: 300, Size.DEPARTEMENT: 2_000, Size.NATIONAL: 10_000}
PEOPLE = 14
DAYS_AHEAD = 21
OVERLAPS = """
    SELECT count(*) FROM agenda_commitment a JOIN agenda_commitment b
    ON a.resource_id = b.resource_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
    WHERE a.exclusive AND b.exclusive
"""


def run(size: Size) -> list[Figure]:
    """Live as many gestures as the size asks for; every count of what must never be has to be nought."""
    life = Life.begin(Random(SEED))
    life.live(STEPS[size])
    figures = [
        Figure(scenario=SCENARIO, metric="gestures", value=life.done.total(), unit="gestures", at_least=STEPS[size])
    ]
    figures += [
        Figure(scenario=SCENARIO, metric=f"gestures: {name}", value=count, unit="gestures", at_least=1)
        for name, count in sorted(life.done.items())
    ]
    figures.append(
        Figure(scenario=SCENARIO, metric="messages told", value=life.told.total(), unit="messages", at_least=1)
    )
    return figures


@dataclass
class Life:
    """One organization of three advisers at two venues, and what has happened to it so far."""

    random: Random
    now: datetime
    team: list[Membership]
    venues: list[Venue]
    reasons: list[Reason]
    people: list[Beneficiary]
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
        return cls(random=random, now=builders.NOW, team=team, venues=[near, far], reasons=reasons, people=people)

    def live(self, steps: int) -> None:
        """Make that many gestures. Raises WrongAnswer at the first promise broken."""
        gestures: list[tuple[int, Callable[[], None]]] = [
            (30, self.book_online),
            (10, self.book_by_staff),
            (14, self.move),
            (12, self.cancel),
            (6, self.settle),
            (3, self.reopen),
            (5, self.be_away),
            (3, self.come_back),
            (2, self.close),
            (2, self.open_again),
            (5, self.change_date),
            (14, self.wait),
        ]
        weights, acts = zip(*gestures, strict=True)
        while self.done.total() < steps:
            act = self.random.choices(acts, weights)[0]
            act()
            self.done[act.__name__] += 1
            self.check(f"gesture {self.done.total()}, {act.__name__}")

    def check(self, after: str) -> None:
        """Ask the database for what must never be. Raises WrongAnswer."""
        with connection.cursor() as cursor:
            cursor.execute(OVERLAPS)
            (overlaps,) = cursor.fetchone()
        if overlaps:
            raise WrongAnswer(f"{overlaps} overlapping pairs after {after}, seed {SEED}")

    def uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def book_online(self) -> None:
        reason, who = self.random.choice(self.reasons), self.random.choice(self.people)
        first = self.now.date()
        shown = hours.search(
            reason,
            first=first,
            last=first + timedelta(days=self.random.randrange(1, DAYS_AHEAD)),
            venues=self.venues,
            rule=hours.public_rule(reason, now=self.now),
            now=self.now,
        )
        if not shown:
            return
        hour = self.random.choice(shown)
        venue = next(each for each in self.venues if each.pk == hour.venue_id)
        try:
            booking.book_online(
                reason=reason,
                venue=venue,
                starts_at=hour.start,
                contact=Contact(first_name=who.first_name, phone=who.phone),
                submission=self.uuid(),
                now=self.now,
            )
        except TooManyAppointments:
            return
        except SlotTaken as refusal:
            raise WrongAnswer(f"{hour} was shown and can’t be booked, seed {SEED}") from refusal

    def book_by_staff(self) -> None:
        member = self.random.choice(self.team)
        try:
            booking.book_by_staff(
                by=member,
                adviser=self.random.choice(self.team).user,
                person=self.random.choice(self.people),
                reason=self.random.choice(self.reasons),
                venue=self.random.choice(self.venues),
                starts_at=self._some_hour(),
                accept_warnings=self.random.random() < 0.3,
                now=self.now,
            )
        except Refused:
            return

    def move(self) -> None:
        appointment = self._some_coming()
        if appointment is None:
            return
        try:
            if self.random.random() < 0.5:
                free = moving.free_hours(
                    appointment, first=self.now.date(), last=self.now.date() + timedelta(days=10), now=self.now
                )
                if free:
                    hour = self.random.choice(free)
                    venue = next(each for each in self.venues if each.pk == hour.venue_id)
                    moving.move_by_person(appointment, venue=venue, starts_at=hour.start, now=self.now)
            else:
                moving.move_by_staff(
                    appointment,
                    by=self.random.choice(self.team),
                    venue=self.random.choice(self.venues),
                    starts_at=self._some_hour(),
                    accept_warnings=self.random.random() < 0.3,
                    now=self.now,
                )
        except (TooLate, NotExpected, Refused):
            return
        except SlotTaken as refusal:
            raise WrongAnswer(f"An hour shown for a move can’t be had, seed {SEED}") from refusal

    def cancel(self) -> None:
        appointment = self._some_coming()
        if appointment is None:
            return
        try:
            if self.random.random() < 0.5:
                canceling.cancel_by_person(appointment, now=self.now)
            else:
                by = self.random.choice(self.team)
                canceling.cancel_by_staff(appointment, by=by, notify=self.random.random() < 0.8, now=self.now)
        except (TooLate, NotExpected):
            return

    def settle(self) -> None:
        over = Appointment.objects.expected().filter(starts_at__lte=self.now).order_by("pk").first()
        if over is None:
            return
        outcome = self.random.choice((State.SEEN, State.NO_SHOW, State.EXCUSED))
        outcomes.settle(over, outcome, by=self.team[0], now=self.now)

    def reopen(self) -> None:
        called_off = list(Appointment.objects.filter(state=State.EXCUSED, starts_at__gt=self.now).order_by("pk"))
        if not called_off:
            return
        try:
            outcomes.reopen(self.random.choice(called_off), by=self.team[0], now=self.now)
        except SlotTaken:
            return

    def be_away(self) -> None:
        start = self._some_hour()
        absences.declare(
            resources.for_adviser(self.random.choice(self.team).user),
            starts_at=start,
            ends_at=start + timedelta(hours=self.random.randrange(1, 9)),
        )

    def come_back(self) -> None:
        if absence := self._some(Absence.objects.order_by("pk")):
            absences.withdraw(absence, now=self.now)

    def close(self) -> None:
        on = self._some_hour().date()
        closures.close_days(
            organization=self.team[0].organization,
            venue=self.random.choice([None, *self.venues]),
            first=on,
            last=on + timedelta(days=self.random.randrange(2)),
            label="Travaux",
        )

    def open_again(self) -> None:
        if closure := self._some(Closure.objects.order_by("pk")):
            closures.reopen_days(closure)

    def change_date(self) -> None:
        soon = PermanenceOccurrence.objects.filter(
            starts_at__gt=self.now, starts_at__lt=self.now + timedelta(days=DAYS_AHEAD)
        )
        if occurrence := self._some(soon.order_by("starts_at", "pk")):
            change = occurrences.restore_occurrence if occurrence.canceled_at else occurrences.cancel_occurrence
            change(occurrence, now=self.now)

    def wait(self) -> None:
        """Time goes by, and the worker tells what is due: what it says must be true at that instant."""
        self.now += timedelta(minutes=self.random.randrange(20, 8 * 60))
        while deliver_due(now=self.now, catalogue=self._listened()).total:
            pass

    def _listened(self) -> dict[str, MessageKind]:
        return {name: _listening(kind, self.hear) for name, kind in CATALOGUE.items()}

    def hear(self, message: Message, said: Rendered) -> None:
        """Compare what a message says of an appointment with the appointment as it is. Raises WrongAnswer."""
        self.told[message.kind] += 1
        if message.about != "appointment":
            return
        truth = Appointment.objects.with_everything_shown().get(pk=message.about_id)
        state = State.REVOKED if message.kind == "cancellation" else State.EXPECTED
        local = truth.local_start
        hour = f"{local.hour} h {local.minute:02d}" if local.minute else f"{local.hour} h"
        true = truth.state == state and truth.starts_at > self.now and hour in said.text.replace("\u00a0", " ")
        if not true:
            raise WrongAnswer(f"« {said.text} » is told of an appointment {truth.state} at {hour}, seed {SEED}")

    def _some_hour(self) -> datetime:
        quarters = self.random.randrange(4 * 24 * DAYS_AHEAD)
        start = self.now.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=15 * quarters)
        return start.replace(hour=self.random.randrange(7, 17))

    def _some_coming(self) -> Appointment | None:
        return self._some(Appointment.objects.upcoming(now=self.now).with_everything_shown().order_by("pk"))

    def _some[M](self, rows: Iterable[M]) -> M | None:
        found = list(rows)
        return self.random.choice(found) if found else None


def _listening(kind: MessageKind, hear: Callable[[Message, Rendered], None]) -> MessageKind:
    def render(message: Message, now: datetime) -> Rendered | Dropped:
        said = kind.render(message, now)
        if isinstance(said, Rendered):
            hear(message, said)
        return said

    return MessageKind(
        name=kind.name, label=kind.label, default_text=kind.default_text, render=render, urgent=kind.urgent
    )
