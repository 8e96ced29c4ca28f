"""What a person does on the public site, for the tests."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from escale.appointments.models import Appointment, Reason
from escale.places.models import Venue
from escale.portal.answers import ChosenHour
from escale.testing.cast import Reception

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
MONDAY_9_45 = datetime(2026, 11, 16, 8, 45, tzinfo=UTC)
LUCETTE = {"phone": "06 39 98 00 42", "first_name": "Lucette", "messages_to": "moi"}


def subject_page(reception: Reception) -> str:
    return reverse("portal:booking-subject", args=[reception.organization.slug])


def slots_page(reason: Reason, query: str = "") -> str:
    return reverse("portal:booking-slot", args=[reason.organization.slug, reason.pk]) + query


def number_page(
    reason: Reason, venue: Venue, at: datetime = MONDAY_9, *, key: UUID | None = None, more: str = ""
) -> str:
    address = reverse("portal:booking-number", args=[reason.organization.slug, reason.pk])
    return f"{address}?creneau={ChosenHour(venue.pk, at)}&envoi={key or uuid4()}{more}"


def confirm(
    client: Client,
    reception: Reception,
    *,
    at: datetime = MONDAY_9,
    key: UUID | None = None,
    more: str = "",
    **typed: Any,
) -> Any:
    """Press "Confirmer mon rendez-vous" on the number page."""
    address = number_page(reception.reason, reception.venue, at, key=key, more=more)
    # Byte by byte, lone surrogates included: what no browser sends, and programs do.
    typed_bytes = urlencode(LUCETTE | typed, errors="surrogatepass")
    return client.post(address, typed_bytes, content_type="application/x-www-form-urlencoded")


def booked(client: Client, reception: Reception, *, at: datetime = MONDAY_9, **typed: Any) -> Appointment:
    response = confirm(client, reception, at=at, **typed)
    assert response.status_code == 302, response.content.decode()
    return Appointment.objects.select_related("organization", "venue", "reason", "person", "adviser").get(
        starts_at=at, state="expected"
    )


def text_of(response: Any) -> str:
    """The page as it is read: no-break spaces read as spaces."""
    return response.content.decode().replace("\u00a0", " ")
