"""What a person changes with her secret link besides the hour: her first name, her number, whether we write to her."""

from datetime import datetime

from django.db import transaction

from escale.appointments import messages
from escale.appointments.models import Acquisition, Appointment
from escale.appointments.moving import locked
from escale.outbox.models import OptOut
from escale.people import registration


def correct_contact(appointment: Appointment, *, first_name: str, phone: str, now: datetime) -> Appointment:
    """Correct the first name and the number (E.164) of who comes; what has not left yet goes to the new number.

    Raises `NotExpected`.
    """
    with transaction.atomic():
        current = locked(appointment)
        another_number = phone != current.contact_phone
        own_number = phone if current.person.phone == current.contact_phone else current.person.phone
        current.person = registration.correct(current.person, first_name=first_name, phone=own_number)
        current.contact_phone = phone
        _rewrite_messages(current, now=now)
        if another_number:
            messages.announce(messages.CONFIRMATION, current, now=now)
        return current


def stop_sms(appointment: Appointment, *, now: datetime) -> Appointment:
    """Write no more SMS to this number, for this appointment or any other: we call instead. Raises `NotExpected`."""
    with transaction.atomic():
        current = locked(appointment)
        OptOut.objects.get_or_create(phone=current.contact_phone)
        _rewrite_messages(current, now=now)
        return current


def note_acquisition(appointment: Appointment, answer: Acquisition) -> None:
    """Note how the person heard of us."""
    Appointment.objects.filter(pk=appointment.pk).update(acquisition=answer)


def _rewrite_messages(appointment: Appointment, *, now: datetime) -> None:
    appointment.revision += 1
    appointment.save()
    messages.withdraw(appointment)
    messages.schedule_reminders(appointment, now=now)
