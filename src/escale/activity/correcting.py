"""Correcting a person's file: what still has to be sent follows, about her appointments and her workshops, and figures too."""

from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.activity import participants
from escale.appointments import correcting as appointments
from escale.people.models import Beneficiary
from escale.people.registration import Details
from escale.workshops import correcting as workshops
from escale.workshops import seats
from escale.workshops.models import Enrollment


@transaction.atomic
def correct_file(
    person: Beneficiary, *, first_name: str, details: Details, by: Membership | None, now: datetime
) -> Beneficiary:
    """Write what changed in the file; messages that go to somebody else who booked or enrolled for her keep going there.

    By nobody of the team when she does it herself.
    """
    before = workshops.contact_of(person)
    lock_groups_of(person)
    # Appointments lock themselves before the file.
    appointments.correct_file(person, first_name=first_name, details=details, by=by, now=now)
    workshops.follow_file(person, before=before, now=now)
    participants.refresh([person.pk])
    return person


def lock_groups_of(person: Beneficiary) -> None:
    """Lock her groups before her file, as whoever calls their roll does: nobody waits in a ring."""
    hers = Enrollment.objects.live().filter(person=person).order_by("group")
    seats.lock(*hers.values_list("group", flat=True))
