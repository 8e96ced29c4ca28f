"""Telling a person once of several appointments taken together."""

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType

from escale.appointments import messages
from escale.appointments.models import Appointment
from escale.french.dates import days_and_hours
from escale.outbox import texts, writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.people.models import Preference

ABOUT = "series"
"""Not the appointment's own word: moving the first one doesn't withdraw what is said of the others."""

DISCREET = "Bonjour {prenom}. C’est noté : {rendez_vous}. Empêchement ? {telephone}"


def announce(taken: Sequence[Appointment], *, now: datetime) -> None:
    """Write one message for these appointments of one person, earliest first, in the transaction that takes them."""
    first, last = taken[0], taken[-1]
    writing.write(
        SERIES,
        organization=first.organization,
        person=first.person,
        about=ABOUT,
        about_id=first.pk,
        venue=first.venue,
        phone=first.contact_phone,
        email=first.contact_email,
        prefers=Preference(first.person.preference),
        now=now,
        due_at=now,
        expires_at=last.starts_at,
    )


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    first = Appointment.objects.one(pk=message.about_id)
    if first is None:
        return Dropped("Ces rendez-vous n’existent plus.")
    together = Appointment.objects.upcoming(now=now).filter(
        follows=first.follows_id, person=first.person_id, created_at=first.created_at
    )
    coming = list(together.with_everything_shown().order_by("starts_at", "pk"))
    if not coming:
        return Dropped("Ces rendez-vous ne sont plus à venir.")
    dates = days_and_hours([each.local_start for each in coming])
    wording = DISCREET if coming[0].reason.discreet else texts.wording(SERIES, coming[0].organization)
    values = messages.values_of(coming[0]) | {"rendez_vous": dates}
    return Rendered(text=texts.fill(wording, values), subject="C’est noté : vos prochains rendez-vous")


SERIES = MessageKind(
    name="series",
    label="Plusieurs rendez-vous pris ensemble",
    default_text="Bonjour {prenom}. Vos rendez-vous avec {conseiller}, {lieu} : {rendez_vous}. Empêchement ? {telephone}",
    render=_render,
    worth_a_call=False,
    placeholders=MappingProxyType(
        dict(messages.EXAMPLE) | {"rendez_vous": "les mardis 17 et 24 novembre à 14 h"},
    ),
)
