"""Merging two half-empty groups."""

from datetime import date, timedelta

import pytest

from escale.accounts.models import Membership
from escale.agenda.models import Commitment
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import catching_up, merging, message_texts, moving
from escale.workshops.merging import NotEnoughSeats, NothingToJoin, SameGroup
from escale.workshops.models import CatchUp, Enrollment, EnrollmentState, Group, Session
from escale.workshops.scheduling import GroupCanceled
from escale.workshops.tests import planned

NOW = builders.NOW
WAITING, OFFERED = EnrollmentState.WAITING, EnrollmentState.OFFERED


@pytest.fixture
def friday(adviser: Membership, venue: Venue) -> Group:
    return planned.workshop(adviser, venue, group={"seats": 4})


@pytest.fixture
def thursday(adviser: Membership, venue: Venue) -> Group:
    return planned.workshop(adviser, venue, group={"seats": 4}, on=date(2026, 11, 26))


def who(group: Group, name: str) -> Beneficiary:
    return builders.person(group.organization, first_name=name, last_name="", phone=builders.phone())


def enroll(group: Group, *names: str, **values: object) -> None:
    for name in names:
        builders.enrollment(group, who(group, name), **values)


def live(group: Group) -> list[tuple[str, str]]:
    rows = Enrollment.objects.filter(group=group).live().in_turn().values_list("person__first_name", "state")
    return sorted(rows, key=lambda row: row[1] == "waiting")


def test_everybody_joins_in_order_and_hears_once_where_and_when(
    friday: Group, thursday: Group, adviser: Membership
) -> None:
    enroll(thursday, "Colette", "Hassan")
    enroll(friday, "Josiane")
    enroll(friday, "Raymond", state=OFFERED)
    merged = merging.merge(friday, thursday, now=NOW)
    assert merged == thursday
    assert sorted(live(thursday)) == [
        ("Colette", "enrolled"),
        ("Hassan", "enrolled"),
        ("Josiane", "enrolled"),
        ("Raymond", "offered"),
    ]
    friday.refresh_from_db()
    assert (friday.canceled_at, friday.merged_into) == (NOW, thursday)
    assert Commitment.objects.count() == 1
    assert planned.told() == [("groups_merged", "Josiane", "waiting"), ("seat_offered", "Raymond", "waiting")]


def test_the_message_says_the_new_date(friday: Group, thursday: Group, adviser: Membership) -> None:
    enroll(friday, "Josiane")
    merging.merge(friday, thursday, now=NOW)
    said = message_texts.MERGED.render(Message.objects.get(), NOW)
    assert "jeudi 26 novembre à 14 h" in said.text


def test_those_who_wait_keep_their_turn_among_those_who_wait_there(
    friday: Group, thursday: Group, adviser: Membership
) -> None:
    enroll(thursday, "A", "B", "C", "D")
    enroll(thursday, "Deuxième", state=WAITING, at=NOW - timedelta(days=2))
    enroll(friday, "Première", state=WAITING, at=NOW - timedelta(days=3))
    enroll(friday, "Troisième", state=WAITING, at=NOW - timedelta(days=1))
    merging.merge(friday, thursday, now=NOW)
    assert [name for name, state in live(thursday) if state == WAITING] == ["Première", "Deuxième", "Troisième"]


def test_free_seats_go_to_those_who_waited(friday: Group, thursday: Group, adviser: Membership) -> None:
    enroll(friday, "Josiane", "K", "L", "M")
    enroll(friday, "Attend", state=WAITING)
    Group.objects.filter(pk=thursday.pk).update(seats=5)
    merging.merge(friday, thursday, now=NOW)
    assert Enrollment.objects.get(person__first_name="Attend").state == OFFERED


def test_somebody_in_both_is_kept_once_with_her_seat(friday: Group, thursday: Group, adviser: Membership) -> None:
    colette = who(friday, "Colette")
    builders.enrollment(friday, colette)
    builders.enrollment(thursday, colette, state=WAITING)
    merging.merge(friday, thursday, now=NOW)
    assert live(thursday) == [("Colette", "enrolled")]
    assert Enrollment.objects.live().count() == 1
    assert planned.told() == [("groups_merged", "Colette", "waiting")]


def test_a_seat_is_never_given_up_for_one_that_waits_for_her_answer(
    friday: Group, thursday: Group, adviser: Membership
) -> None:
    colette = who(friday, "Colette")
    seat = builders.enrollment(friday, colette)
    builders.enrollment(thursday, colette, state=OFFERED)
    merging.merge(friday, thursday, now=NOW)
    assert list(Enrollment.objects.live()) == [seat]
    assert live(thursday) == [("Colette", "enrolled")]


