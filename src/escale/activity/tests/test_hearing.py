"""How people heard of us reaches what is counted of them, whenever they say it."""

from datetime import timedelta

import pytest

from escale.activity import closing, hearing
from escale.activity.models import MonthToCount, Participation
from escale.appointments.models import State
from escale.people.models import Acquisition
from escale.testing import builders
from escale.testing.builders import NOW
from escale.workshops.models import Mark

MORNING = NOW.replace(hour=8, minute=0)


@pytest.fixture
def appointment(adviser, person, reason, venue):
    return builders.appointment(adviser, person, reason, at=venue, starts_at=MORNING, now=NOW - timedelta(days=3))


def heard_by():
    return list(Participation.objects.order_by("pk").values_list("person", "acquisition"))


def test_said_after_the_appointment_it_is_counted(appointment, adviser, person):
    closing.settle(appointment, State.SEEN, by=adviser, now=NOW)
    MonthToCount.objects.all().delete()
    hearing.note_of_appointment(appointment, Acquisition.POSTER)
    assert heard_by() == [(person.pk, Acquisition.POSTER)]
    assert MonthToCount.objects.count() == 1


def test_said_before_it_waits_for_the_visit(appointment, adviser, person):
    hearing.note_of_appointment(appointment, Acquisition.POSTER)
    assert not MonthToCount.objects.exists()
    appointment.refresh_from_db()
    closing.settle(appointment, State.SEEN, by=adviser, now=NOW)
    assert heard_by() == [(person.pk, Acquisition.POSTER)]


def test_said_after_a_workshop_it_is_hers_and_nobody_else_s(adviser, venue, person, organization):
    group = builders.group(adviser, venue, starts_at=NOW - timedelta(hours=5))
    other = builders.person(organization, first_name="Odette")
    enrolled = [builders.enrollment(group, each) for each in (person, other)]
    marks = {each.pk: Mark.PRESENT for each in (person, other)}
    closing.call_roll(builders.session_of(group), marks=marks, unnamed=0, by=adviser, now=NOW)
    hearing.note_of_enrollment(enrolled[0], Acquisition.NEWSPAPER)
    assert heard_by() == [(person.pk, Acquisition.NEWSPAPER), (other.pk, "")]
