"""À régler: calling whoever missed two sessions in a row without a word."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text
from escale.workshops.models import Attendance, Enrollment, Mark

FIRST = builders.NOW - timedelta(weeks=3)


@pytest.fixture(autouse=True)
def _friday(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def monique(adviser, venue, person):
    """Two of six sessions, both missed."""
    group = builders.group(adviser, venue, title="Débuter avec l’ordinateur", starts_at=FIRST, sessions=6)
    made = builders.enrollment(group, person, at=FIRST - timedelta(days=2))
    for number in (1, 2):
        session = builders.session_of(group, number=number)
        Attendance.objects.create(
            session=session, person=person, enrollment=made, mark=Mark.ABSENT, noted_at=session.ends_at
        )
    return made


def day(membership, **query):
    return text(signed_in(membership).get(reverse("desk:my-day"), query))


def test_she_is_to_be_called_once_she_missed_two_in_a_row(adviser, colleague, monique):
    shown = day(adviser)
    assert "Appeler Lucette B." in shown
    assert "2 séances manquées de suite : Débuter avec l’ordinateur" in shown
    assert "Appeler Lucette" not in day(colleague)
    assert "Appeler Lucette B." in day(colleague, avec="equipe")


def test_the_call_is_noted_and_can_be_taken_back(adviser, monique):
    client = signed_in(adviser)
    client.post(reverse("desk:done", args=["absences", monique.pk]))
    assert Enrollment.objects.get().called_back_at == builders.NOW
    assert "Fait" in day(adviser)
    client.post(reverse("desk:undone", args=["absences", monique.pk]))
    assert Enrollment.objects.get().called_back_at is None
    with time_machine.travel(builders.NOW + timedelta(hours=1), tick=False):
        assert "Appeler Lucette B." in day(adviser)


def test_an_hour_after_the_call_nothing_waits(adviser, monique):
    signed_in(adviser).post(reverse("desk:done", args=["absences", monique.pk]))
    with time_machine.travel(builders.NOW + timedelta(hours=1), tick=False):
        assert "Appeler Lucette B." not in day(adviser)
