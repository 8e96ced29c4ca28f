"""Being received at home: the address is asked for, within how far the adviser goes."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from escale.appointments.models import Appointment
from escale.places.models import VenueKind
from escale.portal.answers import ChosenHour
from escale.testing import builders
from escale.testing.pages import text

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.fixture
def home(reception):
    reception.venue.kind, reception.venue.radius_km = VenueKind.HOME, 20
    reception.venue.save()
    return reception


def page(reception):
    chosen = ChosenHour(reception.venue.pk, MONDAY_9)
    address = reverse("portal:booking-number", args=[reception.organization.slug, reception.reason.pk])
    return f"{address}?creneau={chosen}"


def sent(**values):
    return {"phone": "06 39 98 00 42", "first_name": "Lucette"} | values


def test_the_address_is_asked_for_only_when_the_adviser_comes(client, reception):
    assert "Votre adresse" not in text(client.get(page(reception)))
    reception.venue.kind = VenueKind.HOME
    reception.venue.save()
    assert "Votre adresse" in text(client.get(page(reception)))


def test_a_visit_nearby_is_booked_with_its_address(client, home):
    client.post(page(home), sent(visit_town="Balazé", visit_address="3 rue du Lavoir"))
    assert Appointment.objects.get().visit_address == "3 rue du Lavoir, Balazé"


def test_a_commune_too_far_is_refused_beside_its_field_and_everything_typed_is_kept(client, home):
    answer = client.post(page(home), sent(visit_town="Rennes 35000", visit_address="3 rue du Lavoir"))
    assert "Nous allons jusqu’à 20 km." in text(answer)
    assert "3 rue du Lavoir" in text(answer)
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("town", ["", "Nullepart-sur-Rien", "é" * 5000])
def test_an_unknown_commune_is_said_beside_its_field(client, home, town):
    answer = client.post(page(home), sent(visit_town=town, visit_address="3 rue du Lavoir"))
    assert answer.context["form"].errors["visit_town"]


def test_without_a_radius_every_commune_is_near_enough(client, home):
    home.venue.radius_km = None
    home.venue.save()
    client.post(page(home), sent(visit_town="Rennes 35000", visit_address="3 rue du Lavoir"))
    assert Appointment.objects.get().visit_address.endswith("Rennes")


def test_the_appointment_page_says_where_we_come(client, home):
    answer = client.post(page(home), sent(visit_town="Balazé", visit_address="3 rue du Lavoir"), follow=True)
    assert "Chez vous, 3 rue du Lavoir, Balazé" in text(answer)
    assert Appointment.objects.get().starts_at > builders.NOW
