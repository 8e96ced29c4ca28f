"""What is read of a period: totals, lines, appointments on their own day, cycles, and the period it is compared with."""

from datetime import UTC, date, datetime, timedelta

import pytest

from escale.accounts.models import Membership, Network
from escale.activity import bulk
from escale.activity.models import Autonomy, Axis, Kind
from escale.activity.reports import NewRecord, Report
from escale.appointments import outcomes
from escale.appointments.messages import ABOUT
from escale.appointments.models import Reason, State
from escale.outbox.models import Message, MessageState
from escale.people.models import AgeBand, Beneficiary
from escale.places.models import Venue
from escale.statistics import figures
from escale.statistics.figures import Meetings, NobodysFigures, PeopleLine, Scope
from escale.testing import builders
from escale.topics import Topic
from escale.workshops.models import Attendance, Mark, Session

pytestmark = pytest.mark.django_db

YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}


def _helped(adviser: Membership, on: date, *people: Beneficiary, **values: object) -> NewRecord:
    given: dict[str, object] = {
        "kind": Kind.INDIVIDUAL,
        "minutes": 45,
        "report": Report(topics=[Topic.EMAIL], autonomy=Autonomy.ALONE),
    }
    return NewRecord(
        organization=adviser.organization,
        adviser=adviser.user,
        on=on,
        people=people,
        created_at=builders.NOW,
        **(given | values),
    )


def test_activities_participations_and_people_are_three_figures(adviser: Membership, person: Beneficiary) -> None:
    group = Report(unnamed=3, unnamed_known=1, counts={(Axis.AGE, AgeBand.OVER_70): 2}, topics=[Topic.EMAIL])
    bulk.write(
        [
            _helped(adviser, date(2026, 3, 2), person),
            _helped(adviser, date(2026, 4, 7), person, kind=Kind.COLLECTIVE, minutes=120, report=group),
        ]
    )
    totals = figures.read(Scope(organization=adviser.organization, **YEAR), now=builders.NOW).totals
    assert (totals.activities, totals.participations, totals.people) == (2, 5, 1)
    assert (totals.individual_participations, totals.collective_participations) == (1, 4)
    assert (totals.new_people, totals.unnamed, totals.unnamed_new, totals.minutes) == (1, 3, 2, 165)


def test_people_without_a_name_are_said_apart_and_those_nobody_described_are_unsaid(
    adviser: Membership, person: Beneficiary
) -> None:
    group = Report(unnamed=5, counts={(Axis.AGE, AgeBand.OVER_70): 2, (Axis.FORMER_AGE, "plus_60"): 1})
    bulk.write([_helped(adviser, date(2026, 4, 7), person, kind=Kind.COLLECTIVE, report=group)])
    read = figures.read(Scope(organization=adviser.organization, **YEAR), now=builders.NOW)
    described = {line.value: (line.people, line.unnamed) for line in read.ages}
    assert described == {AgeBand.OVER_70: (0, 2), AgeBand.UNSAID: (1, 2)}
    assert read.former_ages == (PeopleLine(value="plus_60", label="plus_60", people=0, new=0, unnamed=1),)


def test_every_month_of_the_period_is_there_even_empty(adviser: Membership, person: Beneficiary) -> None:
    bulk.write([_helped(adviser, date(2026, 3, 2), person)])
    scope = Scope(organization=adviser.organization, since=date(2026, 2, 10), until=date(2026, 4, 3))
    months = figures.read(scope, now=builders.NOW).months
    assert [(month.first, month.individual) for month in months] == [
        (date(2026, 2, 1), 0),
        (date(2026, 3, 1), 1),
        (date(2026, 4, 1), 0),
    ]


