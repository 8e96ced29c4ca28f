"""What people and the team do to workshops and cycles, each gesture by the product's own operations."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from escale.operations.bench.life import Life
from escale.workshops import (
    canceling,
    catching_up,
    enrollment,
    leading,
    merging,
    moving,
    resizing,
    scheduling,
    waiting_list,
)
from escale.workshops.calling_off import HourTaken, SessionOver
from escale.workshops.canceling import AlreadyLeft, NotLeft
from escale.workshops.catching_up import AlreadyCaughtUp, NoSeatThere, NotToCatchUp
from escale.workshops.enrollment import AlreadyEnrolled, EnrollmentClosed, TooManyEnrollments, Who
from escale.workshops.holds import Refused
from escale.workshops.leading import ColleagueTaken
from escale.workshops.merging import NotEnoughSeats, NothingToJoin, SameGroup
from escale.workshops.models import LIVE, CatchUp, Enrollment, Group, Session
from escale.workshops.moving import NothingToUndo, SessionCanceled
from escale.workshops.resizing import SeatsTaken
from escale.workshops.scheduling import GroupCanceled, GroupPlan, NoSuchHour, SessionPlan
from escale.workshops.seats import GroupFull
from escale.workshops.waiting_list import NoSeat, OfferOver

REFUSALS = (GroupCanceled, HourTaken, NoSuchHour, NothingToUndo, Refused, SessionCanceled, SessionOver)
LENGTHS = (timedelta(hours=1), timedelta(minutes=90), timedelta(hours=2))


def schedule_a_workshop(life: Life) -> None:
    with suppress(*REFUSALS):
        scheduling.schedule_workshop(_group(life), _session(life), publish=True, **_said(life))


def schedule_a_cycle(life: Life) -> None:
    first = _session(life)
    each_week = [_on(first, timedelta(weeks=week)) for week in range(3)]
    with suppress(*REFUSALS):
        scheduling.schedule_cycle(_group(life), each_week, joins_until=2, publish=True, **_said(life))


def enroll(life: Life) -> None:
    group, person = life.some(_coming(life)), life.random.choice(life.people)
    if group is None:
        return
    who = Who(first_name=person.first_name, phone=person.phone, with_companion=life.random.random() < 0.2)
    with suppress(AlreadyEnrolled, EnrollmentClosed, TooManyEnrollments):
        enrollment.enroll_online(group, who, submission=life.uuid(), now=life.now)


def leave_a_group(life: Life) -> None:
    left = life.some(Enrollment.objects.filter(state__in=sorted(LIVE)).order_by("pk"))
    if left is None:
        return
    with suppress(AlreadyLeft):
        if life.random.random() < 0.7:
            canceling.cancel_by_person(left, now=life.now)
        else:
            canceling.cancel_by_staff(left, by=life.random.choice(life.team), now=life.now)
    if left.catch_ups.exists():
        _look_again(life)


def come_back_to_a_group(life: Life) -> None:
    gone = life.some(Enrollment.objects.exclude(state__in=sorted(LIVE)).order_by("-pk")[:5])
    if gone is not None:
        with suppress(GroupFull, NotLeft, AlreadyEnrolled, EnrollmentClosed):
            canceling.restore(gone, now=life.now)


def answer_for_a_seat(life: Life) -> None:
    """Say yes, no, or nothing, to a seat that is held or that was."""
    held = life.some(Enrollment.objects.exclude(offered_at=None).order_by("-pk")[:6])
    if held is not None:
        say = life.random.choice(
            (waiting_list.accept, waiting_list.accept, waiting_list.decline, waiting_list.unanswered)
        )
        with suppress(OfferOver):
            say(held, now=life.now)


def offer_a_seat_by_hand(life: Life) -> None:
    if waiting := life.some(Enrollment.objects.waiting().order_by("pk")):
        with suppress(NoSeat):
            act = life.random.choice((waiting_list.offer_by_hand, waiting_list.raise_in_list))
            act(waiting, by=life.random.choice(life.team), why="Elle habite loin", now=life.now)


def move_a_session(life: Life) -> None:
    if session := _some_session(life):
        with suppress(*REFUSALS):
            moving.move_session(session, _session(life), **_said(life))


def hand_a_session(life: Life) -> None:
    session = _some_session(life)
    if session is None:
        return
    if colleague := life.some(leading.colleagues([session])[session.pk]):
        with suppress(ColleagueTaken, *REFUSALS):
            leading.hand_over(session, to=colleague.user, by=life.team[0], now=life.now)


def call_off(life: Life) -> None:
    if session := _some_session(life):
        with suppress(*REFUSALS):
            if life.random.random() < 0.7:
                moving.cancel_session(session, by=life.team[0], now=life.now)
            else:
                moving.cancel_group(session.group, now=life.now)
        _look_again(life)


def take_it_back(life: Life) -> None:
    off = Session.objects.exclude(canceled_at=None).with_everything_shown().order_by("-canceled_at", "pk")[:3]
    if session := life.some(off):
        with suppress(*REFUSALS):
            if session.group.canceled_at:
                moving.restore_group(session.group, by=life.team[0], now=life.now)
            else:
                moving.restore_session(session, now=life.now)


def merge_two(life: Life) -> None:
    coming = _coming(life)
    if len(coming) > 1:
        one, other = life.random.sample(coming, 2)
        with suppress(NotEnoughSeats, NothingToJoin, SameGroup, *REFUSALS):
            merging.merge(one, other, now=life.now)
        _look_again(life)


def change_seats(life: Life) -> None:
    if group := life.some(_coming(life)):
        with suppress(SeatsTaken):
            resizing.resize(group, seats=life.random.randrange(2, 8), by=life.team[0], now=life.now)


def catch_up(life: Life) -> None:
    who = life.some(Enrollment.objects.enrolled().with_everything_shown().order_by("pk"))
    missed = life.some(Session.objects.standing().filter(group=who.group).by_date()) if who else None
    if who is None or missed is None:
        return
    if session := life.some(catching_up.sessions_to_catch_up(who, missed, life.now)):
        with suppress(AlreadyCaughtUp, NoSeatThere, NotToCatchUp):
            catching_up.catch_up(who, missed=missed, session=session, by=life.team[0], now=life.now)


def catch_up_no_more(life: Life) -> None:
    if noted := life.some(CatchUp.objects.select_related("session__group").order_by("pk")):
        catching_up.undo(noted, now=life.now)


GESTURES: Mapping[Callable[[Life], None], int] = {
    schedule_a_workshop: 6,
    schedule_a_cycle: 3,
    enroll: 30,
    leave_a_group: 10,
    come_back_to_a_group: 3,
    answer_for_a_seat: 8,
    offer_a_seat_by_hand: 3,
    move_a_session: 5,
    hand_a_session: 3,
    call_off: 3,
    take_it_back: 2,
    merge_two: 2,
    change_seats: 4,
    catch_up: 5,
    catch_up_no_more: 1,
}
"""Each gesture, and how often it is made beside the others."""


def _look_again(life: Life) -> None:
    """The seat that whoever leaves had as a guest of another group is offered by the worker's next look, within a minute."""
    waiting_list.offer_left(now=life.now)


