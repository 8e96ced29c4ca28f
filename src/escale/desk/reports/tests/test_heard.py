"""Whoever comes for the first time is asked how she heard of us, once, at her report."""

import pytest
from django.test import Client

from escale.accounts.models import Membership
from escale.activity import recording
from escale.activity.models import ActivityRecord, Kind, Participation
from escale.activity.reports import NewRecord, Report
from escale.appointments.models import Appointment
from escale.desk.reports.tests.test_day import sent
from escale.people.models import Acquisition, Beneficiary
from escale.places.models import Venue
from escale.publishing.models import ChannelKind
from escale.testing import builders, pages, publicity
from escale.topics import Topic

ASKED = "Première visite : comment nous a-t-on connus ?"


def visit(adviser: Membership, venue: Venue, person: Beneficiary) -> ActivityRecord:
    """Somebody with her file, received without appointment."""
    return recording.create(
        NewRecord(
            organization=adviser.organization,
            adviser=adviser.user,
            kind=Kind.INDIVIDUAL,
            on=builders.NOW.date(),
            minutes=20,
            venue=venue,
            people=[person],
            report=Report(topics=[Topic.EMAIL]),
            created_at=builders.NOW,
            created_by=adviser.user,
        )
    )


@pytest.fixture
def address(record: ActivityRecord) -> str:
    return f"/equipe/comptes-rendus/{record.pk}/"


def test_a_first_visit_without_appointment_is_asked_and_kept(
    client: Client, record: ActivityRecord, adviser: Membership, venue: Venue
) -> None:
    publicity.channel(adviser.organization, ChannelKind.RADIO, name="Radio")
    first = visit(adviser, venue, builders.person(adviser.organization, first_name="Odile", phone=""))
    page = f"/equipe/comptes-rendus/{first.pk}/"
    shown = pages.text(client.get(page))
    assert ASKED in shown
    assert "La radio" in shown
    client.post(page, sent(first) | {"connu-acquisition": "radio"})
    assert Participation.objects.get(record=first).acquisition == Acquisition.RADIO
    assert ASKED not in pages.text(client.get(page))


def test_the_answer_of_an_appointment_goes_to_it(client: Client, record: ActivityRecord, address: str) -> None:
    assert ASKED in pages.text(client.get(address))
    client.post(address, sent(record) | {"connu-acquisition": "poster"})
    assert Appointment.objects.get().acquisition == Acquisition.POSTER
    assert Participation.objects.get(record=record).acquisition == Acquisition.POSTER


def test_nothing_has_to_be_answered_and_nonsense_is_refused(
    client: Client, record: ActivityRecord, address: str
) -> None:
    assert client.post(address, sent(record) | {"connu-acquisition": "fusée"}).status_code == 422
    assert client.post(address, sent(record)).status_code == 302
    assert Participation.objects.get(record=record).acquisition == ""


def test_whoever_comes_back_is_not_asked(
    client: Client, record: ActivityRecord, adviser: Membership, venue: Venue
) -> None:
    odile = builders.person(adviser.organization, first_name="Odile", phone="")
    visit(adviser, venue, odile)
    again = visit(adviser, venue, odile)
    assert ASKED not in pages.text(client.get(f"/equipe/comptes-rendus/{again.pk}/"))
