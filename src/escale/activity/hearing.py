"""How people heard of us: said before a visit or after it, what is counted of it says the same."""

from django.db import transaction

from escale import db
from escale.activity.marking import mark
from escale.activity.models import ActivityRecord, Participation
from escale.appointments import correcting as appointments_correcting
from escale.appointments.models import Appointment
from escale.people.models import Acquisition
from escale.workshops import correcting as enrollments_correcting
from escale.workshops.models import Enrollment


@transaction.atomic
def note_of_appointment(appointment: Appointment, answer: Acquisition) -> None:
    """Keep the answer of whoever took an appointment; the last one counts."""
    appointments_correcting.note_acquisition(appointment, answer)
    _count(Participation.objects.filter(record__appointment=appointment, person=appointment.person_id), answer)


@transaction.atomic
def note_of_enrollment(enrollment: Enrollment, answer: Acquisition) -> None:
    """Keep the answer of whoever enrolled, for every session of her group she came to; the last one counts."""
    enrollments_correcting.note_acquisition(enrollment, answer)
    hers = Participation.objects.filter(person=enrollment.person_id)
    _count(hers.filter(record__session__group=enrollment.group_id), answer)


@transaction.atomic
def note_of_visit(record: ActivityRecord, answer: Acquisition) -> None:
    """Keep what somebody said at her visit, with or without appointment; what she had said before stays."""
    if record.appointment:
        note_of_appointment(record.appointment, answer)
    else:
        _count(Participation.objects.filter(record=record, acquisition=""), answer)


def _count(participations: db.QuerySet[Participation], answer: Acquisition) -> None:
    days = participations.order_by("pk").values_list("record__organization", "record__on")
    for organization, on in days:
        mark(organization, [on])
    participations.update(acquisition=answer)
