"""The edges of an hour held: in which room, whom one calls, what is in its way; and what the database refuses by itself."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from escale.accounts.models import Membership
from escale.agenda import commitments, resources
from escale.agenda.commitments import NO_OVERLAP_CONSTRAINT, Hold
from escale.agenda.models import Commitment, CommitmentKind
from escale.appointments import answering, booking, holding, offer_messages, offering, waiting
from escale.appointments.booking import Contact
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, AppointmentChange, OfferState, WaitingEntry
from escale.outbox.models import Channel, Message, MessageState
from escale.people.models import Beneficiary, Preference
from escale.places.models import Room
from escale.testing import builders
from escale.testing.cast import Reception

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.fixture
def entry(reception: Reception) -> WaitingEntry:
    return builders.waiting(reception.reason)


class TestARoom:
    def test_it_is_held_with_the_adviser_whichever_the_agenda_knew_first(
        self, reception: Reception, colleague: Membership
    ) -> None:
        room = Room.objects.create(venue=reception.venue, name="Salle bleue")
        known_first = resources.for_room(room)
        reason = builders.reason(reception.organization, name="Démarches")
        builders.permanence(colleague, reception.venue, room=room, reasons=(reason,))
        theirs = builders.resource_of(colleague)
        assert known_first.pk < theirs.pk
        offer = builders.offer(builders.waiting(reason))
        assert (offer.adviser, offer.room) == (colleague.user, room)
        held = {row.pk: row.resource_id for row in Commitment.objects.filter(kind=CommitmentKind.OFFER)}
        assert held == {offer.commitment_id: theirs.pk, offer.room_commitment_id: known_first.pk}


class TestWhoIsCalled:
    def test_whoever_prefers_a_call_is(self, reception: Reception, entry: WaitingEntry) -> None:
        entry.person = builders.person(reception.organization, first_name="Jeanne", phone=entry.phone)
        entry.person.preference = Preference.CALL
        entry.person.save()
        entry.save()
        assert builders.offer(entry).by_call

    def failed(self, entry: WaitingEntry, about: str, number: int) -> None:
        Message.objects.create(
            organization=entry.organization, kind="reminder", about=about, about_id=number, channel=Channel.SMS,
            recipient=entry.phone, state=MessageState.FAILED, created_at=builders.NOW, due_at=builders.NOW,
            expires_at=builders.NOW,
        )  # fmt: skip

    def test_what_failed_about_anything_else_says_nothing_of_her(self, entry: WaitingEntry, now: datetime) -> None:
        earlier = builders.offer(entry)
        offering.close(earlier, OfferState.EXPIRED, now=now)
        for number in {entry.pk, earlier.pk}:
            self.failed(entry, "appointment", number)
        self.failed(entry, offer_messages.ABOUT_OFFER, earlier.pk + 1)
        self.failed(entry, offer_messages.ABOUT_ENTRY, entry.pk + 1)
        assert not builders.offer(entry, now=now + timedelta(days=1)).by_call

    def test_an_earlier_offer_that_never_arrived_does(self, entry: WaitingEntry, now: datetime) -> None:
        earlier = builders.offer(entry)
        offering.close(earlier, OfferState.EXPIRED, now=now)
        self.failed(entry, offer_messages.ABOUT_OFFER, earlier.pk)
        assert builders.offer(entry, now=now + timedelta(days=1)).by_call


class TestTaken:
    def test_whoever_is_known_keeps_her_mail(self, reception: Reception, entry: WaitingEntry, now: datetime) -> None:
        entry.person = builders.person(reception.organization, first_name="Jeanne", phone=entry.phone)
        entry.person.email = "jeanne@example.org"
        entry.person.save()
        entry.save()
        assert answering.accept(builders.offer(entry), now=now).contact_email == "jeanne@example.org"

    def test_whoever_is_only_recognised_by_her_number_hears_by_it_alone(
        self, reception: Reception, entry: WaitingEntry, now: datetime
    ) -> None:
        known = builders.person(reception.organization, first_name="Jeanne", phone=entry.phone)
        Beneficiary.objects.filter(pk=known.pk).update(email="jeanne@example.org")
        taken = answering.accept(builders.offer(entry), now=now)
        assert (taken.person, taken.contact_email) == (known, "")

    def test_only_the_hour_she_says_yes_to_is_taken(
        self, reception: Reception, entry: WaitingEntry, now: datetime
    ) -> None:
        another = builders.offer(builders.waiting(reception.reason, first_name="Odette", phone="+33639980044"))
        offer = builders.offer(entry)
        taken = answering.accept(offer, now=now)
        another.refresh_from_db()
        offer.refresh_from_db()
        assert (offer.taken, another.taken) == (taken, None)

    @pytest.mark.parametrize("by_the_team", [True, False])
    def test_brought_forward_the_change_says_by_whom(
        self, reception: Reception, person: Beneficiary, now: datetime, by_the_team: bool
    ) -> None:
        later = builders.appointment(
            reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9 + timedelta(days=2)
        )
        offer = builders.offer(waiting.ask_for_earlier(later, now=now))
        moved = answering.accept(offer, now=now, by=reception.adviser if by_the_team else None)
        change = AppointmentChange.objects.get(appointment=later)
        assert (moved.pk, moved.starts_at, change.by) == (
            later.pk, offer.starts_at, reception.adviser.user if by_the_team else None
        )  # fmt: skip


def test_an_hour_for_what_is_offered_no_more_does_not_stand(entry: WaitingEntry, now: datetime) -> None:
    offer = builders.offer(entry)
    assert offering.still_stands(offer)
    offer.reason.archived_at = now
    assert not offering.still_stands(offer)


def test_what_keeps_somebody_else_busy_then_is_not_in_the_way(entry: WaitingEntry, colleague: Membership) -> None:
    offer = builders.offer(entry)
    busy = Hold(starts_at=offer.starts_at, ends_at=offer.ends_at, kind=CommitmentKind.APPOINTMENT)
    commitments.hold_free(builders.resource_of(colleague).pk, busy)
    assert offering.still_stands(offer)


@pytest.mark.parametrize(
    ("constraint", "said"), [(NO_OVERLAP_CONSTRAINT, SlotTaken), ("another_constraint", IntegrityError)]
)
def test_an_overlap_the_database_refuses_is_an_hour_taken_and_nothing_else_is(
    reception: Reception, monkeypatch: pytest.MonkeyPatch, constraint: str, said: type[Exception]
) -> None:
    def refuse(*_: Any) -> None:
        raise IntegrityError(f"violates {constraint}")

    monkeypatch.setattr(holding, "hold", refuse)
    with pytest.raises(said):
        booking.book_online(
            reason=reception.reason,
            venue=reception.venue,
            starts_at=MONDAY_9,
            contact=Contact(first_name="Lucette", phone="+33639980042"),
            submission=uuid4(),
            now=builders.NOW,
        )
    assert not Appointment.objects.exists()
