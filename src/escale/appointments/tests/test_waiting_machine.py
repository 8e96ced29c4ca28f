"""Whatever people, advisers and the clock do one after the other: nobody is offered two hours at once, no hour is held or
given twice, no message speaks of what is past.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from escale.agenda import absences
from escale.agenda.models import Absence, Commitment, CommitmentKind
from escale.appointments import answering, booking, canceling, hours, offer_messages, turns, waiting
from escale.appointments.answering import OfferOver
from escale.appointments.booking import Contact, TooManyAppointments
from escale.appointments.models import MOST_OFFERS, Appointment, Offer, OfferState, WaitingEntry
from escale.appointments.moving import TooLate
from escale.outbox.catalogue import Rendered
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing.builders import NOW

ANY = st.integers(min_value=0, max_value=999)
PHONES = ["+33639980201", "+33639980202", "+33639980203", "+33261912071"]
STEPS = st.sampled_from([timedelta(minutes=10), timedelta(hours=1), timedelta(hours=7), timedelta(hours=25)])


def is_heard(offer: Offer) -> bool:
    """No message leaves here: whoever isn't called by telephone never hears of what is withdrawn."""
    return offer.by_call or offer.state != OfferState.WITHDRAWN


class Waiting(RuleBasedStateMachine):
    """One adviser, two reasons, three mornings, four telephones that wait, cancel, answer or don't."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        organization = builders.organization()
        self.venue = builders.venue(organization)
        self.reasons = [
            builders.reason(organization, name="court", duration=30, horizon_days=5),
            builders.reason(organization, name="long", duration=60, horizon_days=5, after=10),
        ]
        self.adviser = builders.member(organization)
        builders.permanence(self.adviser, self.venue, reasons=tuple(self.reasons))
        self.now = NOW
        self.away: list[Absence] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @rule(which=ANY, phone=ANY, pick=ANY)
    def book(self, which: int, phone: int, pick: int) -> None:
        """Every hour shown can be had."""
        reason = self.reasons[which % 2]
        first = self.now.date()
        shown = hours.search(
            reason,
            first=first,
            last=first + timedelta(days=6),
            venues=[self.venue],
            rule=hours.public_rule(reason, now=self.now),
            now=self.now,
        )
        if not shown:
            return
        with suppress(TooManyAppointments):
            booking.book_online(
                reason=reason,
                venue=self.venue,
                starts_at=shown[pick % len(shown)].start,
                contact=Contact(first_name="Lucette", phone=PHONES[phone % 4]),
                submission=uuid4(),
                now=self.now,
            )

    @rule(which=ANY, phone=ANY)
    def ask(self, which: int, phone: int) -> None:
        waiting.ask(
            reason=self.reasons[which % 2],
            first_name="Solange",
            phone=PHONES[phone % 4],
            submission=uuid4(),
            now=self.now,
        )

    @precondition(lambda self: self.coming())
    @rule(who=ANY)
    def ask_for_earlier(self, who: int) -> None:
        waiting.ask_for_earlier(self.pick(self.coming(), who), now=self.now)

    @precondition(lambda self: self.coming())
    @rule(who=ANY)
    def cancel(self, who: int) -> None:
        try:
            canceling.cancel_by_person(self.pick(self.coming(), who), now=self.now)
        except TooLate:
            canceling.cancel_by_staff(self.pick(self.coming(), who), by=self.adviser, notify=True, now=self.now)

    @precondition(lambda self: self.held())
    @rule(who=ANY)
    def accept(self, who: int) -> None:
        offer = self.pick(self.held(), who)
        earlier = offer.entry.appointment
        try:
            taken = answering.accept(offer, now=self.now)
        except OfferOver:
            return
        assert taken.starts_at == offer.starts_at > self.now
        assert earlier is None or taken.pk == earlier.pk

    @precondition(lambda self: self.held())
    @rule(who=ANY)
    def decline(self, who: int) -> None:
        answering.decline(self.pick(self.held(), who), now=self.now)

    @precondition(lambda self: WaitingEntry.objects.open().exists())
    @rule(who=ANY)
    def leave(self, who: int) -> None:
        waiting.leave(self.pick(list(WaitingEntry.objects.open().order_by("pk")), who), now=self.now)

    @rule(step=STEPS)
    def time_passes(self, step: timedelta) -> None:
        self.now += step
        answering.expire_due(now=self.now)
        turns.withdraw_gone(now=self.now)
        waiting.close_over(now=self.now)
        turns.offer_free_hours(now=self.now)

    @rule(hour=st.integers(min_value=8, max_value=11), day=st.integers(min_value=1, max_value=4))
    def go_away(self, hour: int, day: int) -> None:
        start = (self.now + timedelta(days=day)).replace(hour=hour, minute=0)
        adviser = builders.resource_of(self.adviser)
        self.away.append(absences.declare(adviser, starts_at=start, ends_at=start + timedelta(hours=1), label=""))

    @precondition(lambda self: self.away)
    @rule()
    def come_back(self) -> None:
        absences.withdraw(self.away.pop(), now=self.now)

    @invariant()
    def no_hour_is_held_or_given_twice(self) -> None:
        rows = Commitment.objects.filter(exclusive=True).order_by("resource_id", "starts_at", "pk")
        last: dict[int, datetime] = {}
        for resource_id, starts_at, ends_at in rows.values_list("resource_id", "starts_at", "ends_at"):
            assert last.get(resource_id, starts_at) <= starts_at
            last[resource_id] = ends_at

    @invariant()
    def every_hold_is_an_open_offer_s(self) -> None:
        held = Commitment.objects.filter(kind=CommitmentKind.OFFER)
        assert held.count() == Offer.objects.open().count()
        assert not held.filter(offer=None).exists()

    @invariant()
    def nobody_is_offered_two_hours_at_once_nor_more_than_the_cap(self) -> None:
        phones = list(Offer.objects.open().order_by("pk").values_list("phone", flat=True))
        assert len(phones) == len(set(phones))
        for entry in WaitingEntry.objects.prefetch_related("offers").order_by("pk"):
            made = sorted(offer.made_at for offer in entry.offers.all() if is_heard(offer))
            assert len(made) == entry.offers_made <= MOST_OFFERS
            assert all(after - before >= timedelta(hours=24) for before, after in pairwise(made))

    @invariant()
    def an_accepted_offer_has_one_appointment(self) -> None:
        assert not Offer.objects.filter(state=OfferState.ACCEPTED, taken=None).exists()

    @invariant()
    def no_message_speaks_of_what_is_past(self) -> None:
        for message in Message.objects.filter(kind="offer").order_by("pk"):
            if isinstance(offer_messages.HOUR_OFFERED.render(message, self.now), Rendered):
                assert Offer.objects.get(pk=message.about_id).is_open(now=self.now)

    def coming(self) -> list[Appointment]:
        return list(Appointment.objects.upcoming(now=self.now).with_everything_shown().order_by("pk"))

    def held(self) -> list[Offer]:
        return list(Offer.objects.open().with_everything_shown().order_by("pk"))

    def pick[R](self, rows: list[R], which: int) -> R:
        return rows[which % len(rows)]


@pytest.mark.django_db
def test_nobody_is_offered_two_hours_at_once_and_no_hour_is_given_twice() -> None:
    run_state_machine_as_test(
        Waiting,
        settings=settings(
            max_examples=settings.default.max_examples * 10 // 100, stateful_step_count=20, deadline=None
        ),
    )
