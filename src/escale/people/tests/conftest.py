"""A person whose every word is recognisable."""

from datetime import datetime, timedelta

import pytest

from escale.appointments.models import Appointment, CallbackRequest, WaitingEntry
from escale.outbox.models import Message, MessageState
from escale.people import registration
from escale.people.models import Beneficiary
from escale.people.tests.canary import VISIT
from escale.testing import builders
from escale.testing.cast import Reception


@pytest.fixture
def canary(reception: Reception, now: datetime) -> Beneficiary:
    """A person whose every word is recognisable, seen once, written to, who asked for everything."""
    person = registration.register(
        organization=reception.organization,
        first_name="Zéphyrine",
        last_name="Quetzal",
        phone="+33639984271",
        email="canari@example.org",
        helper_name="Violaine",
        helper_phone="+33639984272",
        birth_year=1947,
        commune="35360",
        notes="Vient avec son canari.",
        now=now,
    )
    appointment = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=VISIT, now=now
    )
    Appointment.objects.filter(pk=appointment.pk).update(
        subject="Écrire au club des canaris", booked_for_by="Violaine", contact_email="canari@example.org"
    )
    Message.objects.update(
        state=MessageState.SENT, sent_at=now, text="Bonjour Zéphyrine", provider_id="sms-canari-1", problem=""
    )
    CallbackRequest.objects.create(
        organization=reception.organization,
        first_name="Zéphyrine",
        phone="+33639984271",
        wish="canari",
        created_at=now,
    )
    WaitingEntry.objects.create(
        organization=reception.organization,
        reason=reception.reason,
        first_name="Zéphyrine",
        phone="+33639984271",
        created_at=now,
        until=now + timedelta(days=30),
    )
    return person
