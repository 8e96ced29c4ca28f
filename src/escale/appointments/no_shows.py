"""Somebody did not come: a kind word if the organization wants it, a call to make, and a note after several times.

Nothing here keeps anybody from booking again.
"""

from datetime import datetime, timedelta
from types import MappingProxyType

from escale.appointments import messages
from escale.appointments.models import ABSENCES_COUNT_FOR, Appointment, AppointmentQuerySet, CallbackRequest, State
from escale.french.dates import day_hour
from escale.french.plural import plural
from escale.outbox import texts, writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.people.models import Beneficiary, Preference

GRACE = timedelta(minutes=15)
"""After the hour is over, and after the absence is noted: somebody late may still come, a wrong gesture be undone."""
STALE = timedelta(days=2)
"""A kind word about an older appointment would only surprise."""
TO_CALL_WITHIN = timedelta(days=7)


def follow_up(appointment: Appointment, *, now: datetime) -> None:
    """Write the message and the call to make after an absence just noted, in its transaction."""
    if appointment.organization.no_show_message and now - appointment.ends_at <= STALE:
        _write_message(appointment, now=now)
    if appointment.contact_phone and now - appointment.ends_at <= TO_CALL_WITHIN:
        CallbackRequest.objects.create(
            organization=appointment.organization,
            reason=appointment.reason,
            appointment=appointment,
            first_name=appointment.person.first_name,
            phone=appointment.contact_phone,
            wish=f"Absence au rendez-vous du {day_hour(appointment.local_start)}.",
            created_at=now,
        )


def withdraw(appointment: Appointment) -> None:
    """Take back what an absence asked for: the call not made yet, the message that has not left."""
    CallbackRequest.objects.open().filter(appointment=appointment).delete()
    writing.drop(messages.ABOUT, appointment.pk, kinds=[NO_SHOW])


def absences_of(person: Beneficiary, *, now: datetime) -> AppointmentQuerySet:
    """The appointments of the last six months the person did not come to."""
    return Appointment.objects.filter(person=person, state=State.NO_SHOW, starts_at__gt=now - ABSENCES_COUNT_FOR)


def note(times: int, *, after: int) -> str:
    """ "2 absences ces 6 derniers mois", once there are as many as the organization wants to be told of; else ""."""
    return f"{plural(times, 'absence')} ces 6 derniers mois" if 0 < after <= times else ""


def _write_message(appointment: Appointment, *, now: datetime) -> None:
    said = Message.objects.about(messages.ABOUT, appointment.pk).filter(kind=NO_SHOW.name)
    if said.heard().exists():
        return  # Noted, undone and noted again: once is kind.
    writing.write(
        NO_SHOW,
        organization=appointment.organization,
        person=appointment.person,
        about=messages.ABOUT,
        about_id=appointment.pk,
        revision=appointment.revision,
        venue=appointment.venue,
        phone=appointment.contact_phone,
        email=appointment.contact_email,
        prefers=Preference(appointment.person.preference),
        now=now,
        due_at=max(now, appointment.ends_at) + GRACE,
        expires_at=appointment.ends_at + STALE + GRACE,
    )


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    appointment = Appointment.objects.with_everything_shown().one(pk=message.about_id)
    if appointment is None:
        return Dropped("Ce rendez-vous n’existe plus.")
    if appointment.state != State.NO_SHOW or appointment.revision != message.revision:
        return Dropped("Ce rendez-vous a changé depuis.")
    values = messages.values_of(appointment)
    wording = texts.wording(NO_SHOW, appointment.organization)
    if appointment.reason.discreet:
        wording = NO_SHOW.default_text
    return Rendered(text=texts.fill(wording, values), subject=texts.fill("Votre rendez-vous du {jour}", values))


NO_SHOW = MessageKind(
    name="no_show",
    label="Après une absence",
    default_text="Bonjour {prenom}. Nous vous attendions {jour} à {heure}. Un empêchement, cela arrive. "
    "Pour une autre heure : {telephone}",
    render=_render,
    worth_a_call=False,
    placeholders=MappingProxyType(
        {name: messages.EXAMPLE[name] for name in ("prenom", "jour", "heure", "conseiller", "telephone")}
    ),
)
"""Neither subject nor place in our own words: they also serve discreet reasons."""
