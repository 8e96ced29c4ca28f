from datetime import UTC, date, datetime, timedelta

import pytest

from escale.agenda import absences, closures, permanences, resources
from escale.agenda.models import Permanence
from escale.appointments import stranded
from escale.appointments.models import Appointment
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import Reception

TUESDAY_9 = datetime(2026, 11, 17, 8, tzinfo=UTC)


@pytest.fixture
def taken(reception: Reception, person: Beneficiary) -> Appointment:
    return builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=TUESDAY_9)


def test_an_absence_strands_the_appointments_it_covers(reception: Reception, taken: Appointment, now):
    adviser = resources.for_adviser(reception.adviser.user)
    over = absences.declare(adviser, starts_at=TUESDAY_9, ends_at=TUESDAY_9 + timedelta(hours=1))
    after = absences.declare(adviser, starts_at=taken.ends_at, ends_at=taken.ends_at + timedelta(hours=1))
    assert list(stranded.during_absence(over, now=now)) == [taken]
    assert stranded.by_absence([over, after], now=now) == [(over, [taken]), (after, [])]


def test_a_closure_of_another_venue_strands_nobody(reception: Reception, taken: Appointment, now):
    elsewhere = builders.venue(reception.organization, name="CCAS")
    days = {"organization": reception.organization, "first": date(2026, 11, 17), "last": date(2026, 11, 17)}
    here = closures.close_days(venue=reception.venue, label="Travaux", **days)
    there = closures.close_days(venue=elsewhere, label="Travaux", **days)
    everywhere = closures.close_days(venue=None, label="Pont", **days)
    found = dict(stranded.by_closure([here, there, everywhere], now=now))
    assert found == {here: [taken], there: [], everywhere: [taken]}


def test_the_end_of_a_permanence_leaves_what_was_taken_later(reception: Reception, taken: Appointment, now):
    permanence = Permanence.objects.get()
    monday = date(2026, 11, 16)
    assert not stranded.outside(permanence, after=now).exists()
    permanences.end_permanence(permanence, last_on=monday)
    assert list(stranded.outside(permanence, after=now)) == [taken]


def test_a_date_called_off_strands_its_appointments(reception: Reception, taken: Appointment, now):
    occurrence = Permanence.objects.get().occurrences.get(original_on=date(2026, 11, 17))
    assert list(stranded.on_date(occurrence, now=now)) == [taken]
