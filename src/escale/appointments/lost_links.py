"""Sending the secret address again to whoever lost it: only ever to the number of the appointment."""

from datetime import datetime, timedelta

from django.db import transaction

from escale.appointments import messages
from escale.appointments.models import Appointment
from escale.outbox import texts, writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message

MOST_AT_ONCE = 3
STAYS_USEFUL = timedelta(hours=2)


def send_again(phone: str, *, now: datetime) -> int:
    """Write one SMS for each appointment to come of this number (E.164); give how many were written.

    None about a discreet reason: others may read that telephone. The caller's answer must be the same whatever the
    count: it would tell who is expected somewhere.
    """
    expected = Appointment.objects.upcoming(now=now).filter(contact_phone=phone, reason__discreet=False)
    shown = expected.with_everything_shown().order_by("starts_at", "pk")[:MOST_AT_ONCE]
    with transaction.atomic():
        written = [_write(appointment, now=now) for appointment in shown]
    return sum(message is not None for message in written)


def _write(appointment: Appointment, *, now: datetime) -> Message | None:
    earlier = Message.objects.about(messages.ABOUT, appointment.pk).filter(kind=LOST_LINK.name)
    return writing.write(
        LOST_LINK,
        organization=appointment.organization,
        person=appointment.person,
        about=messages.ABOUT,
        about_id=appointment.pk,
        revision=earlier.count(),
        venue=appointment.venue,
        phone=appointment.contact_phone,
        now=now,
        due_at=now,
        expires_at=min(now + STAYS_USEFUL, appointment.starts_at),
    )


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    appointment = Appointment.objects.upcoming(now=now).with_everything_shown().one(pk=message.about_id)
    if appointment is None:
        return Dropped("Ce rendez-vous n’est plus à venir.")
    wording = texts.wording(LOST_LINK, appointment.organization)
    return Rendered(text=texts.fill(wording, messages.values_of(appointment)), subject="Votre rendez-vous")


LOST_LINK = MessageKind(
    name="lost_link",
    label="Lien du rendez-vous, redemandé",
    default_text="Bonjour {prenom}. Votre rendez-vous : {jour} à {heure}. Pour le voir, le changer, l’annuler : {lien}",
    render=_render,
    urgent=True,
    worth_a_call=False,
    placeholders=messages.EXAMPLE,
)
