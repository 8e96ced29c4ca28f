"""The published programme: its workshops with their seats, what is called off, the days without; a draft is nobody's."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from escale.places.models import Venue
from escale.programme import publication
from escale.programme.models import Programme
from escale.programme.tests import planned
from escale.testing import builders
from escale.testing.pages import words
from escale.workshops import moving
from escale.workshops.models import Group


@pytest.fixture
def client(now):
    with time_machine.travel(now, tick=False):
        yield Client()


@pytest.fixture
def published(adviser, venue, now):
    made = planned.programme(adviser, slug="hiver-2027", introduction="Venez une fois, ou toutes les semaines.")
    about = builders.workshop(adviser.organization)
    for day in (8, 15):
        planned.slot(made, adviser, venue, on=date(2027, 1, day), title=f"Thème du {day}", workshop=about)
    for day in (22, 29):
        planned.slot(made, adviser, venue, on=date(2027, 1, day), off_because="Travaux")
    publication.publish(made, today=now.date(), by=adviser, now=now)
    return made


PAGE = "/programme/hiver-2027/"


def test_it_says_the_dates_the_seats_and_the_days_without(client, published):
    said = words(client.get(PAGE))
    assert "Venez une fois, ou toutes les semaines." in said
    assert "Thème du 8" in said
    assert "6 places" in said
    assert "Travaux : pas d’atelier les 22 et 29 janvier." in said


def test_what_is_called_off_is_said_so(client, published, adviser, now):
    moving.cancel_group(Group.objects.get(title="Thème du 8"), why="Maëlle est absente", notify=True, now=now)
    assert "Annulé. Vendredi 8 janvier : Thème du 8." in words(client.get(PAGE))


def test_a_draft_is_not_there_and_one_put_aside_still_leads_on(client, published):
    Programme.objects.filter(pk=published.pk).update(archived_at=builders.NOW)
    assert client.get(PAGE).status_code == 200
    Programme.objects.filter(pk=published.pk).update(published_at=None)
    assert client.get(PAGE).status_code == 404


def test_once_it_is_over_other_workshops_are_proposed(client, published):
    with time_machine.travel("2027-05-01T10:00Z", tick=False):
        said = words(client.get(PAGE))
    assert "Ce programme est terminé." in said
    assert "Voir les ateliers à venir" in said


def test_its_dates_go_into_a_calendar(client, published):
    answer = client.get(f"{PAGE}calendrier.ics")
    calendar = Calendar.from_ical(answer.content)
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["Thème du 8", "Thème du 15"]
    assert str(calendar["name"]) == published.title


def test_the_page_of_its_venue_leads_to_it(client, published):
    assert published.title in words(client.get(f"/lieux/{Venue.objects.get().slug}/"))


def test_it_reads_as_much_for_one_workshop_as_for_three(client, adviser, venue, published, now):
    counts = []
    client.get(PAGE)
    for day in (1, 12):
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
        about = builders.workshop(adviser.organization, title=f"Autre {day}")
        planned.slot(published, adviser, venue, on=date(2027, 2, day), title="Un de plus", workshop=about)
        publication.publish(published, today=now.date(), by=adviser, now=now)
    assert counts[0] == counts[1]
