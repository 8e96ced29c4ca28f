"""The edges of moving, calling off and taking back, on Monday 16 November 2026: what is written, and who hears of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from escale.accounts.models import Membership
from escale.agenda import commitments
from escale.agenda.commitments import Hold
from escale.agenda.models import Commitment, CommitmentKind
from escale.appointments import booking, canceling, holding, moving
from escale.appointments.holding import HeldForSomebody, SlotTaken
from escale.appointments.models import (
    Appointment,
    AppointmentChange,
    CallbackRequest,
    ChangeKind,
    State,
)
from escale.appointments.moving import NothingToUndo
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
LENGTH = timedelta(minutes=45)


@pytest.fixture
def taken(reception: Reception, person: Beneficiary) -> Appointment:
    return builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9 + timedelta(days=1)
    )


def kinds(about: Appointment) -> list[str]:
    return list(Message.objects.filter(about_id=about.pk).order_by("kind").values_list("kind", flat=True))


class TestTakingBack:
    def test_an_hour_offered_to_somebody_says_by_which_hold(self, taken: Appointment, now: datetime) -> None:
        canceling.cancel_by_staff(taken, by=Membership.objects.get(user=taken.adviser), notify=False, now=now)
        resource = holding.resources.for_adviser(taken.adviser).pk
        what = Hold(starts_at=taken.starts_at, ends_at=taken.ends_at, kind=CommitmentKind.OFFER)
        offered = commitments.hold_free(resource, what)
        with pytest.raises(HeldForSomebody) as held:
            canceling.restore(taken, by=Membership.objects.get(user=taken.adviser), now=now)
        assert held.value.commitment_ids == [offered.pk]

    @pytest.mark.parametrize(("state", "said"), [("waiting", 0), ("sent", 1)])
    def test_whoever_heard_that_it_was_off_hears_that_it_is_on(
        self, taken: Appointment, reception: Reception, now: datetime, state: str, said: int
    ) -> None:
        hers = Message.objects.filter(about_id=taken.pk)
        hers.filter(kind="confirmation").update(state="sent")
        canceling.cancel_by_staff(taken, by=reception.adviser, notify=True, now=now)
        hers.filter(kind="cancellation").update(state=state)
        canceling.restore(taken, by=reception.adviser, now=now)
        assert hers.filter(state="waiting", kind="confirmation").count() == said
        assert hers.filter(state="waiting", kind="reminder").count() == 1
        assert not hers.filter(state="waiting", kind="cancellation").exists()

    def test_an_hour_taken_since_is_taken(self, taken: Appointment, reception: Reception, now: datetime) -> None:
        canceling.cancel_by_staff(taken, by=reception.adviser, notify=False, now=now)
        what = Hold(starts_at=taken.starts_at, ends_at=taken.ends_at, kind=CommitmentKind.APPOINTMENT)
        commitments.hold_free(holding.resources.for_adviser(taken.adviser).pk, what)
        with pytest.raises(SlotTaken) as refusal:
            canceling.restore(taken, by=reception.adviser, now=now)
        assert not isinstance(refusal.value, HeldForSomebody)

    def test_nothing_comes_back_once_its_hour_has_begun(
        self, taken: Appointment, reception: Reception, now: datetime
    ) -> None:
        canceling.cancel_by_staff(taken, by=reception.adviser, notify=False, now=now)
        with pytest.raises(moving.TooLate):
            canceling.restore(taken, by=reception.adviser, now=taken.starts_at)
        back = canceling.restore(taken, by=reception.adviser, now=taken.starts_at - timedelta(seconds=1))
        assert back.state == State.EXPECTED

    def test_what_the_team_did_not_call_off_is_not_restored(
        self, taken: Appointment, reception: Reception, now: datetime
    ) -> None:
        with pytest.raises(canceling.NotCanceled):
            canceling.restore(taken, by=reception.adviser, now=now)

    def test_expected_again_nothing_says_it_was_called_off_but_its_history(
        self, taken: Appointment, reception: Reception, now: datetime
    ) -> None:
        canceling.cancel_by_staff(
            taken, by=reception.adviser, notify=True, apology="Maëlle est souffrante.", why="Grippe", now=now
        )
        canceling.restore(taken, by=reception.adviser, now=now)
        back = Appointment.objects.get(pk=taken.pk)
        assert (back.state, back.apology, back.settled_at, back.settled_by, back.revision) == (
            State.EXPECTED, "", None, None, 2
        )  # fmt: skip
        history = AppointmentChange.objects.filter(appointment=taken).order_by("pk")
        assert [(change.kind, change.by, change.at, change.why) for change in history] == [
            (ChangeKind.CANCELED_BY_US, reception.adviser.user, now, "Grippe"),
            (ChangeKind.RESTORED, reception.adviser.user, now, ""),
        ]


class TestCallingOff:
    def test_the_row_says_who_when_and_holds_nothing(
        self, taken: Appointment, reception: Reception, now: datetime
    ) -> None:
        canceling.cancel_by_staff(taken, by=reception.adviser, notify=True, apology="Maëlle est souffrante.", now=now)
        off = Appointment.objects.get(pk=taken.pk)
        assert (off.state, off.settled_at, off.settled_by, off.revision, off.apology, off.held_ids) == (
            State.REVOKED, now, reception.adviser.user, 1, "Maëlle est souffrante.", []
        )  # fmt: skip
        assert not Commitment.objects.exists()

    def test_by_her_link_nobody_of_the_team_did_it(self, taken: Appointment, now: datetime) -> None:
        canceling.cancel_by_person(taken, now=now)
        change = AppointmentChange.objects.get(appointment=taken)
        assert (change.kind, change.by, Appointment.objects.get(pk=taken.pk).settled_by) == (
            ChangeKind.CANCELED_BY_PERSON, None, None
        )  # fmt: skip
        assert not CallbackRequest.objects.exists()

    def test_she_may_ask_for_a_call_in_the_same_gesture(self, taken: Appointment, now: datetime) -> None:
        canceling.cancel_by_person(taken, call_me_back=True, now=now)
        asked = CallbackRequest.objects.get()
        assert (asked.first_name, asked.phone, asked.reason, asked.created_at) == (
            "Lucette", "+33639980042", taken.reason, now
        )  # fmt: skip


class TestMoving:
    def move(self, taken: Appointment, reception: Reception, now: datetime, **values: Any) -> Appointment:
        given: dict[str, Any] = {"venue": reception.venue, "starts_at": taken.starts_at, "accept_warnings": True}
        return moving.move_by_staff(taken, by=reception.adviser, now=now, **(given | values))

    def test_to_the_same_place_nothing_is_written_and_nobody_told(
        self, taken: Appointment, reception: Reception, now: datetime
    ) -> None:
        before = kinds(taken)
        assert self.move(taken, reception, now).revision == 0
        same = moving.move_by_person(taken, venue=reception.venue, starts_at=taken.starts_at, now=now)
        assert same.revision == 0
        assert kinds(taken) == before
        assert not AppointmentChange.objects.exists()

    def test_the_same_hour_elsewhere_is_a_move(self, taken: Appointment, reception: Reception, now: datetime) -> None:
        elsewhere = builders.venue(reception.organization, name="Mairie")
        moved = self.move(taken, reception, now, venue=elsewhere)
        assert (moved.venue, moved.starts_at, moved.revision) == (elsewhere, taken.starts_at, 1)

    def test_longer_at_the_same_hour_is_a_move(self, taken: Appointment, reception: Reception, now: datetime) -> None:
        moved = self.move(taken, reception, now, minutes=60)
        assert moved.ends_at - moved.starts_at == timedelta(hours=1)

    def test_it_lasts_as_long_as_before(self, reception: Reception, person: Beneficiary, now: datetime) -> None:
        short = booking.book_by_staff(
            by=reception.adviser,
            adviser=reception.adviser.user,
            person=person,
            reason=reception.reason,
            venue=reception.venue,
            starts_at=MONDAY_9,
            minutes=20,
            now=now,
        )
        moved = self.move(short, reception, now, starts_at=MONDAY_9 + timedelta(hours=1))
        assert moved.ends_at - moved.starts_at == timedelta(minutes=20)

    def test_untold_she_is_reminded_of_the_new_hour_alone(
        self, taken: Appointment, reception: Reception, now: datetime
    ) -> None:
        self.move(taken, reception, now, starts_at=taken.starts_at + timedelta(hours=1), notify=False, why="Réunion")
        waiting = Message.objects.filter(about_id=taken.pk, state="waiting").order_by("kind")
        assert list(waiting.values_list("kind", "revision")) == [("reminder", 1)]
        assert AppointmentChange.objects.get().why == "Réunion"

    def test_her_own_hour_is_not_proposed_but_the_same_hour_elsewhere_is(
        self, taken: Appointment, reception: Reception, now: datetime
    ) -> None:
        on = taken.starts_at.date()
        shown = moving.free_hours(taken, first=on, last=on, now=now)
        assert taken.starts_at not in {hour.start for hour in shown}
        assert taken.starts_at + LENGTH in {hour.start for hour in shown}

    def test_a_move_is_undone_within_ten_minutes_limit_included(
        self, taken: Appointment, reception: Reception, now: datetime
    ) -> None:
        was = taken.starts_at
        self.move(taken, reception, now, starts_at=was + timedelta(hours=1))
        limit = now + timedelta(minutes=10)
        with pytest.raises(NothingToUndo):
            moving.undo_move(taken, by=reception.adviser, now=limit + timedelta(seconds=1))
        assert moving.undo_move(taken, by=reception.adviser, now=limit).starts_at == was
        last = AppointmentChange.objects.order_by("-pk").first()
        assert last is not None
        assert (last.kind, last.by) == (ChangeKind.MOVE_UNDONE, reception.adviser.user)

    @pytest.mark.parametrize(("state", "said"), [("waiting", []), ("sent", [("change", 2)])])
    def test_whoever_heard_of_a_move_hears_that_it_is_undone_and_nobody_else(
        self, taken: Appointment, reception: Reception, now: datetime, state: str, said: list[tuple[str, int]]
    ) -> None:
        self.move(taken, reception, now, starts_at=taken.starts_at + timedelta(hours=1))
        changes = Message.objects.filter(about_id=taken.pk, kind="change")
        changes.update(state=state)
        moving.undo_move(taken, by=reception.adviser, now=now)
        assert list(changes.filter(state="waiting").values_list("kind", "revision").order_by("pk")) == said

    def test_a_move_of_hers_is_not_the_team_s_to_undo(
        self, taken: Appointment, reception: Reception, now: datetime
    ) -> None:
        moving.move_by_person(taken, venue=reception.venue, starts_at=taken.starts_at + LENGTH, now=now)
        with pytest.raises(NothingToUndo):
            moving.undo_move(taken, by=reception.adviser, now=now)

    def test_an_appointment_never_moved_has_nothing_to_undo(
        self, taken: Appointment, reception: Reception, now: datetime
    ) -> None:
        assert moving.undoable(taken, now=now) is None

    def test_an_undone_move_is_not_undone_again(self, taken: Appointment, reception: Reception, now: datetime) -> None:
        self.move(taken, reception, now, starts_at=taken.starts_at + timedelta(hours=1))
        moving.undo_move(taken, by=reception.adviser, now=now)
        with pytest.raises(NothingToUndo):
            moving.undo_move(taken, by=reception.adviser, now=now)

    def test_an_hour_taken_meanwhile_is_not_taken_back(
        self, taken: Appointment, reception: Reception, now: datetime
    ) -> None:
        was = taken.starts_at
        self.move(taken, reception, now, starts_at=was + timedelta(hours=1))
        other = builders.person(reception.organization, first_name="Odette", phone="+33639980077")
        builders.appointment(reception.adviser, other, reception.reason, at=reception.venue, starts_at=was)
        with pytest.raises(SlotTaken):
            moving.undo_move(taken, by=reception.adviser, now=now)
