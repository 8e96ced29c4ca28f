"""What the copy handed over online leaves out: all that a discreet reason would say to whoever else reads that telephone.

The whole copy is handed over by the team, in person.
"""

from django.db.models import Q

from escale.myspace.discreet import OF_APPOINTMENT, OWN, TOLD
from escale.people.rights import Without

WITHOUT_DISCREET: Without = {
    "appointments.Appointment": OWN,
    "appointments.WaitingEntry": OWN | OF_APPOINTMENT,
    "appointments.Offer": OWN,
    "appointments.WalkIn": OWN | OF_APPOINTMENT,
    "appointments.CallbackRequest": OWN | OF_APPOINTMENT,
    "appointments.AppointmentChange": OF_APPOINTMENT,
    "activity.ActivityRecord": OF_APPOINTMENT | Q(walk_in__reason__discreet=True),
    "activity.Participation": Q(record__appointment__reason__discreet=True),
    "activity.RecordTopic": Q(record__appointment__reason__discreet=True),
    "activity.RecordDevice": Q(record__appointment__reason__discreet=True),
    "directory.Referral": OF_APPOINTMENT,
    "mandates.Mandate": OF_APPOINTMENT,
    "sheets.SheetUse": OF_APPOINTMENT,
    "outbox.Message": TOLD,
    "agenda.Commitment": Q(appointment__reason__discreet=True) | Q(shared_appointment__reason__discreet=True),
}
