"""A cycle of three sessions that ended last week, six people, grids at the start and at the end."""

from datetime import timedelta

import pytest
import time_machine

from escale.testing import builders
from escale.workshops import checks, skills
from escale.workshops.models import Attendance, Group, Level, Mark, Mastery, Moment, Session

NAMES = ("Annick", "Bernard", "Colette", "Josiane", "Michel", "Raymond")
BEGAN = builders.NOW - timedelta(weeks=3)


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel(builders.NOW, tick=False):
        yield


@pytest.fixture
def ended(adviser, venue) -> Group:
    """The rolls are called; everybody came to everything."""
    group = builders.group(adviser, venue, title="Débuter", sessions=3, seats=8, starts_at=BEGAN, level=Level.BEGINNER)
    for name in NAMES:
        join(group, name)
    for session in Session.objects.filter(group=group).order_by("pk"):
        Session.objects.filter(pk=session.pk).update(roll_called_at=session.ends_at)
    return group


def join(group, name, *, came=3):
    """Somebody of the group, who came to the first sessions."""
    who = builders.person(group.organization, first_name=name, last_name="Besnard", phone="")
    made = builders.enrollment(group, who, at=BEGAN - timedelta(days=3))
    sessions = Session.objects.filter(group=group).order_by("starts_at")
    for number, session in enumerate(sessions):
        mark = Mark.PRESENT if number < came else Mark.ABSENT
        Attendance.objects.create(session=session, person=who, enrollment=made, mark=mark, noted_at=session.ends_at)
    return made


def answer(enrollment, moment=Moment.FIRST, mastery=Mastery.ALONE, *, count=19, rest=Mastery.NOT_YET):
    """Fill in a grid: the first skills so, the others otherwise."""
    grid = skills.ensure(enrollment.organization)
    said = {skill.pk: mastery if number < count else rest for number, skill in enumerate(grid)}
    return checks.fill(enrollment, moment=Moment(moment), answers=said, by=None, now=builders.NOW)
