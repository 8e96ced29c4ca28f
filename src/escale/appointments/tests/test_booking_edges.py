"""The edges of booking, on Monday 16 November 2026: what is written, who receives, which hours are had or offered."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.agenda import commitments
from escale.agenda.commitments import Hold
from escale.agenda.models import Closure, Commitment, CommitmentKind, PermanenceOccurrence
from escale.agenda.models import Reception as HowPeopleCome
from escale.appointments import booking, holding, hours, moving, offering, turns
from escale.appointments.booking import Contact
from escale.appointments.models import (
    Appointment,
    BookableBy,
    Offer,
    OfferState,
    State,
    WaitingEntry,
)
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.places.models import Room
from escale.testing import builders
from escale.testing.cast import Reception

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
LENGTH = timedelta(minutes=45)


@pytest.fixture
def taken(reception: Reception, person: Beneficiary) -> Appointment:
    return builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9 + timedelta(days=1)
    )


def take(reception: Reception, **values: Any) -> Appointment:
    given: dict[str, Any] = {
        "reason": reception.reason,
        "venue": reception.venue,
        "starts_at": MONDAY_9,
        "contact": Contact(first_name="Lucette", phone="+33639980042"),
        "submission": uuid4(),
        "now": builders.NOW,
    }
    return booking.book_online(**(given | values))


def by_staff(reception: Reception, **values: Any) -> Appointment:
    given: dict[str, Any] = {
        "by": reception.adviser,
        "adviser": reception.adviser.user,
        "reason": reception.reason,
        "venue": reception.venue,
        "starts_at": MONDAY_9,
        "now": builders.NOW,
    }
    return booking.book_by_staff(**(given | values))


def kinds(about: Appointment) -> list[str]:
    return list(Message.objects.filter(about_id=about.pk).order_by("kind").values_list("kind", flat=True))


class TestWhoMayBookOnline:
    def test_each_of_four_things_closes_a_reason_alone(self, reception: Reception, now: datetime) -> None:
        reason = reception.reason
        assert booking.is_bookable_online(reason)
        for field, closed, open_again in (
            ("archived_at", now, None),
            ("offered_online", False, True),
            ("bookable_by", BookableBy.STAFF, BookableBy.EVERYONE),
        ):
            setattr(reason, field, closed)
            assert not booking.is_bookable_online(reason), field
            setattr(reason, field, open_again)
        reason.organization.online_booking_opened_at = None
        assert not booking.is_bookable_online(reason)


class TestWhatIsWritten:
    def test_when_it_was_taken_and_by_which_form(self, reception: Reception, now: datetime) -> None:
        submission = uuid4()
        made = Appointment.objects.get(pk=take(reception, submission=submission).pk)
        assert (made.created_at, made.submission, made.organization) == (now, submission, reception.organization)

    def test_the_form_of_the_team_sent_twice_makes_one(self, reception: Reception, person: Beneficiary) -> None:
        submission = uuid4()
        first, second = (by_staff(reception, person=person, submission=submission) for _ in range(2))
        assert first == second

    def test_the_team_may_say_how_long(self, reception: Reception, person: Beneficiary) -> None:
        made = by_staff(reception, person=person, minutes=30)
        assert made.ends_at - made.starts_at == timedelta(minutes=30)

    def test_whoever_was_called_is_only_reminded(self, reception: Reception, person: Beneficiary) -> None:
        assert kinds(by_staff(reception, person=person, notify=False)) == ["reminder"]

    def test_somebody_told_is_confirmed_and_reminded(self, reception: Reception, person: Beneficiary) -> None:
        assert kinds(by_staff(reception, person=person)) == ["confirmation", "reminder"]

    def test_a_room_is_busy_as_long_as_the_adviser_and_freed_with_her(
        self, reception: Reception, person: Beneficiary, now: datetime
    ) -> None:
        room = Room.objects.create(venue=reception.venue, name="Salle bleue")
        made = by_staff(reception, person=person, room=room, accept_warnings=True)
        assert made.room == room
        assert list(Commitment.objects.values_list("starts_at", "ends_at")) == [(MONDAY_9, MONDAY_9 + LENGTH)] * 2
        moved = moving.move_by_staff(
            made, by=reception.adviser, venue=reception.venue, starts_at=MONDAY_9, accept_warnings=True, now=now
        )
        assert (moved.room, moved.room_commitment) == (None, None)
        assert Commitment.objects.count() == 1

    def test_whoever_finds_an_hour_waits_no_more_for_one(self, reception: Reception) -> None:
        hers = builders.waiting(reception.reason, first_name="Lucette", phone="+33639980042")
        another = builders.waiting(reception.reason, first_name="Odette", phone="+33639980077")
        take(reception)
        assert list(WaitingEntry.objects.open()) == [another]
        hers.refresh_from_db()
        assert hers.closed_at == builders.NOW


class TestWhoReceives:
    def test_of_several_who_could_receive_a_move_nobody_asks_who_she_is(
        self, taken: Appointment, reception: Reception, colleague: Membership, now: datetime
    ) -> None:
        builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
        moved = moving.move_by_person(taken, venue=reception.venue, starts_at=MONDAY_9, now=now)
        assert (moved.starts_at, moved.adviser) == (MONDAY_9, reception.adviser.user)

    def test_the_last_of_those_free_then_even_if_somebody_else_received_her_since(
        self, reception: Reception, colleague: Membership, coordinator: Membership, person: Beneficiary
    ) -> None:
        builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
        for days, member in ((7, coordinator), (14, colleague), (21, reception.adviser)):
            seen = builders.appointment(
                member, person, reception.reason, at=reception.venue, starts_at=MONDAY_9 - timedelta(days=days)
            )
            Appointment.objects.filter(pk=seen.pk).update(state=State.SEEN)
        assert take(reception).adviser == colleague.user

    def test_what_others_lived_says_nothing_of_her(
        self, reception: Reception, colleague: Membership, organization: Any
    ) -> None:
        builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
        other = builders.person(organization, first_name="Odette", phone="+33639980077")
        seen = builders.appointment(
            colleague, other, reception.reason, at=reception.venue, starts_at=MONDAY_9 - timedelta(days=7)
        )
        Appointment.objects.filter(pk=seen.pk).update(state=State.SEEN)
        assert take(reception).adviser == reception.adviser.user


class TestHours:
    def found(self, reception: Reception, now: datetime, rule: Any = None, **values: Any) -> list[datetime]:
        given: dict[str, Any] = {
            "first": MONDAY_9.date(),
            "last": MONDAY_9.date(),
            "venues": [reception.venue],
            "rule": rule or hours.public_rule(reception.reason, now=now),
            "now": now,
        }
        return [hour.start for hour in hours.search(reception.reason, **(given | values))]

    def test_what_somebody_receives_for_says_nothing_of_another_reason(
        self, reception: Reception, colleague: Membership, now: datetime
    ) -> None:
        other = builders.reason(reception.organization, name="Démarches")
        builders.permanence(colleague, reception.venue, reasons=(other,), start=time(8))
        assert MONDAY_9 - timedelta(hours=1) not in self.found(reception, now)
        assert set(self.found(reception, now)) == set(self.found(reception, now, adviser_ids=None))

    def test_whoever_receives_without_appointment_gives_none(self, reception: Reception, now: datetime) -> None:
        builders.permanence(
            reception.adviser, reception.venue, reasons=(reception.reason,), start=time(14), end=time(16),
            reception=HowPeopleCome.WALK_IN,
        )  # fmt: skip
        assert {start.hour for start in self.found(reception, now)} == {8, 9, 10}

    def test_the_team_asks_for_one_adviser_and_nobody_for_none(
        self, reception: Reception, colleague: Membership, now: datetime
    ) -> None:
        assert self.found(reception, now, venues=[]) == []
        assert self.found(reception, now, adviser_ids=[]) == []
        assert self.found(reception, now, adviser_ids=[builders.resource_of(colleague).pk]) == []
        assert MONDAY_9 in self.found(reception, now, adviser_ids=[builders.resource_of(reception.adviser).pk])

    def test_hours_are_rounded_when_the_reason_says_so(self, reception: Reception, now: datetime) -> None:
        reception.reason.round_to = 60
        assert self.found(reception, now) == [MONDAY_9 + timedelta(hours=number) for number in range(3)]

    def test_the_team_has_no_notice_and_a_year(self, reception: Reception, now: datetime) -> None:
        zone = reception.venue.zone
        rule = hours.team_rule(reception.reason, now=now)(zone)
        assert rule.notice == timedelta(0)
        assert rule.horizon_end.astimezone(zone).date() == now.date() + timedelta(days=366)
        assert rule.duration == LENGTH
        assert hours.team_rule(reception.reason, now=now, minutes=20)(zone).duration == timedelta(minutes=20)

    def test_each_day_of_several_has_its_hours_and_no_other(self, reception: Reception, now: datetime) -> None:
        tuesday = MONDAY_9.date() + timedelta(days=1)
        days = {start.date() for start in self.found(reception, now, last=tuesday)}
        assert days == {MONDAY_9.date(), tuesday}


class TestOffers:
    def test_an_offer_counts_and_says_when_it_was_made(self, reception: Reception, now: datetime) -> None:
        entry = builders.waiting(reception.reason)
        offer = builders.offer(entry)
        entry.refresh_from_db()
        assert (entry.offers_made, entry.last_offered_at) == (1, now)
        assert (offer.made_at, offer.made_by, offer.by_call) == (now, None, False)

    def test_the_hour_of_an_adviser_is_held_with_her_and_nobody_else(
        self, reception: Reception, colleague: Membership, now: datetime
    ) -> None:
        builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
        entry = builders.waiting(reception.reason)
        resource = builders.resource_of(colleague).pk
        hour = next(hour for hour in turns.hours_for(entry, now=now) if hour.adviser_id == resource)
        offer = offering.hold(entry, hour, venue=reception.venue, now=now)
        assert offer is not None
        assert (offer.adviser, offer.room_commitment) == (colleague.user, None)
        assert {row.resource_id for row in Commitment.objects.all()} == {resource}

    def test_an_hour_taken_meanwhile_is_not_held(self, reception: Reception, now: datetime) -> None:
        entry = builders.waiting(reception.reason)
        hour = turns.hours_for(entry, now=now)[0]
        take(reception, starts_at=hour.start)
        assert offering.hold(entry, hour, venue=reception.venue, now=now) is None

    def test_whoever_was_offered_one_today_is_not_offered_another_because_somebody_else_may(
        self, reception: Reception, now: datetime
    ) -> None:
        first, second = (
            builders.waiting(reception.reason, first_name=name, phone=phone)
            for name, phone in (("Jeanne", "+33639980043"), ("Odette", "+33639980044"))
        )
        offering.close(builders.offer(first), OfferState.DECLINED, now=now)
        hour = turns.hours_for(second, now=now)[-1]
        assert offering.hold(first, hour, venue=reception.venue, now=now) is None
        assert offering.hold(second, hour, venue=reception.venue, now=now) is not None

    def test_ending_one_leaves_the_others(self, reception: Reception, now: datetime) -> None:
        first, second = (
            builders.offer(builders.waiting(reception.reason, first_name=name, phone=phone))
            for name, phone in (("Jeanne", "+33639980043"), ("Odette", "+33639980044"))
        )
        assert offering.close(first, OfferState.DECLINED, now=now)
        assert not offering.close(first, OfferState.DECLINED, now=now)
        assert list(Offer.objects.open()) == [second]
        assert {row.pk for row in Commitment.objects.filter(kind=CommitmentKind.OFFER)} == {second.commitment_id}

    def test_it_stands_while_its_own_adviser_receives_there_and_that_place_is_open(
        self, reception: Reception, colleague: Membership, now: datetime
    ) -> None:
        builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
        offer = builders.offer(builders.waiting(reception.reason))
        on = offer.local_start.date()
        elsewhere = builders.venue(reception.organization, name="Mairie")
        closed = Closure.objects.create(
            organization=reception.organization, venue=elsewhere, starts_on=on, ends_on=on, label="Travaux"
        )
        assert offering.still_stands(offer)
        Closure.objects.filter(pk=closed.pk).update(venue=reception.venue)
        assert not offering.still_stands(offer)
        closed.delete()
        PermanenceOccurrence.objects.filter(adviser__adviser=offer.adviser).delete()
        assert not offering.still_stands(offer)


class TestTwoAdvisers:
    @pytest.fixture
    def second(self, colleague: Membership) -> int:
        return builders.resource_of(colleague).pk

    def hours(self, reception: Reception, now: datetime) -> Any:
        reason = reception.reason
        on = MONDAY_9.date()
        rule = holding.hours.public_rule(reason, now=now)
        return holding.hours.search(reason, first=on, last=on, venues=[reception.venue], rule=rule, now=now)

    def busy(self, resource: int, starts_at: datetime, minutes: int) -> Commitment:
        what = Hold(
            starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes), kind=CommitmentKind.APPOINTMENT
        )
        return commitments.hold_free(resource, what)

    def test_an_hour_before_or_after_what_the_second_has_is_free(
        self, reception: Reception, second: int, now: datetime
    ) -> None:
        found = self.hours(reception, now)
        starts = [hour.start for hour in found]
        self.busy(second, starts[1], 45)
        both = holding.free_for_both(found, second_id=second, ignoring=())
        assert [hour.start for hour in both] == [starts[0], *starts[2:]]

    @pytest.mark.parametrize("at", [0, -1])
    def test_what_the_second_has_at_either_end_of_the_day_counts(
        self, reception: Reception, second: int, now: datetime, at: int
    ) -> None:
        found = self.hours(reception, now)
        self.busy(second, found[at].start, 45)
        both = holding.free_for_both(found, second_id=second, ignoring=())
        assert both == [hour for hour in found if hour != found[at]]

    def test_what_is_about_to_move_is_not_in_the_way(self, reception: Reception, second: int, now: datetime) -> None:
        found = self.hours(reception, now)
        held = self.busy(second, found[0].start, 45)
        assert holding.free_for_both(found, second_id=second, ignoring=[held.pk]) == found

    def test_without_any_hour_there_is_none_for_both(self, second: int, db: None) -> None:
        assert holding.free_for_both([], second_id=second, ignoring=()) == []
