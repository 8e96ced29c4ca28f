"""The grid of a cycle, and whom it says to call."""

from datetime import date, timedelta

import pytest

from escale.testing import builders
from escale.workshops import roll
from escale.workshops.models import Attendance, CatchUp, EnrollmentState, Mark, Session, SkippedDay

FIRST = builders.NOW.replace(hour=8, minute=30) - timedelta(weeks=3, days=3)
"""Tuesday 20 October 2026, 9 h 30 on the wall or 10 h 30 before the hour changed."""


@pytest.fixture
def group(adviser, venue):
    return builders.group(adviser, venue, starts_at=FIRST, sessions=6)


def enrolled(group, first_name, marks="", **values):
    """Somebody enrolled, and her marks from the first session on: p, l, e, a; a dot for nothing."""
    words = {"p": Mark.PRESENT, "l": Mark.LATE, "e": Mark.EXCUSED, "a": Mark.ABSENT}
    who = builders.person(group.organization, first_name=first_name, last_name="", phone="+33639980061")
    made = builders.enrollment(group, who, **({"at": FIRST - timedelta(days=9)} | values))
    for number, mark in enumerate(marks, start=1):
        if mark in words:
            session = builders.session_of(group, number=number)
            Session.objects.filter(pk=session.pk).update(roll_called_at=session.ends_at)
            Attendance.objects.create(
                session=session, person=who, enrollment=made, mark=words[mark], noted_at=session.ends_at
            )
    return made


def read(group, now=builders.NOW):
    return roll.grid(group, now=now)


def what(row):
    return [cell.mark or cell.what for cell in row.cells]


def test_each_person_has_a_row_and_each_session_a_column(group):
    enrolled(group, "Annick", "pela")
    enrolled(group, "Thérèse", "..p", at=FIRST + timedelta(days=9))
    grid = read(group)
    assert [column.session.number for column in grid.columns] == [1, 2, 3, 4, 5, 6]
    assert [(row.name, what(row)) for row in grid.rows] == [
        ("Annick", [Mark.PRESENT, Mark.EXCUSED, Mark.LATE, Mark.ABSENT, "future", "future"]),
        ("Thérèse", ["not_yet", "not_yet", Mark.PRESENT, "unknown", "future", "future"]),
    ]
    assert [cell.css for cell in grid.rows[0].cells] == ["p", "e", "p", "a", "n", "n"]
    assert [column.came for column in grid.columns] == [1, 0, 2, 0, 0, 0]
    assert [(row.came, row.missed) for row in grid.rows] == [(2, 1), (1, 0)]


def test_the_current_session_follows_the_last_one_called(group):
    enrolled(group, "Annick", "p.p")
    assert read(group).current.number == 4
    Session.objects.update(roll_called_at=builders.NOW)
    assert read(group).current is None


def test_people_without_names_count_among_those_who_came(group):
    Session.objects.filter(number=1).update(unnamed=2)
    enrolled(group, "Annick", "p")
    assert read(group).columns[0].came == 3


def test_days_skipped_and_called_off_stand_between_the_sessions(group):
    for on in (date(2026, 11, 18), date(2026, 11, 19)):
        SkippedDay.objects.create(cycle=group.cycle, on=on, why="Vacances")
    third = builders.session_of(group, number=3)
    Session.objects.filter(pk=third.pk).update(canceled_at=builders.NOW, canceled_why="Grève", number=None)
    enrolled(group, "Annick", "p")
    grid = read(group)
    assert [column.label or column.session.number for column in grid.columns] == [1, 2, "Grève", 4, 5, "Vacances", 6]
    assert grid.columns[5].days == (date(2026, 11, 18), date(2026, 11, 19))
    assert what(grid.rows[0])[2] == "gap"