def _said(life: Life) -> dict[str, Any]:
    return {"by": life.random.choice(life.team), "accept": life.random.random() < 0.3, "now": life.now}


def _coming(life: Life) -> list[Group]:
    standing = Group.objects.standing().filter(pk__in=Session.objects.upcoming(now=life.now).order_by().values("group"))
    return list(standing.with_everything_shown().order_by("pk"))


def _some_session(life: Life) -> Session | None:
    return life.some(Session.objects.upcoming(now=life.now).with_everything_shown().by_date())


def _group(life: Life) -> GroupPlan:
    return GroupPlan(workshop=life.random.choice(life.workshops), seats=life.random.randrange(2, 6))


def _session(life: Life) -> SessionPlan:
    """Anywhere, at any hour, alone or with a colleague, with a room or a thing or without."""
    venue, adviser = life.random.choice(life.venues), life.random.choice(life.team)
    start = life.some_hour().astimezone(venue.zone)
    others = [each.user for each in life.team if each != adviser and life.random.random() < 0.2]
    return SessionPlan(
        on=start.date(),
        start=start.time(),
        end=(start + life.random.choice(LENGTHS)).time(),
        venue=venue,
        adviser=adviser.user,
        room=life.some([room for room in life.rooms if room.venue_id == venue.pk]),
        co_advisers=others,
        equipment=[thing for thing in life.things if life.random.random() < 0.3],
    )


def _on(plan: SessionPlan, later: timedelta) -> SessionPlan:
    return replace(plan, on=plan.on + later)
