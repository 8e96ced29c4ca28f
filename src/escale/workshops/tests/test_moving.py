"""Moving a session, calling it off, putting it back; the same for a group; who hears what, once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction

from escale.accounts.models import Membership
from escale.agenda.models import Commitment
from escale.french.typography import NB
from escale.outbox.catalogue import Rendered
from escale.outbox.models import Message, MessageState
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import catching_up, messages, moving
from escale.workshops.catching_up import NoSeatThere
from escale.workshops.holds import Refused
from escale.workshops.kinds import BY_NAME
from escale.workshops.message_texts import SESSION_MOVED
from escale.workshops.models import CatchUp, Cycle, Enrollment, EnrollmentState, Group, Session, SkippedDay
from escale.workshops.moving import HourTaken, NothingToUndo, NotSkipped, SessionCanceled, SessionOver
from escale.workshops.scheduling import GroupCanceled, SessionPlan
from escale.workshops.tests import planned
from escale.workshops.tests.planned import FRIDAY

NOW = builders.NOW


@pytest.fixture
def cycle(adviser: Membership, venue: Venue) -> Group:
    """Three Fridays, from 14 h to 16 h."""
    return planned.cycle(adviser, venue)


def enroll(group: Group, *names: str, **values: object) -> list[Enrollment]:
    return [
        builders.enrollment(
            group,
            builders.person(group.organization, first_name=name, last_name="", phone=builders.phone()),
            **values,
        )
        for name in names
    ]


def move(group: Group, number: int, adviser: Membership, **given: object) -> Session:
    session = builders.session_of(group, number=number)
    options = {name: given.pop(name) for name in ("accept", "notify", "by", "now") if name in given}
    plan = planned.session_plan(adviser, session.venue, **({"on": session.local_start.date()} | given))
    return moving.move_session(session, plan, **({"by": adviser, "now": NOW} | options))


def test_a_moved_session_leaves_its_hour_and_takes_the_other(cycle: Group, adviser: Membership) -> None:
    moved = move(cycle, 1, adviser, on=date(2026, 11, 24))
    (held,) = planned.busy(moved)
    assert held == ("Maëlle Garnier", moved.starts_at, moved.ends_at, True)
    assert moved.starts_at == datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert moved.moved_from == datetime(2026, 11, 20, 13, tzinfo=UTC)
    assert Commitment.objects.count() == 3


def test_numbers_follow_the_dates(cycle: Group, adviser: Membership) -> None:
    moved = move(cycle, 1, adviser, on=date(2026, 11, 30))
    assert moved.number == 2
    assert planned.numbers(cycle) == [(date(2026, 11, 27), 1), (date(2026, 11, 30), 2), (date(2026, 12, 4), 3)]


def test_everybody_with_a_seat_hears_once_by_her_channel(cycle: Group, adviser: Membership) -> None:
    enroll(cycle, "Colette", "Hassan")
    enroll(cycle, "Monique", state=EnrollmentState.OFFERED)
    enroll(cycle, "Attend", state=EnrollmentState.WAITING)
    by_call = builders.person(cycle.organization, first_name="Raymond", last_name="", phone="+33261919999")
    builders.enrollment(cycle, by_call)
    move(cycle, 1, adviser, on=date(2026, 11, 24))
    assert planned.told() == [
        ("session_moved", name, "waiting") for name in ("Colette", "Hassan", "Monique", "Raymond")
    ]
    assert Message.objects.get(person=by_call).channel == "call"


def test_of_an_isolated_workshop_those_who_wait_hear_too(adviser: Membership, venue: Venue) -> None:
    group = planned.workshop(adviser, venue)
    enroll(group, "Attend", state=EnrollmentState.WAITING)
    move(group, 1, adviser, on=date(2026, 11, 24))
    assert planned.told() == [("session_moved", "Attend", "waiting")]


def test_moved_twice_the_first_word_not_left_is_taken_back(cycle: Group, adviser: Membership) -> None:
    enroll(cycle, "Colette")
    move(cycle, 1, adviser, on=date(2026, 11, 24))
    move(cycle, 1, adviser, on=date(2026, 11, 25))
    assert planned.told() == [("session_moved", "Colette", "dropped"), ("session_moved", "Colette", "waiting")]


def test_the_message_says_what_changed_since_what_people_know(cycle: Group, adviser: Membership) -> None:
    enroll(cycle, "Colette")

    def said() -> str:
        rendered = SESSION_MOVED.render(Message.objects.order_by("pk").last(), NOW)
        return rendered.text if isinstance(rendered, Rendered) else ""

    move(cycle, 1, adviser, on=date(2026, 11, 24))
    move(cycle, 1, adviser, on=date(2026, 11, 25))
    title, end = f"Bonjour Colette. Changement pour {cycle.title} : ", "Question ? 02 61 91 05 13"
    assert said() == f"{title}mercredi 25 novembre à 14 h, Centre social. C’était vendredi 20 novembre. {end}"
    Message.objects.update(state=MessageState.DELIVERED)
    move(cycle, 1, adviser, on=date(2026, 11, 25), start=time(10), end=time(12))
    assert said() == f"{title}mercredi 25 novembre à 10 h, Centre social. C’était à 14 h. {end}"
    Message.objects.update(state=MessageState.DELIVERED)
    annexe = builders.venue(cycle.organization, name="Annexe")
    session = builders.session_of(cycle)
    moving.move_session(session, replace(SessionPlan.of(session), venue=annexe), by=adviser, now=NOW)
    assert said() == f"{title}mercredi 25 novembre à 10 h, Annexe. {end}"


def test_another_room_or_adviser_is_nobody_s_news(cycle: Group, adviser: Membership, colleague: Membership) -> None:
    enroll(cycle, "Colette")
    session = builders.session_of(cycle)
    plan = planned.session_plan(colleague, session.venue, subject="La souris")
    moved = moving.move_session(session, plan, by=adviser, now=NOW)
    assert planned.told() == []
    assert (moved.revision, moved.adviser, planned.busy(moved)[0][0]) == (0, colleague.user, "Yann Le Goff")


def test_nobody_hears_when_the_team_says_so_itself(cycle: Group, adviser: Membership) -> None:
    enroll(cycle, "Colette")
    move(cycle, 1, adviser, on=date(2026, 11, 24), notify=False)
    assert planned.told() == []


def test_a_session_may_move_within_its_own_hours(cycle: Group, adviser: Membership) -> None:
    assert move(cycle, 1, adviser, start=time(15), end=time(17)).local_start.hour == 15


def test_moved_onto_a_holiday_the_team_is_warned_and_decides(cycle: Group, adviser: Membership) -> None:
    with pytest.raises(Refused) as problem:
        move(cycle, 3, adviser, on=date(2026, 12, 25))
    assert problem.value.warnings == [
        f"C’est un jour férié{NB}: Noël.",
        f"C’est pendant les vacances{NB}: Vacances de Noël.",
    ]
    assert planned.numbers(cycle)[2] == (date(2026, 12, 4), 3)
    moved = move(cycle, 3, adviser, on=date(2026, 12, 25), accept=problem.value.key)
    assert (moved.number, planned.busy(moved)[0][3]) == (3, True)


def test_moved_onto_something_else_it_says_who_decided_and_keeps_its_people(
    cycle: Group, adviser: Membership, coordinator: Membership, venue: Venue
) -> None:
    enroll(cycle, "Colette")
    planned.workshop(adviser, venue, on=date(2026, 11, 24))
    with pytest.raises(Refused):
        move(cycle, 1, adviser, on=date(2026, 11, 24))
    moved = move(cycle, 1, adviser, on=date(2026, 11, 24), accept=True, by=coordinator)
    row = Commitment.objects.get(session_hold__session=moved)
    assert (row.exclusive, row.overbooked_by) == (False, coordinator.user)
    assert Enrollment.objects.enrolled().filter(group=cycle).count() == 1
    again = move(cycle, 1, adviser, on=date(2026, 11, 25))
    assert Commitment.objects.get(session_hold__session=again).exclusive


def test_an_offer_never_lasts_beyond_the_new_last_moment_to_join(adviser: Membership, venue: Venue) -> None:
    group = planned.workshop(adviser, venue)
    (offered,) = enroll(group, "Monique", state=EnrollmentState.OFFERED, answer_by=NOW + timedelta(days=5))
    moved = move(group, 1, adviser, on=date(2026, 11, 16))
    offered.refresh_from_db()
    assert offered.answer_by == moved.starts_at


def test_a_called_off_session_frees_its_hours_and_leaves_no_hole_in_the_numbers(
    cycle: Group, adviser: Membership
) -> None:
    enroll(cycle, "Colette")
    canceled = moving.cancel_session(
        builders.session_of(cycle, number=2), why="Maëlle est absente", by=adviser, now=NOW
    )
    assert (canceled.canceled_at, canceled.canceled_why, canceled.number) == (NOW, "Maëlle est absente", None)
    assert planned.numbers(cycle) == [(FRIDAY, 1), (date(2026, 11, 27), None), (date(2026, 12, 4), 2)]
    assert planned.busy(canceled) == []
    assert planned.told() == [("session_canceled", "Colette", "waiting")]
    assert Enrollment.objects.enrolled().count() == 1


def test_what_happened_or_was_called_off_is_not_called_off_again(cycle: Group, adviser: Membership) -> None:
    session = builders.session_of(cycle, number=1)
    Session.objects.filter(pk=session.pk).update(roll_called_at=NOW)
    with pytest.raises(SessionOver):
        moving.cancel_session(session, by=adviser, now=NOW)
    with pytest.raises(SessionOver):
        move(cycle, 1, adviser, on=date(2026, 11, 24))
    second = builders.session_of(cycle, number=2)
    with pytest.raises(SessionOver):
        moving.cancel_session(second, by=adviser, now=second.starts_at)
    moving.cancel_session(second, by=adviser, now=NOW)
    with pytest.raises(SessionCanceled):
        moving.cancel_session(second, by=adviser, now=NOW)


def test_those_enrolled_may_catch_it_up_elsewhere_and_hear_one_thing(
    cycle: Group, adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    enroll(cycle, "Colette", "Hassan")
    other = planned.cycle(colleague, venue, group={"workshop": cycle.workshop, "seats": 2})
    target = builders.session_of(other, number=1)
    enroll(other, "Josiane")
    with pytest.raises(NoSeatThere) as problem:
        moving.cancel_session(builders.session_of(cycle, number=2), by=adviser, catch_up_in=target, now=NOW)
    assert problem.value.missing == 1
    assert not Session.objects.exclude(canceled_at=None).exists()
    Group.objects.filter(pk=other.pk).update(seats=3)
    canceled = moving.cancel_session(builders.session_of(cycle, number=2), by=adviser, catch_up_in=target, now=NOW)
    assert set(CatchUp.objects.values_list("enrollment__person__first_name", "missed", "session")) == {
        ("Colette", canceled.pk, target.pk),
        ("Hassan", canceled.pk, target.pk),
    }
    assert planned.told() == [("catch_up_noted", "Colette", "waiting"), ("catch_up_noted", "Hassan", "waiting")]


def test_whoever_came_to_catch_up_hears_that_it_is_off(
    cycle: Group, adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    (guest,) = enroll(cycle, "Colette")
    other = planned.cycle(colleague, venue, group={"workshop": cycle.workshop})
    target = builders.session_of(other, number=2)
    catching_up.catch_up(guest, missed=builders.session_of(cycle), session=target, by=adviser, now=NOW)
    moving.cancel_session(target, by=colleague, now=NOW)
    assert planned.told() == [("catch_up_noted", "Colette", "dropped"), ("session_canceled", "Colette", "waiting")]


def test_calling_off_a_workshop_lets_everybody_go_and_tells_them_once(adviser: Membership, venue: Venue) -> None:
    group = planned.workshop(adviser, venue)
    enroll(group, "Colette", "Hassan")
    enroll(group, "Attend", state=EnrollmentState.WAITING)
    canceled = moving.cancel_group(group, why="La salle est inondée", now=NOW)
    assert (canceled.canceled_at, canceled.canceled_why) == (NOW, "La salle est inondée")
    assert set(Enrollment.objects.values_list("state", "left_why", "left_at")) == {
        ("canceled_by_us", "group_canceled", NOW)
    }
    assert not Commitment.objects.exists()
    assert planned.told() == [("group_canceled", name, "waiting") for name in ("Attend", "Colette", "Hassan")]
    with pytest.raises(GroupCanceled):
        moving.cancel_group(group, now=NOW)


def test_the_only_session_of_a_workshop_takes_it_along(adviser: Membership, venue: Venue) -> None:
    group = planned.workshop(adviser, venue)
    enroll(group, "Colette")
    moving.cancel_session(builders.session_of(group), why="Panne", by=adviser, now=NOW)
    group.refresh_from_db()
    assert group.canceled_at == NOW
    assert planned.told() == [("group_canceled", "Colette", "waiting")]


def test_the_last_session_that_stands_takes_its_cycle_along(cycle: Group, adviser: Membership) -> None:
    enroll(cycle, "Colette", state=EnrollmentState.WAITING)
    for session in planned.sessions(cycle):
        moving.cancel_session(session, by=adviser, now=NOW)
    cycle.refresh_from_db()
    assert cycle.canceled_at == NOW
    assert not Enrollment.objects.live().exists()


def test_the_past_of_a_called_off_cycle_stays(cycle: Group, adviser: Membership) -> None:
    later = datetime(2026, 11, 25, 9, tzinfo=UTC)
    moving.cancel_group(cycle, now=later)
    assert [each.canceled_at for each in planned.sessions(cycle)] == [None, later, later]
    assert Commitment.objects.count() == 1
    over = planned.cycle(adviser, builders.session_of(cycle).venue, start=time(9), end=time(10))
    with pytest.raises(SessionOver):
        moving.cancel_group(over, now=NOW + timedelta(days=90))


def test_a_session_called_off_by_mistake_comes_back_unheard(cycle: Group, adviser: Membership) -> None:
    enroll(cycle, "Colette")
    session = moving.cancel_session(builders.session_of(cycle, number=2), by=adviser, now=NOW)
    back = moving.restore_session(session, now=NOW + timedelta(minutes=9))
    assert (back.number, back.canceled_at) == (2, None)
    assert planned.numbers(cycle)[1] == (date(2026, 11, 27), 2)
    assert planned.busy(back) == [("Maëlle Garnier", back.starts_at, back.ends_at, True)]
    assert planned.told() == [("session_canceled", "Colette", "dropped")]


def test_whoever_had_heard_hears_that_it_stands(cycle: Group, adviser: Membership) -> None:
    enroll(cycle, "Colette", "Hassan")
    session = moving.cancel_session(builders.session_of(cycle, number=2), by=adviser, now=NOW)
    Message.objects.filter(person__first_name="Colette").update(state=MessageState.DELIVERED)
    moving.restore_session(session, now=NOW + timedelta(minutes=1))
    assert planned.told() == [
        ("session_canceled", "Colette", "delivered"),
        ("session_canceled", "Hassan", "dropped"),
        ("session_kept", "Colette", "waiting"),
    ]


def test_it_comes_back_neither_later_nor_over_something_else(cycle: Group, adviser: Membership, venue: Venue) -> None:
    session = moving.cancel_session(builders.session_of(cycle, number=2), by=adviser, now=NOW)
    with pytest.raises(NothingToUndo):
        moving.restore_session(session, now=NOW + timedelta(minutes=11))
    planned.workshop(adviser, venue, on=date(2026, 11, 27))
    with pytest.raises(HourTaken):
        moving.restore_session(session, now=NOW)
    with pytest.raises(NothingToUndo):
        moving.restore_session(builders.session_of(cycle), now=NOW)


def test_a_group_called_off_by_mistake_comes_back_with_everybody_as_they_were(
    cycle: Group, adviser: Membership
) -> None:
    enroll(cycle, "Colette", "Hassan")
    enroll(cycle, "Monique", state=EnrollmentState.OFFERED)
    enroll(cycle, "Attend", state=EnrollmentState.WAITING)
    before = list(Enrollment.objects.order_by("pk").values_list("state", "queued_at", "answer_by"))
    moving.cancel_group(cycle, why="Erreur", now=NOW)
    Message.objects.filter(person__first_name="Colette").update(state=MessageState.SENT)
    back = moving.restore_group(cycle, by=adviser, now=NOW + timedelta(minutes=3))
    assert (back.canceled_at, back.canceled_why) == (None, "")
    assert list(Enrollment.objects.order_by("pk").values_list("state", "queued_at", "answer_by")) == before
    assert [number for _, number in planned.numbers(cycle)] == [1, 2, 3]
    assert Commitment.objects.count() == 3
    assert [row for row in planned.told() if row[2] == "waiting"] == [("session_kept", "Colette", "waiting")]
    with pytest.raises(NothingToUndo):
        moving.restore_group(cycle, by=adviser, now=NOW)


def test_sessions_planned_on_one_another_come_back_so(cycle: Group, adviser: Membership) -> None:
    """Somebody accepted it: the second overbooks again, by whoever puts the group back."""
    last = builders.session_of(cycle, number=3).local_start.date()
    move(cycle, 2, adviser, on=last, accept=True)
    moving.cancel_group(cycle, now=NOW)
    moving.restore_group(cycle, by=adviser, now=NOW)
    held = Commitment.objects.order_by("starts_at", "pk").values_list("exclusive", "overbooked_by")
    assert list(held) == [(True, None), (True, None), (False, adviser.user_id)]


def test_what_a_cancellation_took_back_unheard_is_said_when_it_is_undone(cycle: Group, adviser: Membership) -> None:
    (colette,) = enroll(cycle, "Colette")
    with transaction.atomic():
        messages.announce(messages.CONFIRMATION, colette, now=NOW)
    session = move(cycle, 1, adviser, on=date(2026, 11, 24))
    moving.restore_session(moving.cancel_session(session, by=adviser, now=NOW), now=NOW)
    standing = [kind for kind, _, state in planned.told() if state == "waiting"]
    assert standing == ["enrollment", "session_moved"]
    moving.cancel_group(cycle, now=NOW)
    assert [kind for kind, _, state in planned.told() if state == "waiting"] == ["group_canceled"]
    moving.restore_group(cycle, by=adviser, now=NOW)
    assert [kind for kind, _, state in planned.told() if state == "waiting"] == standing
    assert all(
        isinstance(BY_NAME[row.kind].render(row, NOW), Rendered) for row in Message.objects.not_left().order_by("pk")
    )


def test_a_skipped_day_is_met_after_all(cycle: Group, adviser: Membership) -> None:
    enroll(cycle, "Colette")
    rules = Cycle.objects.get(group=cycle)
    SkippedDay.objects.create(cycle=rules, on=date(2026, 12, 11), why="Fermeture")
    added = moving.put_back_skipped(rules, date(2026, 12, 11), by=adviser, now=NOW)
    assert (added.number, added.local_start.hour, added.adviser) == (4, 14, adviser.user)
    assert not SkippedDay.objects.exists()
    assert planned.told() == [("session_added", "Colette", "waiting")]
    with pytest.raises(NotSkipped):
        moving.put_back_skipped(rules, date(2026, 12, 11), by=adviser, now=NOW)


def test_a_skipped_day_that_is_taken_stays_skipped_until_accepted(
    cycle: Group, adviser: Membership, venue: Venue
) -> None:
    rules = Cycle.objects.get(group=cycle)
    SkippedDay.objects.create(cycle=rules, on=date(2026, 12, 11), why="Fermeture")
    planned.workshop(adviser, venue, on=date(2026, 12, 11))
    with pytest.raises(Refused):
        moving.put_back_skipped(rules, date(2026, 12, 11), by=adviser, now=NOW)
    assert SkippedDay.objects.count() == 1
    moving.put_back_skipped(rules, date(2026, 12, 11), by=adviser, accept=True, now=NOW)
    assert [number for _, number in planned.numbers(cycle)] == [1, 2, 3, 4]
