"""An appointment with two advisers, on Monday 16 November 2026: Maëlle receives, Yann comes too."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from escale.accounts.models import Membership, User
from escale.agenda.models import Commitment
from escale.appointments import booking, canceling, moving, outcomes
from escale.appointments.models import Appointment, State
from escale.appointments.obstacles import Refused
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def together(reception: Reception, colleague: Membership, person: Beneficiary, now: datetime) -> Appointment:
    return take(reception, colleague, person, now)


def take(reception: Reception, colleague: Membership, person: Beneficiary, now: datetime, **values: Any) -> Appointment:
    given: dict[str, Any] = {"starts_at": MONDAY_9, "accept_warnings": True}
    return booking.book_by_staff(
        by=reception.adviser,
        adviser=reception.adviser.user,
        co_adviser=colleague.user,
        person=person,
        reason=reception.reason,
        venue=reception.venue,
        now=now,
        **(given | values),
    )


def busy(member: Membership) -> list[tuple[datetime, datetime]]:
    rows = Commitment.objects.filter(resource=builders.resource_of(member)).order_by("starts_at")
    return list(rows.values_list("starts_at", "ends_at"))


def test_both_are_busy_and_both_see_it(together: Appointment, reception: Reception, colleague: Membership) -> None:
    stretch = [(MONDAY_9, MONDAY_9 + timedelta(minutes=45))]
    assert busy(reception.adviser) == busy(colleague) == stretch
    for member in (reception.adviser, colleague):
        assert Appointment.objects.of_adviser(member.user).get() == together
    assert together.advisers_words == "Maëlle et Yann"


def test_it_says_when_the_second_is_busy(
    together: Appointment, reception: Reception, colleague: Membership, now: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        take(reception, colleague, builders.person(reception.organization), now, accept_warnings=False)
    warnings = [sentence.replace("\u00a0", " ") for sentence in refused.value.warnings]
    assert "Yann Le Goff a déjà un rendez-vous avec Lucette B., de 9 h à 9 h 45." in warnings


def test_moving_takes_both_along_and_canceling_frees_both(
    together: Appointment, reception: Reception, colleague: Membership, now: datetime
) -> None:
    moved = moving.move_by_staff(
        together,
        by=reception.adviser,
        venue=reception.venue,
        starts_at=MONDAY_9 + HOUR,
        accept_warnings=True,
        now=now,
    )
    assert busy(reception.adviser) == busy(colleague) == [(moved.starts_at, moved.ends_at)]
    canceling.cancel_by_staff(moved, by=reception.adviser, notify=False, now=now)
    assert busy(reception.adviser) == busy(colleague) == []


def test_expected_again_both_are_busy_again(
    together: Appointment, reception: Reception, colleague: Membership, now: datetime
) -> None:
    outcomes.settle(together, State.EXCUSED, by=reception.adviser, now=now)
    outcomes.reopen(together, by=reception.adviser, now=now)
    assert busy(reception.adviser) == busy(colleague) == [(together.starts_at, together.ends_at)]


def test_given_to_the_second_she_receives_alone(
    together: Appointment, reception: Reception, colleague: Membership, now: datetime
) -> None:
    given = moving.move_by_staff(
        together,
        by=reception.adviser,
        adviser=colleague.user,
        venue=reception.venue,
        starts_at=MONDAY_9,
        accept_warnings=True,
        now=now,
    )
    assert (given.adviser, given.co_adviser) == (colleague.user, None)
    assert (busy(reception.adviser), busy(colleague)) == ([], [(given.starts_at, given.ends_at)])


def test_the_second_may_leave_or_be_somebody_else(
    together: Appointment, reception: Reception, colleague: Membership, coordinator: Membership, now: datetime
) -> None:
    def again(co_adviser: User | None) -> Appointment:
        return moving.move_by_staff(
            together,
            by=reception.adviser,
            venue=reception.venue,
            starts_at=MONDAY_9,
            co_adviser=co_adviser,
            keeps_second=False,
            accept_warnings=True,
            now=now,
        )

    assert again(coordinator.user).co_adviser == coordinator.user
    assert busy(colleague) == []
    assert again(None).co_adviser is None
    assert busy(coordinator) == []


def test_online_the_person_moves_to_an_hour_both_have(
    together: Appointment, reception: Reception, colleague: Membership, now: datetime
) -> None:
    other = builders.person(reception.organization, phone="+33639980050")
    taken = MONDAY_9 + timedelta(days=1)
    builders.appointment(colleague, other, reception.reason, at=reception.venue, starts_at=taken)
    shown = [hour.start for hour in moving.free_hours(together, first=taken.date(), last=taken.date(), now=now)]
    assert shown[0] == taken + timedelta(minutes=45)
    with pytest.raises(moving.holding.SlotTaken):
        moving.move_by_person(together, venue=reception.venue, starts_at=taken, now=now)
    moved = moving.move_by_person(together, venue=reception.venue, starts_at=shown[0], now=now)
    assert (moved.adviser, moved.co_adviser) == (reception.adviser.user, colleague.user)


def test_the_second_is_never_proposed_as_the_one_who_receives(
    together: Appointment, reception: Reception, colleague: Membership, now: datetime
) -> None:
    builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
    tuesday = (MONDAY_9 + timedelta(days=1)).date()
    shown = moving.free_hours(together, first=tuesday, last=tuesday, now=now)
    assert {hour.adviser_id for hour in shown} == {builders.resource_of(reception.adviser).pk}