def test_an_absence_counts_on_its_day_where_it_was_and_a_reminder_that_left_beside_it(
    adviser: Membership, person: Beneficiary, reason: Reason
) -> None:
    nouméa = builders.venue(adviser.organization, zone="Pacific/Noumea", commune="98818")
    # 1 December there, still 30 November in Paris.
    starts_at = datetime(2026, 11, 30, 22, tzinfo=UTC)
    taken = starts_at - timedelta(days=6)
    missed = builders.appointment(adviser, person, reason, at=nouméa, starts_at=starts_at, now=taken)
    Message.objects.filter(about=ABOUT, about_id=missed.pk, kind="reminder").update(state=MessageState.SENT)
    outcomes.settle(missed, State.NO_SHOW, by=adviser, now=starts_at + timedelta(hours=1))
    november = Scope(organization=adviser.organization, since=date(2026, 11, 1), until=date(2026, 11, 30))
    december = Scope(organization=adviser.organization, since=date(2026, 12, 1), until=date(2026, 12, 31))
    assert figures.read(november, now=starts_at).no_shows == Meetings(
        seen=0, missed=0, seen_reminded=0, missed_reminded=0, waited=0, waited_days=0
    )
    read = figures.read(
        Scope(organization=adviser.organization, adviser=adviser.user, **_days(december)), now=starts_at
    )
    assert read.no_shows == Meetings(seen=0, missed=1, seen_reminded=0, missed_reminded=1, waited=1, waited_days=6)
    assert read.waiting_days == 6


def _days(scope: Scope) -> dict[str, date]:
    return {"since": scope.since, "until": scope.until}


def test_a_topic_says_nothing_of_appointments_nor_of_cycles(adviser: Membership) -> None:
    read = figures.read(Scope(organization=adviser.organization, topic=Topic.EMAIL, **YEAR), now=builders.NOW)
    assert read.no_shows is None
    assert read.cycles is None


def test_a_cycle_counts_where_it_ends_with_those_who_came_to_most_of_it(
    adviser: Membership, venue: Venue, organization: object
) -> None:
    group = builders.group(adviser, venue, starts_at=datetime(2026, 3, 20, 9, tzinfo=UTC), sessions=3)
    people = [builders.person(adviser.organization, first_name=name, phone="") for name in ("Jeanne", "Yves")]
    for person in people:
        builders.enrollment(group, person)
    sessions = list(Session.objects.filter(group=group).order_by("starts_at"))
    Session.objects.filter(group=group).update(roll_called_at=builders.NOW)
    for person, followed in zip(people, (2, 1), strict=True):
        Attendance.objects.bulk_create(
            Attendance(session=session, person=person, mark=Mark.PRESENT, noted_at=builders.NOW)
            for session in sessions[:followed]
        )
    march, april = (
        Scope(organization=adviser.organization, since=date(2026, month, 1), until=date(2026, month, 30))
        for month in (3, 4)
    )
    assert figures.read(march, now=builders.NOW).cycles == figures.Cycles(
        cycles=0, enrolled=0, completed=0, answers_before=0, alone_before=0, answers_after=0, alone_after=0
    )
    ended = figures.read(april, now=builders.NOW).cycles
    assert ended is not None
    assert (ended.cycles, ended.enrolled, ended.completed, ended.completion_rate) == (1, 2, 1, 50)


@pytest.mark.parametrize(
    ("since", "until", "before"),
    [
        pytest.param("2026-01-01", "2026-11-13", ("2025-01-01", "2025-11-13"), id="a year to date: the year before"),
        pytest.param("2024-01-01", "2024-02-29", ("2023-01-01", "2023-02-28"), id="29 February"),
        pytest.param("2026-10-01", "2026-10-31", ("2026-09-01", "2026-09-30"), id="a month: the one before"),
        pytest.param("2026-07-01", "2026-09-30", ("2026-04-01", "2026-06-30"), id="a quarter: the one before"),
        pytest.param("2026-11-02", "2026-11-08", ("2026-10-26", "2026-11-01"), id="a week: the one before"),
    ],
)
def test_the_period_before(adviser: Membership, since: str, until: str, before: tuple[str, str]) -> None:
    scope = Scope(organization=adviser.organization, since=date.fromisoformat(since), until=date.fromisoformat(until))
    assert (scope.before.since.isoformat(), scope.before.until.isoformat()) == before


def test_figures_belong_to_one_organization_or_one_network(adviser: Membership) -> None:
    with pytest.raises(NobodysFigures):
        Scope(**YEAR)
    with pytest.raises(NobodysFigures):
        Scope(organization=adviser.organization, network=Network(name="Réseau"), **YEAR)
