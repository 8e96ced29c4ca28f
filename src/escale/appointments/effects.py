"""What an action will send, said before it is done: who is told, by which channel, in which words."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime

from escale.accounts.models import User
from escale.appointments import messages
from escale.appointments.models import Appointment
from escale.french.phone import display
from escale.outbox import texts, writing
from escale.outbox.catalogue import MessageKind
from escale.outbox.models import Channel
from escale.outbox.texts import Preview
from escale.people.models import Beneficiary, Preference
from escale.places.models import Venue


def of_booking(person: Beneficiary) -> str:
    """What taking an appointment for this person will send."""
    return _sentence(
        messages.CONFIRMATION,
        name=person.first_name,
        phone=person.message_phone,
        email=person.email,
        prefers=Preference(person.preference),
    )


def of_change(appointment: Appointment) -> str:
    """What moving this appointment will send."""
    return _about(messages.CHANGE, appointment)


def of_cancellation(appointment: Appointment, *, now: datetime) -> str:
    """What calling this appointment off will send: nothing once it has started."""
    if appointment.starts_at <= now:
        return "Rien ne partira : l’heure du rendez-vous est passée."
    return _about(messages.CANCELLATION, appointment)


def cancellation_text(appointment: Appointment, *, apology: str) -> Preview:
    """The cancellation as it would arrive by SMS, with what it costs."""
    wording = messages.wording_of(messages.CANCELLATION, appointment, apology=apology)
    return texts.as_sms(texts.fill(wording, messages.values_of(appointment)))


def change_text(appointment: Appointment, *, venue: Venue, starts_at: datetime, advisers: Sequence[User]) -> Preview:
    """The change as it would arrive by SMS if the appointment moved there, with what it costs."""
    moved = copy(appointment)
    moved.venue, moved.starts_at, moved.adviser = venue, starts_at, advisers[0]
    moved.co_adviser = advisers[1] if len(advisers) > 1 else None
    return texts.as_sms(texts.fill(messages.wording_of(messages.CHANGE, moved), messages.values_of(moved)))


def _about(kind: MessageKind, appointment: Appointment) -> str:
    return _sentence(
        kind,
        name=appointment.person.first_name,
        phone=appointment.contact_phone,
        email=appointment.contact_email,
        prefers=Preference(appointment.person.preference),
    )


def _sentence(kind: MessageKind, *, name: str, phone: str, email: str, prefers: Preference) -> str:
    match writing.choose_channel(phone=phone, email=email, prefers=prefers):
        case Channel.SMS:
            return f"1 SMS partira à {name}, au {display(phone)}."
        case Channel.EMAIL:
            return f"1 mail partira à {name}, à {email}."
        case Channel.CALL if kind.worth_a_call:
            return f"Aucun SMS ne peut partir au {display(phone)} : un appel s’ajoutera à votre liste."
        case Channel.CALL:
            return f"Aucun SMS ne peut partir au {display(phone)} : dites-lui l’heure de vive voix."
        case _:
            return f"Rien ne partira : la fiche de {name} n’a ni téléphone ni adresse mail."
