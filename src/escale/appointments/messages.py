"""Every text this app sends about an appointment, and when each is worth sending.

Texts are for beginners: first name, day in words, hour, place, telephone, link. They are rendered when they leave, from the
appointment as it is then.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from escale.accounts.secret_links import short_address
from escale.appointments import links
from escale.appointments.models import Appointment, State
from escale.french.dates import day
from escale.french.phone import display
from escale.french.sentences import inside
from escale.outbox import texts, writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.people.models import Preference
from escale.places.models import VenueKind
from escale.scheduling import reminders

ABOUT = "appointment"

EXAMPLE: Mapping[str, str] = MappingProxyType(
    {
        "prenom": "Lucette",
        "jour": "mardi 17 novembre",
        "heure": "14 h",
        "lieu": "CCAS de Vitré",
        "adresse": "7 place du Château, Vitré",
        "conseiller": "Maëlle",
        "a_apporter": "votre téléphone",
        "telephone": "02 61 91 05 12",
        "lien": "escale.example/m/k7QmZx2LtB9vRw4NcJ6yAg",
    }
)

DISCREET = MappingProxyType(
    {
        "confirmation": "Bonjour {prenom}. C’est noté pour {jour} à {heure}. Empêchement ? {telephone}",
        "change": "Bonjour {prenom}. Nouvelle heure : {jour} à {heure}. Empêchement ? {telephone}",
        "cancellation": "Bonjour {prenom}. Ce n’est plus possible {jour} à {heure}, pardon. Appelez le {telephone}",
        "reminder": "Bonjour {prenom}. Rappel : {jour} à {heure}. Empêchement ? {telephone}",
        "same_morning": "Bonjour {prenom}. À tout à l’heure, à {heure}. Empêchement ? {telephone}",
    }
)
"""For a telephone that others read: neither the subject, nor the place, nor a link."""


def place_words(appointment: Appointment) -> str:
    match appointment.venue.kind:
        case VenueKind.HOME:
            return "chez vous"
        case VenueKind.PHONE:
            return "par téléphone, nous vous appelons"
        case VenueKind.VIDEO:
            return "en visio"
        case _:
            return appointment.venue.name


def values_of(appointment: Appointment) -> dict[str, str]:
    """What the placeholders of an appointment's messages become."""
    local = appointment.local_start
    venue = appointment.venue
    phone = venue.phone or appointment.organization.phone
    on_site = venue.kind == VenueKind.ON_SITE
    return {
        "prenom": appointment.person.first_name,
        "jour": day(local.date()),
        "heure": texts.hour_words(local),
        "lieu": place_words(appointment),
        "adresse": ", ".join(filter(None, [venue.address, venue.commune_name])) if on_site else "",
        "conseiller": appointment.advisers_words,
        "a_apporter": ", ".join(map(inside, appointment.reason.things_to_bring[:1])),
        "telephone": display(phone),
        "lien": short_link(appointment),
    }


def wording_of(
    kind: MessageKind, appointment: Appointment, *, apology: str = "", own_texts: Mapping[str, str] | None = None
) -> str:
    """The words of this kind for this appointment, its placeholders still to fill; a discreet reason takes no apology.

    `own_texts` are those of its organization, when many appointments' words are said at once.
    """
    if appointment.reason.discreet:
        return DISCREET[kind.name]
    if own_texts is None:
        wording = texts.wording(kind, appointment.organization)
    else:
        wording = own_texts.get(kind.name, kind.default_text)
    if not apology:
        return wording
    return f"{wording.rstrip('.')}. {apology}" if wording[-1:] not in {"!", "?"} else f"{wording} {apology}"


def short_link(appointment: Appointment) -> str:
    """The secret address as an SMS carries it."""
    return short_address(f"/m/{links.secret_of(appointment.link_nonce)}")


def announce(kind: MessageKind, appointment: Appointment, *, now: datetime) -> None:
    """Write a message that leaves as soon as the hour of day allows, and never after the start."""
    _write([(kind, now)], appointment, now=now)


def schedule_reminders(appointment: Appointment, *, now: datetime) -> None:
    """Write the reminders of an appointment just taken, moved or expected again."""
    _write(_reminders(appointment, now=now), appointment, now=now)


def announce_with_reminders(kind: MessageKind, appointment: Appointment, *, now: datetime) -> None:
    """Write the message that leaves now and the reminders that follow, at once."""
    _write([(kind, now), *_reminders(appointment, now=now)], appointment, now=now)


def write_again(appointment: Appointment, *, confirm: bool, now: datetime) -> None:
    """Write again what has not left yet, to where the person is told now; `confirm` tells her the hour in any case."""
    waiting = set(
        Message.objects.about(ABOUT, appointment.pk).not_left().order_by("kind").values_list("kind", flat=True)
    )
    withdraw(appointment)
    told = [CONFIRMATION] if confirm else [kind for kind in (CONFIRMATION, CHANGE) if kind.name in waiting]
    _write([*((kind, now) for kind in told), *_reminders(appointment, now=now)], appointment, now=now)