def test_whoever_left_after_coming_stays_below_the_others(group):
    left = enrolled(group, "Annick", "p")
    enrolled(group, "Paul", "p")
    type(left).objects.filter(pk=left.pk).update(
        state=EnrollmentState.CANCELED_BY_PERSON, left_at=FIRST + timedelta(days=8)
    )
    enrolled(group, "Jamais", state=EnrollmentState.CANCELED_BY_PERSON)
    rows = read(group).rows
    assert [(row.name, what(row)[:3]) for row in rows] == [
        ("Paul", [Mark.PRESENT, "unknown", "unknown"]),
        ("Annick", [Mark.PRESENT, "unknown", "left"]),
    ]


def test_a_session_caught_up_elsewhere_says_when_and_is_no_longer_missed(adviser, venue, group):
    annick = enrolled(group, "Annick", "ppaa")
    elsewhere = builders.session_of(
        builders.group(adviser, venue, starts_at=FIRST + timedelta(weeks=3, hours=5)), number=1
    )
    missed = builders.session_of(group, number=4)
    CatchUp.objects.create(enrollment=annick, missed=missed, session=elsewhere, created_at=builders.NOW)
    assert read(group).rows[0].cells[3].caught_up_on is None
    Attendance.objects.create(
        session=elsewhere, person=annick.person, enrollment=annick, mark=Mark.PRESENT, noted_at=builders.NOW
    )
    row = read(group).rows[0]
    assert row.cells[3].caught_up_on == date(2026, 11, 10)
    assert (row.missed, row.missed_in_a_row, row.should_be_called) == (1, 0, False)
    assert roll.to_call(group.organization, now=builders.NOW) == []


@pytest.mark.parametrize(
    ("marks", "in_a_row"), [("papaa", 2), ("aaap", 0), ("paae", 0), ("ppa", 1), ("ppa.a", 2), ("aaaaa", 3)]
)
def test_two_absences_in_a_row_without_a_word_ask_for_a_call(group, marks, in_a_row):
    enrolled(group, "Monique", marks[-4:] if len(marks) > 4 else marks)
    row = read(group).rows[0]
    expected = 4 if marks == "aaaaa" else in_a_row
    assert (row.missed_in_a_row, row.should_be_called) == (expected, expected >= 2)
    found = roll.to_call(group.organization, now=builders.NOW)
    assert [each.in_a_row for each in found] == ([expected] if expected >= 2 else [])


def test_once_called_back_she_is_left_alone_until_she_misses_again(group):
    monique = enrolled(group, "Monique", "paa")
    assert [row.enrollment for row in read(group).to_call] == [monique]
    roll.called_back(monique, now=builders.session_of(group, number=3).ends_at)
    assert read(group).to_call == []
    assert roll.to_call(group.organization, now=builders.NOW) == []
    Attendance.objects.create(
        session=builders.session_of(group, number=4),
        person=monique.person,
        enrollment=monique,
        mark=Mark.ABSENT,
        noted_at=builders.NOW,
    )
    assert len(read(group).to_call) == len(roll.to_call(group.organization, now=builders.NOW)) == 1
    roll.not_called_back(monique)
    assert len(roll.to_call(group.organization, now=builders.NOW)) == 1


def test_a_call_just_made_stays_in_sight_to_be_undone(group):
    monique = enrolled(group, "Monique", "paa")
    roll.called_back(monique, now=builders.NOW)
    (found,) = roll.to_call(group.organization, now=builders.NOW, called_since=builders.NOW - timedelta(minutes=15))
    assert found.is_called


def test_nobody_is_to_call_in_the_groups_of_a_colleague_nor_long_after_the_end(group, adviser, colleague):
    enrolled(group, "Monique", "aa")
    assert len(roll.to_call(group.organization, adviser=adviser.user, now=builders.NOW)) == 1
    assert roll.to_call(group.organization, adviser=colleague.user, now=builders.NOW) == []
    assert roll.to_call(group.organization, now=builders.NOW + timedelta(weeks=8)) == []


def test_the_grid_and_the_list_of_calls_read_as_much_for_three_people_as_for_one(group, django_assert_num_queries):
    for name in ("Annick", "Paul", "Odile"):
        enrolled(group, name, "ppaa")
        if name != "Paul":
            with django_assert_num_queries(5):
                read(group)
            with django_assert_num_queries(2):
                roll.to_call(group.organization, now=builders.NOW)
