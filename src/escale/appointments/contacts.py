"""Correcting a person's file, down to the messages about her coming appointments."""

from datetime import datetime

from django.db import transaction

from escale.appointments import messages
from escale.appointments.models import Appointment
from escale.people import registration
from escale.people.models import Beneficiary
from escale.people.registration import Details


@transaction.atomic
def correct(person: Beneficiary, *, first_name: str, details: Details, now: datetime) -> Beneficiary:
    """Write what changed in the file; what still has to be sent goes to the new number, address or channel.

    An appointment whose messages go to somebody else (who booked online for her) keeps them.
    """
    before = person.message_phone, person.email, person.preference
    registration.correct(person, first_name=first_name, **details)
    after = person.message_phone, person.email, person.preference
    if after == before:
        return person
    coming = Appointment.objects.upcoming(now=now).filter(person=person, contact_phone=before[0])
    for appointment in coming.with_everything_shown().locked():
        appointment.contact_phone, appointment.contact_email = person.message_phone, person.email
        appointment.revision += 1
        appointment.save()
        messages.withdraw(appointment)
        messages.schedule_reminders(appointment, now=now)
    return person
