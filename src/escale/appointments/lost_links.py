"""What is to come for a number, to whoever lost the secret address of her appointment."""

from datetime import datetime

from escale.appointments import messages
from escale.appointments.models import Appointment
from escale.outbox import texts
from escale.outbox.lost_links import Coming

ALONE = "Votre rendez-vous : {jour} à {heure}. Pour le voir, le changer, l’annuler"


def coming(phone: str, *, now: datetime) -> list[Coming]:
    """The appointments to come of this number (E.164), in any organization. One query.

    None about a discreet reason: others may read that telephone.
    """
    expected = Appointment.objects.upcoming(now=now).filter(contact_phone=phone, reason__discreet=False)
    return [_coming(one) for one in expected.with_everything_shown().order_by("starts_at", "pk")]


def _coming(appointment: Appointment) -> Coming:
    values = messages.values_of(appointment)
    return Coming(
        organization=appointment.organization,
        person=appointment.person,
        venue=appointment.venue,
        about=messages.ABOUT,
        about_id=appointment.pk,
        starts_at=appointment.starts_at,
        local_start=appointment.local_start,
        alone=texts.fill(ALONE, values),
        what="Rendez-vous",
        link=values["lien"],
    )
