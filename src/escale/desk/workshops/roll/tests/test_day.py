"""The sessions of « Ma journée »."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text
from escale.workshops import roll
from escale.workshops.models import Mark, Session

STARTED = builders.NOW - timedelta(minutes=40)


@pytest.fixture(autouse=True)
def _friday(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def group(adviser, venue):
    made = builders.group(adviser, venue, title="Utiliser une application GPS", seats=8, starts_at=STARTED)
    builders.enrollment(made)
    return made


def day(membership, **query):
    return signed_in(membership).get(reverse("desk:my-day"), query)


def test_a_session_is_a_line_of_the_day_with_its_roll_to_call(adviser, group):
    session = builders.session_of(group)
    response = day(adviser)
    shown = text(response)
    for words in (
        "Utiliser une application GPS",
        "1 sur 8",
        "1 nouvelle personne",
        "Faire l’appel",
        reverse("desk:roll", args=[session.pk]),
        reverse("desk:group", args=[group.pk]),
    ):
        assert words in shown
    assert "Journée libre." not in shown
    assert "Hors de la structure" not in shown
    assert response.context["day"].sentence.replace("\u00a0", " ") == "Atelier de 14 h 30 à 16 h 30."
    assert response.context["day"].strip.sessions == [("atelier", "at-1430 len-8")]


def test_once_the_roll_is_called_the_day_says_how_many_came(adviser, group):
    session = builders.session_of(group)
    marks = {row.person.pk: Mark.ABSENT for row in roll.rows(session)}
    roll.call_roll(session, marks=marks, unnamed=2, by=adviser, now=builders.NOW)
    shown = text(day(adviser))
    assert "Appel fait : 2 sur 3" in shown
    assert "Revoir l’appel" in shown


def test_the_session_of_a_colleague_is_on_the_page_of_the_team(adviser, colleague, front_desk, group):
    assert "application GPS" not in text(day(colleague))
    assert "application GPS" in text(day(colleague, avec="equipe"))
    seen = text(day(front_desk))
    assert "application GPS" in seen
    assert "Faire l’appel" not in seen
    assert "application GPS" in text(day(adviser, imprimer=""))


def test_whoever_leads_it_too_sees_it(colleague, group):
    builders.session_of(group).co_advisers.add(colleague.user)
    assert "application GPS" in text(day(colleague))


def test_a_session_called_off_leaves_the_day(adviser, group):
    Session.objects.update(canceled_at=builders.NOW)
    assert "application GPS" not in text(day(adviser))


def test_the_day_reads_as_much_for_two_sessions_as_for_one(adviser, venue, group):
    client = signed_in(adviser)
    client.get(reverse("desk:my-day"))
    counts = []
    for hours in (3, 5):
        with CaptureQueriesContext(connection) as read:
            client.get(reverse("desk:my-day"))
        counts.append(len(read.captured_queries))
        other = builders.group(adviser, venue, starts_at=STARTED + timedelta(hours=hours))
        builders.enrollment(other)
    assert counts[0] == counts[1]
