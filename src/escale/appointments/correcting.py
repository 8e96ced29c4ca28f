"""Correcting who comes and where we write to her: by the team in her file, by herself with her secret link.

What has not left yet about a coming appointment follows. Appointments are locked before the file, whoever corrects, so
that two corrections never wait on each other.
"""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.appointments import changes, messages
from escale.appointments.models import Appointment, ChangeKind
from escale.appointments.moving import locked
from escale.outbox.models import OptOut
from escale.people import registration
from escale.people.models import Acquisition, Beneficiary
from escale.people.registration import Details


@transaction.atomic
def correct_file(
    person: Beneficiary, *, first_name: str, details: Details, by: Membership | None, now: datetime
) -> Beneficiary:
    """Write what changed in the file; what still has to be sent goes to the new number, address or channel.

    An appointment whose messages go to somebody else (who booked online for her) keeps them.
    """
    before = person.message_phone, person.email, person.preference
    coming = Appointment.objects.upcoming(now=now).filter(person=person, contact_phone=person.message_phone)
    appointments = coming.with_everything_shown().list_locked()
    registration.correct(person, first_name=first_name, **details)
    if (person.message_phone, person.email, person.preference) == before:
        return person
    for appointment in appointments:
        appointment.person = person
        appointment.contact_phone, appointment.contact_email = person.message_phone, person.email
        _write_again(appointment, ChangeKind.CORRECTED, by=by.user if by else None, now=now)
    return person


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
        _write_again(current, ChangeKind.CORRECTED, confirm=another_number, now=now)
        return current


def stop_sms(appointment: Appointment, *, now: datetime) -> Appointment:
    """Write no more SMS to this number, for this appointment or any other: we call instead. Raises `NotExpected`."""
    with transaction.atomic():
        current = locked(appointment)
        OptOut.objects.get_or_create(phone=current.contact_phone, defaults={"asked_at": now})
        _write_again(current, ChangeKind.SMS_REFUSED, now=now)
        return current


def note_acquisition(appointment: Appointment, answer: Acquisition) -> None:
    """Note how the person heard of us."""
    Appointment.objects.filter(pk=appointment.pk).update(acquisition=answer)


def _write_again(
    appointment: Appointment, kind: ChangeKind, *, by: User | None = None, confirm: bool = False, now: datetime
) -> None:
    was = changes.before(appointment)
    appointment.revision += 1
    appointment.save()
    changes.write(kind, appointment, was=was, by=by, now=now)
    messages.write_again(appointment, confirm=confirm, now=now)
