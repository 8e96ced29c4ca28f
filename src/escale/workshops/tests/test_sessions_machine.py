"""Whatever becomes of the sessions of a cycle, in any order, what must hold still holds."""

from contextlib import suppress
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escale.accounts.models import Membership
from escale.agenda.models import Commitment
from escale.outbox.models import Message
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import moving, scheduling
from escale.workshops.calling_off import HourTaken, SessionOver
from escale.workshops.holds import Refused
from escale.workshops.models import Enrollment, Group, Session
from escale.workshops.moving import NothingToUndo, SessionCanceled
from escale.workshops.scheduling import GroupCanceled
from escale.workshops.tests import planned

REFUSALS = (GroupCanceled, HourTaken, NothingToUndo, Refused, SessionCanceled, SessionOver)

days = st.integers(0, 30).map(lambda number: date(2026, 11, 16) + timedelta(days=number))
hours = st.integers(8, 19)
which = st.integers(0, 7)
acts = st.one_of(
    st.tuples(st.just("move"), which, days, hours, st.booleans()),
    st.tuples(st.just("cancel"), which, days, hours, st.booleans()),
    st.tuples(st.just("restore"), which, days, hours, st.booleans()),
    st.tuples(st.just("add"), which, days, hours, st.booleans()),
    st.tuples(st.just("cancel group"), which, days, hours, st.booleans()),
    st.tuples(st.just("restore group"), which, days, hours, st.booleans()),
)


def act(group: Group, adviser: Membership, venue: Venue, what: tuple[str, int, date, int, bool]) -> None:
    verb, at, on, hour, accept = what
    every = planned.sessions(group)
    session = every[at % len(every)]
    plan = planned.session_plan(adviser, venue, on=on, start=time(hour), end=time(hour + 2))
    said: dict[str, Any] = {"by": adviser, "now": builders.NOW}
    match verb:
        case "move":
            moving.move_session(session, plan, accept=accept, **said)
        case "cancel":
            moving.cancel_session(session, **said)
        case "restore":
            moving.restore_session(session, now=builders.NOW)
        case "add":
            scheduling.add_session(group, plan, accept=accept, **said)
        case "cancel group":
            moving.cancel_group(group, now=builders.NOW)
        case _:
            moving.restore_group(group, **said)


def check(group: Group) -> None:
    group.refresh_from_db()
    standing = [each for each in planned.sessions(group) if each.canceled_at is None]
    assert [each.number for each in standing] == list(range(1, len(standing) + 1))
    assert not Session.objects.filter(group=group, number__isnull=False).exclude(canceled_at=None).exists()
    held = Commitment.objects.filter(session_hold__session__group=group).order_by("starts_at", "pk")
    assert [(row.starts_at, row.ends_at) for row in held] == [(each.starts_at, each.ends_at) for each in standing]
    exclusive = [row for row in held if row.exclusive]
    assert not any(a.ends_at > b.starts_at for a, b in pairwise(exclusive))
    assert (group.canceled_at is not None) == (not Enrollment.objects.filter(group=group).live().exists())
    told = list(Message.objects.not_left().order_by("pk").values_list("about", "about_id"))
    assert len(told) == len(set(told)), "somebody would hear twice of one session"


@settings(
    suppress_health_check=list(HealthCheck), max_examples=settings.default.max_examples * 25 // 100, deadline=None
)
@given(st.lists(acts, max_size=8))
def test_numbers_hours_and_messages_hold_whatever_happens(
    adviser: Membership, venue: Venue, what: list[tuple[str, int, date, int, bool]]
) -> None:
    with transaction.atomic():
        group = planned.cycle(adviser, venue, count=3)
        builders.enrollment(group, builders.person(group.organization))
        for each in what:
            with suppress(*REFUSALS):
                act(group, adviser, venue, each)
            check(group)
        transaction.set_rollback(True)
