"""What has a discreet reason: whoever shares a telephone, and knows a first name, must not learn of it."""

from django.db.models import Q

from escale.appointments import messages, offer_messages, series, walk_in_messages
from escale.appointments.models import Appointment, Offer, WaitingEntry, WalkIn

OWN = Q(reason__discreet=True)
OF_APPOINTMENT = Q(appointment__reason__discreet=True)
_APPOINTMENTS = Appointment.objects.filter(OWN).order_by().values("pk")
TOLD = (
    Q(about__in=(messages.ABOUT, series.ABOUT), about_id__in=_APPOINTMENTS)
    | Q(about=offer_messages.ABOUT_ENTRY, about_id__in=WaitingEntry.objects.filter(OWN).order_by().values("pk"))
    | Q(about=offer_messages.ABOUT_OFFER, about_id__in=Offer.objects.filter(OWN).order_by().values("pk"))
    | Q(about=walk_in_messages.ABOUT, about_id__in=WalkIn.objects.filter(OWN).order_by().values("pk"))
)
"""The messages about such a thing: they say neither subject nor place, but an hour, and the address where both are read."""
