"""The person changes her number or refuses our SMS herself: what is still to be sent follows."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from escale.activity import correcting
from escale.appointments import correcting as appointments
from escale.appointments.models import Appointment, WaitingEntry
from escale.appointments.moving import NotExpected
from escale.myspace import messages
from escale.myspace.models import HelperAgreement
from escale.myspace.whose import Visitor
from escale.outbox.models import OptOut
from escale.people.models import Beneficiary
from escale.people.registration import Details


def change_number(visitor: Visitor, files: Sequence[Beneficiary], *, phone: str, now: datetime) -> None:
    """Write the new number (E.164), proved by a code, where the former one stood, and tell the former one.

    Messages that go to somebody who books for her keep going there; who she may act for stays. Each file is a transaction:
    the groups and appointments of two would be locked out of order.
    """
    former = visitor.phone
    for person in files:
        details = Details(phone=phone) if person.phone == former else Details(other_phone=phone)
        with transaction.atomic():
            correcting.correct_file(person, first_name=person.first_name, details=details, by=None, now=now)
            WaitingEntry.objects.open().filter(person=person, phone=former).update(phone=phone)
            messages.tell_former_number(person, former, now=now)
    helping = HelperAgreement.objects.filter(helper_phone=former).order_by("pk")
    hers = [each.pk for each in helping if visitor.is_called(each.helper_name)]
    HelperAgreement.objects.filter(pk__in=hers).update(helper_phone=phone)


def refuse_sms(phone: str, *, now: datetime) -> None:
    """Write no more SMS to this number; for what is planned by appointment we call instead."""
    OptOut.objects.get_or_create(phone=phone, defaults={"asked_at": now})
    for appointment in Appointment.objects.upcoming(now=now).filter(contact_phone=phone).order_by("pk"):
        try:
            appointments.stop_sms(appointment, now=now)
        except NotExpected:
            continue  # Called off meanwhile: there is nothing to remind of.


def accept_sms(phone: str) -> None:
    """Write SMS to this number again, from the next message on."""
    OptOut.objects.filter(phone=phone).delete()


def gets_sms(phone: str) -> bool:
    return not OptOut.objects.filter(phone=phone).exists()
