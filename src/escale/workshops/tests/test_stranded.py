"""Which sessions an absence or closed days meet, who comes to them, and which nobody is there to lead."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership
from escale.agenda import absences, closures, resources
from escale.agenda.models import Absence
from escale.places.models import Venue
from escale.scheduling.intervals import Interval
from escale.testing import builders
from escale.workshops import catching_up, stranded
from escale.workshops.models import EnrollmentState, Group, Session
from escale.workshops.tests import planned

NOW = builders.NOW
FRIDAY = planned.FRIDAY


@pytest.fixture
def group(adviser: Membership, colleague: Membership, venue: Venue) -> Group:
    """Friday 20 November from 14 h to 16 h."""
    return planned.workshop(adviser, venue)


def session_of(group: Group) -> Session:
    return builders.session_of(group)


def away(member: Membership, session: Session, *, hours: int = 1) -> Absence:
    return absences.declare(
        resources.for_adviser(member.user),
        starts_at=session.starts_at - timedelta(hours=hours),
        ends_at=session.starts_at + timedelta(minutes=15),
    )


def test_an_adviser_has_those_she_leads_alone_or_with_others(
    group: Group, adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    shared = planned.workshop(adviser, venue, on=FRIDAY + timedelta(days=3), co_advisers=(colleague.user,))
    one, two = session_of(group), session_of(shared)
    hours = [Interval(each.starts_at, each.ends_at) for each in (one, two)]
    assert stranded.during_hours(adviser.user, hours, now=NOW) == [one, two]
    assert stranded.during_hours(colleague.user, hours, now=NOW) == [two]
    assert stranded.during_hours(adviser.user, [Interval(one.ends_at, two.starts_at)], now=NOW) == []
    assert stranded.during_hours(adviser.user, [], now=NOW) == []
    assert stranded.during_hours(adviser.user, hours, now=one.starts_at) == [two]


def test_closed_days_meet_what_begins_there_on_the_clock_of_the_venue(group: Group, venue: Venue) -> None:
    session, other = session_of(group), builders.venue(venue.organization, name="CCAS")
    asked = {"first": FRIDAY, "last": FRIDAY, "now": NOW}
    assert stranded.on_closed_days(venue.organization, venues=[], **asked) == [session]
    assert stranded.on_closed_days(venue.organization, venues=[venue], **asked) == [session]
    assert stranded.on_closed_days(venue.organization, venues=[other], **asked) == []
    assert stranded.on_closed_days(venue.organization, venues=[], **(asked | {"last": date(2026, 11, 19)})) == []


def test_each_absence_and_each_closure_has_its_own(group: Group, adviser: Membership, venue: Venue) -> None:
    session = session_of(group)
    on, off = (
        away(adviser, session),
        absences.declare(
            resources.for_adviser(adviser.user), starts_at=session.ends_at, ends_at=session.ends_at + timedelta(hours=1)
        ),
    )
    found = stranded.by_absence([on, off], adviser=adviser.user, now=NOW)
    assert found == {on.pk: [session], off.pk: []}
    closed = closures.close_days(
        organization=venue.organization, venue=venue, first=FRIDAY, last=FRIDAY, label="Travaux"
    )
    assert stranded.by_closure([closed], now=NOW) == {closed.pk: [session]}
    assert stranded.by_absence([], adviser=adviser.user, now=NOW) == stranded.by_closure([], now=NOW) == {}


def test_nobody_leads_a_session_whose_advisers_are_all_away(
    group: Group, adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    shared = planned.workshop(adviser, venue, on=FRIDAY + timedelta(days=3), co_advisers=(colleague.user,))
    of = adviser.organization

    def alone() -> list[Session]:
        return list(stranded.without_leader(of, adviser=None, now=NOW))

    assert alone() == []
    absence = away(adviser, session_of(group))
    away(adviser, session_of(shared))
    assert alone() == [session_of(group)]
    away(colleague, session_of(shared))
    assert alone() == [session_of(group), session_of(shared)]
    assert list(stranded.without_leader(of, adviser=colleague.user, now=NOW)) == [session_of(shared)]
    absences.withdraw(absence, now=NOW)
    assert alone() == [session_of(shared)]


def test_those_expected_are_those_with_a_seat_then_those_who_catch_up(
    group: Group, adviser: Membership, venue: Venue
) -> None:
    builders.enrollment(group, builders.person(adviser.organization, first_name="Odette", last_name="Blin"))
    builders.enrollment(
        group,
        builders.person(adviser.organization, first_name="Marc", last_name="Lebon"),
        state=EnrollmentState.WAITING,
    )
    missed = planned.workshop(adviser, venue, on=FRIDAY - timedelta(days=2), group={"workshop": group.workshop})
    guest = builders.enrollment(missed, builders.person(adviser.organization, first_name="Lucette", last_name="Roy"))
    session = session_of(group)
    catching_up.catch_up(guest, missed=session_of(missed), session=session, by=adviser, now=NOW)
    (met,) = stranded.met([session], away=adviser.user)
    assert (met.session, list(met.people), list(met.others)) == (session, ["Odette B.", "Lucette R."], [])


def test_one_session_asks_as_much_as_three(group: Group, adviser: Membership, venue: Venue) -> None:
    others = [planned.workshop(adviser, venue, on=FRIDAY, start=time(hour), end=time(hour + 1)) for hour in (9, 11)]

    def asked(sessions: list[Session]) -> int:
        with CaptureQueriesContext(connection) as queries:
            stranded.met(sessions, away=adviser.user)
        return len(queries)

    assert asked([session_of(group)]) == asked([session_of(each) for each in (group, *others)])
