"""Whatever people and advisers do one after the other, no hour is given twice and every hour shown can be had."""

from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from escale.agenda import absences
from escale.agenda.free_time import FreeHour
from escale.agenda.models import Absence, Commitment
from escale.appointments import booking, canceling, hours, moving, outcomes
from escale.appointments.booking import Contact
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, State
from escale.appointments.moving import TooLate
from escale.testing import builders

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 18)
"""Monday to Wednesday."""
ANY = st.integers(min_value=0, max_value=999)
OUTCOMES = st.sampled_from([State.SEEN, State.NO_SHOW, State.EXCUSED])


class Agenda(RuleBasedStateMachine):
    """Two advisers who share one office, half an hour and three quarters, ten minutes kept after the longer."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        organization = builders.organization()
        self.venue = builders.venue(organization)
        self.reasons = [
            builders.reason(organization, name="court", duration=30),
            builders.reason(organization, name="long", duration=45, after=10, step=15),
        ]
        office = builders.room(self.venue)
        self.advisers = [builders.member(organization), builders.member(organization, first_name="Yann")]
        for adviser, room in zip(self.advisers, (office, None), strict=True):
            builders.permanence(adviser, self.venue, room=room, reasons=tuple(self.reasons))
        builders.permanence(self.advisers[1], self.venue, weekdays=(0,), room=office, reasons=(self.reasons[0],))
        self.made: list[Appointment] = []
        self.away: list[Absence] = []
        self.numbers = count()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def shown(self, which: int, *, ignoring: list[int] | None = None) -> list[FreeHour]:
        reason = self.reasons[which % 2]
        return hours.search(
            reason,
            first=FIRST,
            last=LAST,
            venues=[self.venue],
            rule=hours.public_rule(reason, now=builders.NOW),
            now=builders.NOW,
            ignoring=ignoring or [],
        )

    def ask(self, which: int, starts_at: datetime) -> Appointment:
        return booking.book_online(
            reason=self.reasons[which % 2],
            venue=self.venue,
            starts_at=starts_at,
            contact=Contact(first_name="Lucette", phone=f"+3363998{next(self.numbers):04}"),
            submission=uuid4(),
            now=builders.NOW,
        )

    @rule(which=ANY, pick=ANY)
    def take_an_hour_shown(self, which: int, pick: int) -> None:
        if shown := self.shown(which):
            wanted = shown[pick % len(shown)]
            made = self.ask(which, wanted.start)
            assert (made.starts_at, made.ends_at) == (wanted.start, wanted.end)
            self.made.append(made)

    @rule(which=ANY, minutes=st.integers(min_value=0, max_value=500))
    def ask_for_any_hour(self, which: int, minutes: int) -> None:
        wanted = datetime.combine(FIRST, builders.NOW.timetz().replace(hour=7, minute=0)) + timedelta(minutes=minutes)
        offered = any(hour.start == wanted for hour in self.shown(which))
        try:
            self.made.append(self.ask(which, wanted))
        except SlotTaken:
            assert not offered
        else:
            assert offered

    @precondition(lambda self: self.made)
    @rule(who=ANY, pick=ANY)
    def move(self, who: int, pick: int) -> None:
        row = self.one(who)
        held = [pk for pk in (row.commitment_id, row.room_commitment_id) if pk]
        which = self.reasons.index(row.reason)
        if row.state != State.EXPECTED or not (shown := self.shown(which, ignoring=held)):
            return
        wanted = shown[pick % len(shown)]
        try:
            moved = moving.move_by_person(row, venue=self.venue, starts_at=wanted.start, now=builders.NOW)
        except TooLate:
            assert row.move_deadline < builders.NOW
        else:
            assert moved.starts_at == wanted.start

    @precondition(lambda self: self.made)
    @rule(who=ANY)
    def cancel(self, who: int) -> None:
        if self.one(who).state == State.EXPECTED:
            canceling.cancel_by_person(self.one(who), now=builders.NOW)

    @precondition(lambda self: self.made)
    @rule(who=ANY, outcome=OUTCOMES)
    def settle(self, who: int, outcome: State) -> None:
        try:
            outcomes.settle(self.one(who), outcome, by=self.advisers[0], now=builders.NOW)
        except SlotTaken:
            assert self.one(who).commitment_id is None

    @precondition(lambda self: self.made)
    @rule(who=ANY)
    def reopen(self, who: int) -> None:
        try:
            outcomes.reopen(self.one(who), by=self.advisers[0], now=builders.NOW)
        except SlotTaken:
            assert self.one(who).commitment_id is None

    @rule(who=ANY, hour=st.integers(min_value=8, max_value=11), day=st.integers(min_value=0, max_value=2))
    def go_away(self, who: int, hour: int, day: int) -> None:
        start = datetime(2026, 11, 16 + day, hour, tzinfo=builders.NOW.tzinfo)
        adviser = builders.resource_of(self.advisers[who % 2])
        self.away.append(absences.declare(adviser, starts_at=start, ends_at=start + timedelta(hours=1)))

    @precondition(lambda self: self.away)
    @rule()
    def come_back(self) -> None:
        absences.withdraw(self.away.pop(), now=builders.NOW)

    @invariant()
    def no_two_exclusive_commitments_overlap(self) -> None:
        rows = Commitment.objects.filter(exclusive=True).order_by("resource_id", "starts_at", "pk")
        last: dict[int, datetime] = {}
        for resource_id, starts_at, ends_at in rows.values_list("resource_id", "starts_at", "ends_at"):
            assert last.get(resource_id, starts_at) <= starts_at
            last[resource_id] = ends_at

    def one(self, who: int) -> Appointment:
        return Appointment.objects.with_everything_shown().get(pk=self.made[who % len(self.made)].pk)


@pytest.mark.django_db
def test_no_hour_is_given_twice_and_every_hour_shown_can_be_had() -> None:
    run_state_machine_as_test(
        Agenda,
        settings=settings(
            max_examples=settings.default.max_examples * 12 // 100, stateful_step_count=18, deadline=None
        ),
    )