@pytest.mark.parametrize(("counts", "seats"), [(True, 2), (False, 1)])
def test_whoever_is_accompanied_takes_the_seats_the_joined_group_counts(
    friday: Group, thursday: Group, adviser: Membership, counts: bool, seats: int
) -> None:
    Group.objects.filter(pk=friday.pk).update(companions_take_a_seat=not counts)
    Group.objects.filter(pk=thursday.pk).update(companions_take_a_seat=counts)
    enroll(friday, "Colette", seats=3 - seats, with_companion=True)
    merging.merge(friday, thursday, now=NOW)
    assert Enrollment.objects.get().seats == seats


def test_whoever_joins_late_is_reminded_like_the_others(friday: Group, thursday: Group, adviser: Membership) -> None:
    enroll(friday, "Colette")
    the_day_before = builders.session_of(friday).starts_at - timedelta(days=1)
    Session.objects.filter(group=friday).update(reminded_at=NOW)
    enroll(thursday, "Hassan")
    merging.merge(thursday, friday, now=the_day_before)
    assert [row for row in planned.told() if row[1] == "Hassan"] == [
        ("groups_merged", "Hassan", "waiting"),
        ("session_reminder", "Hassan", "waiting"),
    ]


def test_enrolled_in_both_she_keeps_the_larger_and_hears_once(
    friday: Group, thursday: Group, adviser: Membership
) -> None:
    colette = who(friday, "Colette")
    builders.enrollment(friday, colette, seats=2, with_companion=True)
    builders.enrollment(thursday, colette)
    merging.merge(friday, thursday, now=NOW)
    kept = Enrollment.objects.live().get()
    assert (kept.group, kept.seats, kept.with_companion) == (thursday, 2, True)
    assert planned.told() == [("groups_merged", "Colette", "waiting")]


def test_too_few_seats_leave_everything_as_it_was(friday: Group, thursday: Group, adviser: Membership) -> None:
    enroll(thursday, "Colette", "Hassan", "Monique")
    enroll(friday, "Josiane", "Raymond", "Thérèse")
    with pytest.raises(NotEnoughSeats) as problem:
        merging.merge(friday, thursday, now=NOW)
    assert problem.value.missing == 2
    friday.refresh_from_db()
    assert friday.canceled_at is None
    assert Enrollment.objects.filter(group=friday).enrolled().count() == 3
    assert planned.told() == []


def test_those_who_come_to_catch_up_count(
    friday: Group, thursday: Group, adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    cycle = planned.cycle(colleague, venue, group={"workshop": thursday.workshop})
    guest = builders.enrollment(cycle, who(cycle, "Bernard"))
    catching_up.catch_up(
        guest,
        missed=builders.session_of(cycle),
        session=builders.session_of(thursday),
        by=adviser,
        now=NOW,
    )
    enroll(thursday, "Colette", "Hassan")
    enroll(friday, "Josiane", "Raymond")
    with pytest.raises(NotEnoughSeats) as problem:
        merging.merge(friday, thursday, now=NOW)
    assert problem.value.missing == 1


def test_whoever_already_came_to_catch_up_there_counts_once(
    adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    first = planned.cycle(adviser, venue, group={"seats": 1})
    second = planned.cycle(colleague, venue, group={"seats": 1, "workshop": first.workshop})
    guest = builders.enrollment(first, who(first, "Colette"))
    catching_up.catch_up(
        guest, missed=builders.session_of(first), session=builders.session_of(second, number=2), by=adviser, now=NOW
    )
    merging.merge(first, second, now=NOW)
    assert not CatchUp.objects.exists()
    assert live(second) == [("Colette", "enrolled")]


def test_groups_that_cannot_be_merged(
    friday: Group, thursday: Group, adviser: Membership, outsider: Membership, venue: Venue
) -> None:
    with pytest.raises(SameGroup):
        merging.merge(friday, friday, now=NOW)
    theirs = planned.workshop(outsider, builders.venue(outsider.organization))
    with pytest.raises(SameGroup):
        merging.merge(friday, theirs, now=NOW)
    with pytest.raises(NothingToJoin):
        merging.merge(thursday, friday, now=builders.session_of(friday).starts_at)
    moving.cancel_group(thursday, now=NOW)
    with pytest.raises(GroupCanceled):
        merging.merge(friday, thursday, now=NOW)
