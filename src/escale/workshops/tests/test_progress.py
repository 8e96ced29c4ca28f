"""Grids before and after, opinions, the point three months after: what is written, and what a group's figures may say."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta

from escale.outbox.models import Channel, Message
from escale.people.models import Beneficiary, Preference
from escale.periodic import TASKS
from escale.testing import builders
from escale.workshops import asking_later, checks, cycle_report, satisfaction, skills
from escale.workshops.models import (
    Attendance,
    Enrollment,
    EnrollmentState,
    Face,
    Group,
    Mark,
    Mastery,
    Moment,
    Satisfaction,
    Session,
    SkillCheck,
)
from escale.workshops.satisfaction import Faces, NotExpected, NotYet, Slips

NOW = builders.NOW
GLAD = Faces(learnt=Face.YES, at_ease=Face.YES, would_return=Face.YES)
LOST = Faces(learnt=Face.NO, at_ease=Face.A_LITTLE, would_return=Face.NO)


@pytest.fixture
def group(adviser, venue) -> Group:
    """Three sessions, the last one a week ago."""
    return builders.group(adviser, venue, title="Débuter", sessions=3, starts_at=NOW - timedelta(weeks=3), seats=12)


def joined(group, count=1) -> list[Enrollment]:
    return [builders.enrollment(group, at=NOW - timedelta(weeks=4)) for _ in range(count)]


def fill(enrollment, moment, *, alone, answered=19):
    grid = skills.ensure(enrollment.organization)[:answered]
    said = {skill.pk: Mastery.ALONE if rank < alone else Mastery.NOT_YET for rank, skill in enumerate(grid)}
    return checks.fill(enrollment, moment=moment, answers=said, by=None, now=NOW)


def test_answers_written_twice_are_one_grid(group):
    (one,) = joined(group)
    assert fill(one, Moment.FIRST, alone=2) == fill(one, Moment.FIRST, alone=3)
    taken = checks.counted(group)[one.person_id, Moment.FIRST]
    assert (taken.alone, taken.answered) == (3, 19)


def test_a_skill_of_another_organization_is_never_written(group):
    (one,) = joined(group)
    stranger = skills.ensure(builders.organization("CCAS d’ailleurs"))[0]
    checks.fill(one, moment=Moment.FIRST, answers={stranger.pk: Mastery.ALONE}, by=None, now=NOW)
    assert checks.counted(group) == {}


def test_before_and_after_compare_the_same_people(group):
    people = joined(group, 6)
    for one in people:
        fill(one, Moment.FIRST, alone=4)
    for one in people[:5]:
        fill(one, Moment.LAST, alone=10)
    found = checks.compare(group, Moment.FIRST, Moment.LAST)
    assert (found.people, len(found.shifts), found.gained) == (5, 19, 5 * 6)
    assert found.shifts[5].before == {Mastery.NOT_YET: 5, Mastery.WITH_HELP: 0, Mastery.ALONE: 0}
    assert found.shifts[5].after == {Mastery.NOT_YET: 0, Mastery.WITH_HELP: 0, Mastery.ALONE: 5}


def test_a_small_group_says_nothing_skill_by_skill(group):
    for one in joined(group, 4):
        fill(one, Moment.FIRST, alone=4)
        fill(one, Moment.LAST, alone=10)
    found = checks.compare(group, Moment.FIRST, Moment.LAST)
    assert (found.people, found.shifts, found.is_telling) == (4, [], False)


def test_a_skill_few_people_answered_is_left_out(group):
    for rank, one in enumerate(joined(group, 6)):
        fill(one, Moment.FIRST, alone=0)
        fill(one, Moment.LAST, alone=1, answered=19 if rank < 4 else 10)
    assert len(checks.compare(group, Moment.FIRST, Moment.LAST).shifts) == 10


def test_an_opinion_is_said_once_and_corrected(group):
    (one,) = joined(group)
    satisfaction.say(one, GLAD, now=NOW)
    satisfaction.say(one, LOST, now=NOW)
    assert list(Satisfaction.objects.values_list("enrollment", "learnt")) == [(one.pk, Face.NO)]


def test_nobody_says_it_before_the_last_session_nor_once_gone(group, adviser, venue):
    (one,) = joined(group)
    with pytest.raises(NotYet):
        satisfaction.say(one, GLAD, now=NOW - timedelta(weeks=2))
    one.state = EnrollmentState.CANCELED_BY_US
    with pytest.raises(NotExpected):
        satisfaction.say(one, GLAD, now=NOW)


def test_slips_of_paper_are_counted_without_a_name_and_counted_again_they_replace(group):
    (one,) = joined(group)
    satisfaction.say(one, GLAD, now=NOW)
    assert satisfaction.count_paper(group, [Slips(count=4, faces=GLAD), Slips(count=1, faces=LOST)], now=NOW) == 5
    satisfaction.count_paper(group, [Slips(count=3, faces=GLAD), Slips(count=1, faces=LOST)], now=NOW)
    assert satisfaction.on_paper(group) == [Slips(count=3, faces=GLAD), Slips(count=1, faces=LOST)]
    found = satisfaction.opinions(group)
    assert (found.people, found.on_paper, found.is_telling) == (5, 4, True)
    assert found.counts["learnt"] == {Face.YES: 4, Face.A_LITTLE: 0, Face.NO: 1}


def over(adviser, venue, *, ended):
    """Somebody whose cycle ended then, with a grid of the end."""
    group = builders.group(adviser, venue, sessions=3, starts_at=ended - timedelta(weeks=2, hours=2))
    one = builders.enrollment(group, builders.person(adviser.organization), at=ended - timedelta(weeks=4))
    fill(one, Moment.LAST, alone=10)
    return one


def later_messages():
    return Message.objects.filter(kind="skills_later")


def test_three_months_after_one_is_asked_once(adviser, venue):
    one = over(adviser, venue, ended=NOW - relativedelta(months=3))
    assert asking_later.ask_later(now=NOW - timedelta(minutes=1)) == 0
    assert asking_later.ask_later(now=NOW) == 1
    assert asking_later.ask_later(now=NOW) == 0
    message = later_messages().get()
    assert (message.person_id, message.channel) == (one.person_id, Channel.SMS)
    one.refresh_from_db()
    assert one.asked_later_at == NOW


def test_whoever_no_sms_reaches_is_called(adviser, venue):
    one = over(adviser, venue, ended=NOW - relativedelta(months=3))
    Beneficiary.objects.filter(pk=one.person_id).update(preference=Preference.CALL)
    asking_later.ask_later(now=NOW)
    assert later_messages().get().channel == Channel.CALL


@pytest.mark.parametrize("why", ["left", "no_grid", "answered", "too_late", "canceled", "alone"])
def test_who_is_not_asked(adviser, venue, why):
    ended = NOW - relativedelta(months=3) - (timedelta(days=31) if why == "too_late" else timedelta())
    one = over(adviser, venue, ended=ended)
    match why:
        case "left":
            Enrollment.objects.filter(pk=one.pk).update(state=EnrollmentState.CANCELED_BY_PERSON)
        case "no_grid":
            SkillCheck.objects.all().delete()
        case "answered":
            fill(one, Moment.LATER, alone=3)
        case "canceled":
            Group.objects.update(canceled_at=NOW)
        case "alone":
            one.group.cycle.delete()
    assert asking_later.ask_later(now=NOW) == 0
    assert not later_messages().exists()


def test_it_runs_by_itself(adviser, venue):
    over(adviser, venue, ended=NOW - relativedelta(months=3))
    TASKS["workshops: ask three months after what is still done alone"].run(now=NOW)
    assert later_messages().count() == 1


def test_the_report_counts_what_the_rolls_say_and_names_nobody(group):
    annick, bernard = joined(group, 2)
    first, second, _ = Session.objects.filter(group=group).order_by("starts_at")
    for session, one, mark in (
        (first, annick, Mark.PRESENT),
        (first, bernard, Mark.LATE),
        (second, annick, Mark.ABSENT),
        (second, bernard, Mark.EXCUSED),
    ):
        Attendance.objects.create(
            session=session, person=one.person, enrollment=one, mark=mark, noted_at=session.ends_at
        )
        Session.objects.filter(pk=session.pk).update(roll_called_at=session.ends_at)
    Session.objects.filter(pk=second.pk).update(unnamed=1)
    found = cycle_report.report(group, now=NOW)
    assert (len(found.sessions), found.planned, found.came_once, found.unnamed) == (2, 3, 2, 1)
    assert (found.came, found.noted, found.rate, found.minutes) == (3, 5, 60, 360)


def test_a_report_without_a_roll_has_no_rate(group):
    found = cycle_report.report(group, now=NOW)
    assert (found.rate, found.first_on, found.sessions) == (None, None, [])
