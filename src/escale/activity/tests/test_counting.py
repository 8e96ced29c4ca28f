"""The rules of counting, held against a table computed by hand: what each situation adds to October and to November 2026.

Five figures: activities, participations, different people, those of them who are new, people without a name. They are read
three ways: from the rows, from the months counted ahead, and across a network of one organization.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Membership, Network
from escale.activity import closing, recording
from escale.activity.models import ActivityRecord, Kind
from escale.activity.reports import NewRecord, Report
from escale.appointments import walk_ins
from escale.appointments.models import Appointment, Reason, State, WalkInOutcome
from escale.desk.people import merging
from escale.people.models import AgeBand, Beneficiary
from escale.places.models import Venue
from escale.statistics import figures, monthly
from escale.statistics.figures import Scope
from escale.testing import builders
from escale.workshops.models import Mark, Session
from escale.workshops.roll import WalkInRow

NOW = datetime(2026, 12, 4, 10, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 10, 9, tzinfo=UTC)
"""10 November, 10 h in Vitré."""
OCTOBER, NOVEMBER = (date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 11, 1), date(2026, 11, 30))

type Row = tuple[int, int, int, int, int]
"""Activities, participations, different people, new people, people without a name."""

NOTHING: Row = (0, 0, 0, 0, 0)


@dataclass
class Team:
    """An organization where things happen."""

    adviser: Membership
    venue: Venue
    reason: Reason
    people: list[Beneficiary] = field(default_factory=list)

    def somebody(self, **values: object) -> Beneficiary:
        person = builders.person(self.adviser.organization, first_name=f"Personne {len(self.people)}", phone="")
        Beneficiary.objects.filter(pk=person.pk).update(**values)
        person.refresh_from_db()
        self.people.append(person)
        return person

    def booked(self, starts_at: datetime, who: Beneficiary | None = None, *, at: Venue | None = None) -> Appointment:
        who = who or self.somebody()
        early = starts_at - timedelta(days=2)
        return builders.appointment(self.adviser, who, self.reason, at=at or self.venue, starts_at=starts_at, now=early)

    def seen(self, starts_at: datetime, who: Beneficiary | None = None, *, at: Venue | None = None) -> Appointment:
        return self.settled(self.booked(starts_at, who, at=at), State.SEEN)

    def settled(self, appointment: Appointment, outcome: State) -> Appointment:
        return closing.settle(appointment, outcome, by=self.adviser, now=NOW)

    def session(self, starts_at: datetime = TUESDAY) -> Session:
        return builders.session_of(builders.group(self.adviser, self.venue, starts_at=starts_at))

    def called(self, session: Session, *who: Beneficiary, unnamed: int = 0, marks: Sequence[Mark] = ()) -> None:
        said = dict(zip([person.pk for person in who], marks or [Mark.PRESENT] * len(who), strict=True))
        for person in who:
            builders.enrollment(session.group, person)
        closing.call_roll(session, marks=said, unnamed=unnamed, by=self.adviser, now=NOW)

    def written(self, on: date, *who: Beneficiary) -> ActivityRecord:
        """Somebody helped in passing, written down without an hour."""
        return recording.create(
            NewRecord(
                organization=self.adviser.organization,
                adviser=self.adviser.user,
                kind=Kind.INDIVIDUAL,
                on=on,
                minutes=15,
                people=who,
                report=Report(unnamed=0 if who else 1),
                created_at=NOW,
                completed_at=NOW,
            )
        )


def she_came(team: Team) -> None:
    team.seen(TUESDAY)


def she_did_not_come(team: Team) -> None:
    team.settled(team.booked(TUESDAY), State.NO_SHOW)


def she_called_it_off(team: Team) -> None:
    team.settled(team.booked(TUESDAY), State.EXCUSED)


def her_outcome_was_undone(team: Team) -> None:
    closing.reopen(team.seen(TUESDAY), by=team.adviser, now=NOW)


def her_outcome_was_undone_and_noted_again(team: Team) -> None:
    once = team.seen(TUESDAY)
    closing.reopen(once, by=team.adviser, now=NOW)
    team.settled(once, State.SEEN)


def she_came_twice_in_the_month(team: Team) -> None:
    who = team.somebody()
    team.seen(TUESDAY, who)
    team.seen(TUESDAY + timedelta(days=7), who)


def she_came_twice_in_one_day(team: Team) -> None:
    who = team.somebody()
    team.seen(TUESDAY, who)
    team.called(team.session(TUESDAY + timedelta(hours=4)), who)


def she_came_in_both_months(team: Team) -> None:
    who = team.somebody()
    team.seen(TUESDAY - timedelta(days=28), who)
    team.seen(TUESDAY, who)


def she_had_come_the_year_before(team: Team) -> None:
    who = team.somebody()
    team.written(date(2025, 11, 4), who)
    team.seen(TUESDAY, who)


def october_was_entered_late(team: Team) -> None:
    who = team.somebody()
    team.seen(TUESDAY, who)
    team.written(date(2026, 10, 6), who)


def october_was_entered_by_mistake(team: Team) -> None:
    who = team.somebody()
    wrong = team.written(date(2026, 10, 6), who)
    team.seen(TUESDAY, who)
    recording.remove(wrong, by=team.adviser, now=NOW)


def october_was_taken_away_and_put_back(team: Team) -> None:
    who = team.somebody()
    record = team.written(date(2026, 10, 6), who)
    team.seen(TUESDAY, who)
    recording.remove(record, by=team.adviser, now=NOW)
    recording.restore(record, now=NOW)


def a_workshop_of_seven_of_whom_three_gave_no_name(team: Team) -> None:
    team.called(team.session(), *(team.somebody() for _ in range(4)), unnamed=3)


def a_workshop_where_one_was_away(team: Team) -> None:
    there, away = team.somebody(), team.somebody()
    team.called(team.session(), there, away, marks=[Mark.LATE, Mark.ABSENT])


def a_workshop_where_nobody_came(team: Team) -> None:
    team.called(team.session(), team.somebody(), marks=[Mark.EXCUSED])


def a_roll_that_was_corrected(team: Team) -> None:
    session, who = team.session(), team.somebody()
    team.called(session, who, unnamed=5)
    closing.call_roll(session, marks={who.pk: Mark.ABSENT}, unnamed=2, by=team.adviser, now=NOW)


def somebody_unannounced_at_a_workshop(team: Team) -> None:
    row = WalkInRow(submission=uuid4(), first_name="Armelle")
    closing.call_roll(team.session(), marks={}, unnamed=0, walk_ins=[row], by=team.adviser, now=NOW)


def somebody_without_appointment_nor_name(team: Team) -> None:
    came = walk_ins.call(builders.walk_in(team.venue, now=TUESDAY), adviser=team.adviser.user, where="", now=TUESDAY)
    closing.finish_walk_in(came, WalkInOutcome.SETTLED, by=team.adviser, now=TUESDAY + timedelta(minutes=10))


def somebody_in_passing_without_a_name(team: Team) -> None:
    team.written(date(2026, 11, 10))


def two_files_that_were_one_person(team: Team) -> None:
    kept, gone = team.somebody(), team.somebody()
    team.seen(TUESDAY, kept)
    team.seen(TUESDAY + timedelta(days=1), gone)
    merging.merge(kept, gone, taken=[], by=team.adviser, now=NOW)


def two_files_that_were_one_person_at_one_workshop(team: Team) -> None:
    kept, gone = team.somebody(), team.somebody()
    team.called(team.session(), kept, gone)
    merging.merge(kept, gone, taken=[], by=team.adviser, now=NOW)


def two_files_that_were_one_person_and_are_two_again(team: Team) -> None:
    kept, gone = team.somebody(), team.somebody()
    team.seen(TUESDAY - timedelta(days=28), kept)
    team.seen(TUESDAY, gone)
    merging.undo(merging.merge(kept, gone, taken=[], by=team.adviser, now=NOW), by=team.adviser, now=NOW)


def her_file_was_emptied_since(team: Team) -> None:
    who = team.somebody()
    team.seen(TUESDAY - timedelta(days=28), who)
    team.seen(TUESDAY, who)
    Beneficiary.objects.filter(pk=who.pk).update(first_name="", erased_at=NOW)


def the_last_evening_of_october_here(team: Team) -> None:
    """31 October, 23 h 30 in Vitré, winter time: still October where it happened and in UTC."""
    team.seen(datetime(2026, 10, 31, 22, 30, tzinfo=UTC))


def the_first_minutes_of_november_here(team: Team) -> None:
    """1 November, 0 h 10 in Vitré: still October in UTC."""
    team.seen(datetime(2026, 10, 31, 23, 10, tzinfo=UTC))


def the_first_morning_of_november_in_noumea(team: Team) -> None:
    """1 November, 0 h 30 there, is 31 October, 14 h 30 in Vitré."""
    noumea = builders.venue(team.adviser.organization, name="Nouméa", zone="Pacific/Noumea", commune="98818")
    team.seen(datetime(2026, 10, 31, 13, 30, tzinfo=UTC), at=noumea)


def the_last_evening_of_november_in_saint_pierre(team: Team) -> None:
    """30 November, 22 h there, is 1 December, 2 h in Vitré."""
    saint_pierre = builders.venue(
        team.adviser.organization, name="Saint-Pierre", zone="America/Miquelon", commune="97502"
    )
    team.seen(datetime(2026, 12, 1, 1, tzinfo=UTC), at=saint_pierre)


TABLE: list[tuple[Callable[[Team], None], Row, Row]] = [
    # What happened                                          October            November
    (she_came,                                               NOTHING,           (1, 1, 1, 1, 0)),
    (she_did_not_come,                                       NOTHING,           NOTHING),
    (she_called_it_off,                                      NOTHING,           NOTHING),
    (her_outcome_was_undone,                                 NOTHING,           NOTHING),
    (her_outcome_was_undone_and_noted_again,                 NOTHING,           (1, 1, 1, 1, 0)),
    (she_came_twice_in_the_month,                            NOTHING,           (2, 2, 1, 1, 0)),
    (she_came_twice_in_one_day,                              NOTHING,           (2, 2, 1, 1, 0)),
    (she_came_in_both_months,                                (1, 1, 1, 1, 0),   (1, 1, 1, 0, 0)),
    (she_had_come_the_year_before,                           NOTHING,           (1, 1, 1, 0, 0)),
    (october_was_entered_late,                               (1, 1, 1, 1, 0),   (1, 1, 1, 0, 0)),
    (october_was_entered_by_mistake,                         NOTHING,           (1, 1, 1, 1, 0)),
    (october_was_taken_away_and_put_back,                    (1, 1, 1, 1, 0),   (1, 1, 1, 0, 0)),
    (a_workshop_of_seven_of_whom_three_gave_no_name,         NOTHING,           (1, 7, 4, 4, 3)),
    (a_workshop_where_one_was_away,                          NOTHING,           (1, 1, 1, 1, 0)),
    (a_workshop_where_nobody_came,                           NOTHING,           NOTHING),
    (a_roll_that_was_corrected,                              NOTHING,           (1, 2, 0, 0, 2)),
    (somebody_unannounced_at_a_workshop,                     NOTHING,           (1, 1, 1, 1, 0)),
    (somebody_without_appointment_nor_name,                  NOTHING,           (1, 1, 0, 0, 1)),
    (somebody_in_passing_without_a_name,                     NOTHING,           (1, 1, 0, 0, 1)),
    (two_files_that_were_one_person,                         NOTHING,           (2, 2, 1, 1, 0)),
    (two_files_that_were_one_person_at_one_workshop,         NOTHING,           (1, 1, 1, 1, 0)),
    (two_files_that_were_one_person_and_are_two_again,       (1, 1, 1, 1, 0),   (1, 1, 1, 1, 0)),
    (her_file_was_emptied_since,                             (1, 1, 1, 1, 0),   (1, 1, 1, 0, 0)),
    (the_last_evening_of_october_here,                       (1, 1, 1, 1, 0),   NOTHING),
    (the_first_minutes_of_november_here,                     NOTHING,           (1, 1, 1, 1, 0)),
    (the_first_morning_of_november_in_noumea,                NOTHING,           (1, 1, 1, 1, 0)),
    (the_last_evening_of_november_in_saint_pierre,           NOTHING,           (1, 1, 1, 1, 0)),
]  # fmt: skip


@pytest.fixture
def team(adviser, venue, reason):
    return Team(adviser=adviser, venue=venue, reason=reason)


def read(period: tuple[date, date], **whose: object) -> Row:
    totals = figures.read(Scope(since=period[0], until=period[1], **whose), now=NOW).totals
    return totals.activities, totals.participations, totals.people, totals.new_people, totals.unnamed


@pytest.mark.parametrize(("happened", "october", "november"), TABLE, ids=lambda value: getattr(value, "__name__", None))
def test_the_table(team, happened, october, november):
    happened(team)
    of = {"organization": team.adviser.organization}
    assert (read(OCTOBER, **of), read(NOVEMBER, **of)) == (october, november)
    monthly.count_due()
    assert (read(OCTOBER, **of), read(NOVEMBER, **of)) == (october, november)
    hers = of | {"adviser": team.adviser.user}
    assert (read(OCTOBER, **hers), read(NOVEMBER, **hers)) == (october, november)


def test_the_whole_table_adds_up_in_an_organization_and_in_its_network(team, organization):
    """Everybody of the table is somebody else, each on hours of her own."""
    for number, (happened, _, _) in enumerate(TABLE):
        another = builders.member(organization, first_name=f"Conseillère {number}")
        happened(Team(adviser=another, venue=team.venue, reason=team.reason))
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre")
    network.organizations.add(organization)
    monthly.count_due()
    monthly.add_networks_up()
    totals = [tuple(map(sum, zip(*(row[month] for row in TABLE), strict=True))) for month in (1, 2)]
    assert [read(period, organization=organization) for period in (OCTOBER, NOVEMBER)] == totals
    assert [read(period, network=network) for period in (OCTOBER, NOVEMBER)] == totals


def test_over_two_months_somebody_who_came_in_both_is_one_person_and_new_once(team):
    she_came_in_both_months(team)
    october_was_entered_late(team)
    monthly.count_due()
    both = OCTOBER[0], NOVEMBER[1]
    assert read(both, organization=team.adviser.organization) == (4, 4, 2, 2, 0)


def test_ages_are_those_of_the_year_of_each_activity(team):
    """Born in 1956, she is 69 in 2025 and 70 in 2026: each year counts her once, in the band she was in."""
    who = team.somebody(birth_year=1956)
    for on in (date(2025, 12, 31), date(2026, 1, 1)):
        team.written(on, who)

    def bands(year):
        scope = Scope(since=date(year, 1, 1), until=date(year, 12, 31), organization=team.adviser.organization)
        return {line.value: line.people for line in figures.read(scope, now=NOW).ages if line.people}

    assert [bands(2025), bands(2026)] == [{AgeBand.FROM_60: 1}, {AgeBand.OVER_70: 1}]


def test_the_night_clocks_go_back_lasts_as_long_as_it_lasted(team):
    """From 2 h 30 to 3 h 15 through the hour that comes twice: 45 minutes on no clock, at 2 h, on the 25th."""
    team.seen(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    record = ActivityRecord.objects.get()
    assert (record.on, record.hour, record.minutes) == (date(2026, 10, 25), 2, team.reason.duration)


def test_three_figures_are_never_mixed(team):
    """One workshop of seven, three of them without a name: one activity, seven participations, four people."""
    a_workshop_of_seven_of_whom_three_gave_no_name(team)
    totals = figures.read(
        Scope(since=NOVEMBER[0], until=NOVEMBER[1], organization=team.adviser.organization), now=NOW
    ).totals
    assert (totals.activities, totals.participations, totals.people, totals.unnamed) == (1, 7, 4, 3)
    assert totals.participations == totals.people + totals.unnamed