def withdraw(appointment: Appointment) -> None:
    """Take back what has not left yet about an appointment that changed."""
    writing.drop(ABOUT, appointment.pk)


def _reminders(appointment: Appointment, *, now: datetime) -> list[tuple[MessageKind, datetime]]:
    """The reminders still worth sending, each with its instant."""
    zone, territory = appointment.venue.zone, appointment.venue.territory
    first = reminders.due_at(appointment.starts_at, zone=zone, territory=territory, now=now)
    due = [(REMINDER, first)] if first else []
    if appointment.organization.same_morning_reminder:
        morning = reminders.same_morning(appointment.starts_at, zone=zone, now=now)
        if morning and morning != first:
            due.append((SAME_MORNING, morning))
    return due


def _write(due: list[tuple[MessageKind, datetime]], appointment: Appointment, *, now: datetime) -> None:
    # Every change of an appointment has its own revision: nobody wrote about this one yet.
    writing.write_all(
        due,
        organization=appointment.organization,
        person=appointment.person,
        about=ABOUT,
        about_id=appointment.pk,
        revision=appointment.revision,
        venue=appointment.venue,
        phone=appointment.contact_phone,
        email=appointment.contact_email,
        prefers=Preference(appointment.person.preference),
        now=now,
        expires_at=appointment.starts_at,
    )


def _rendering(name: str, state: State, subject: str) -> Callable[[Message, datetime], Rendered | Dropped]:
    """Build the rendering of one kind: it has something to say only while the appointment is in that state."""

    def render(message: Message, now: datetime) -> Rendered | Dropped:
        appointment = Appointment.objects.with_everything_shown().one(pk=message.about_id)
        if appointment is None:
            return Dropped("Ce rendez-vous n’existe plus.")
        if appointment.state != state or appointment.revision != message.revision:
            return Dropped("Ce rendez-vous a changé depuis.")
        if appointment.starts_at <= now:
            return Dropped("Ce rendez-vous a déjà commencé.")
        values = values_of(appointment)
        apology = appointment.apology if state == State.REVOKED else ""
        wording = wording_of(KINDS_BY_NAME[name], appointment, apology=apology)
        return Rendered(text=texts.fill(wording, values), subject=texts.fill(subject, values))

    return render


def _kind(name: str, label: str, text: str, *, state: State, subject: str, worth_a_call: bool = True) -> MessageKind:
    return MessageKind(
        name=name,
        label=label,
        default_text=text,
        render=_rendering(name, state, subject),
        worth_a_call=worth_a_call,
        placeholders=EXAMPLE,
    )


CONFIRMATION = _kind(
    "confirmation",
    "Confirmation",
    "Bonjour {prenom}. Rendez-vous {jour} à {heure}, {lieu}, avec {conseiller}. Empêchement ? {telephone} ou {lien}",
    state=State.EXPECTED,
    subject="C’est noté : {jour} à {heure}",
    worth_a_call=False,
)
CHANGE = _kind(
    "change",
    "Changement d’heure",
    "Bonjour {prenom}. Votre rendez-vous change : {jour} à {heure}, {lieu}, avec {conseiller}. "
    "Empêchement ? {telephone} ou {lien}",
    state=State.EXPECTED,
    subject="Nouvelle heure : {jour} à {heure}",
)
CANCELLATION = _kind(
    "cancellation",
    "Annulation par nous",
    "Bonjour {prenom}. Nous devons annuler votre rendez-vous du {jour} à {heure}. Pardon ! "
    "Pour une autre heure : {telephone}",
    state=State.REVOKED,
    subject="Votre rendez-vous du {jour} est annulé",
)
REMINDER = _kind(
    "reminder",
    "Rappel",
    "Bonjour {prenom}. Rappel : {jour} à {heure}, {lieu}, avec {conseiller}. Apportez {a_apporter}. "
    "Empêchement ? {telephone}",
    state=State.EXPECTED,
    subject="Rappel : {jour} à {heure}",
)
SAME_MORNING = _kind(
    "same_morning",
    "Rappel du matin même",
    "Bonjour {prenom}. À tout à l’heure : {heure}, {lieu}, avec {conseiller}. Empêchement ? {telephone}",
    state=State.EXPECTED,
    subject="À tout à l’heure : {heure}",
    worth_a_call=False,
)

KINDS = (CONFIRMATION, CHANGE, CANCELLATION, REMINDER, SAME_MORNING)
KINDS_BY_NAME: Mapping[str, MessageKind] = MappingProxyType({kind.name: kind for kind in KINDS})
