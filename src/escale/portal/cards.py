"""An appointment in words: its card, its limits, what to bring; the same on every page and on paper."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.french.dates import day, duration, hour
from escale.french.phone import display
from escale.outbox.texts import hour_words
from escale.places.models import Venue, VenueKind
from escale.ui.cards import Pass

THINGS = {
    "téléphone": "smartphone",
    "tablette": "smartphone",
    "ordinateur": "laptop",
    "mot de passe": "key-round",
    "papier": "file-text",
    "courrier": "file-text",
    "document": "file-text",
    "mail": "at-sign",
    "photo": "images",
}
"""The drawing beside a thing to bring, by a word of it."""


@dataclass(frozen=True, kw_only=True)
class PaperCard:
    """What the printed card says."""

    first_name: str
    day: str
    hour: str
    place: str
    address: str
    access: str
    adviser: str
    job_title: str
    subject: str
    bring: list[str]
    phone: str


def pass_of(appointment: Appointment) -> Pass:
    """The card of an appointment on a page."""
    who = ", ".join(filter(None, [f"avec {appointment.adviser.first_name}", job_title_of(appointment)]))
    return Pass(
        day=day(appointment.local_start.date()).capitalize(),
        hour=f"à {hour_words(appointment.local_start)}",
        summary=f"{duration(appointment.minutes)}, gratuit, {who}",
        where=_where(appointment),
        bring=[(drawing(thing), thing) for thing in appointment.reason.things_to_bring],
    )


def paper_card_of(appointment: Appointment) -> PaperCard:
    """The card of an appointment on paper."""
    venue = appointment.venue
    return PaperCard(
        first_name=appointment.person.first_name,
        day=day(appointment.local_start.date()).capitalize(),
        hour=hour_words(appointment.local_start),
        place=_place(appointment),
        address=venue.one_line_address if venue.kind == VenueKind.ON_SITE else "",
        access=venue.access_notes if venue.kind == VenueKind.ON_SITE else "",
        adviser=appointment.adviser.first_name,
        job_title=job_title_of(appointment),
        subject="" if appointment.reason.discreet else appointment.reason.name,
        bring=appointment.reason.things_to_bring,
        phone=phone_of(appointment),
    )


def job_title_of(appointment: Appointment) -> str:
    """What the adviser does, as the organization says it."""
    return (
        Membership.objects.of_organization(appointment.organization)
        .filter(user=appointment.adviser)
        .order_by("-joined_at")
        .values_list("job_title", flat=True)
        .first()
        or ""
    )


def phone_of(appointment: Appointment) -> str:
    """The number to call about it (E.164): the place's, else the organization's."""
    return appointment.venue.phone or appointment.organization.phone


def limits_words(appointment: Appointment, *, now: datetime) -> str:
    """Until when the person may change or call off by herself; a call is enough afterwards."""
    said = []
    if now <= appointment.move_deadline:
        said.append(f"Changez l’heure jusqu’à {limit_words(appointment.move_deadline, appointment.venue)}.")
    if now <= appointment.cancel_deadline:
        said.append(f"Annulez jusqu’à {limit_words(appointment.cancel_deadline, appointment.venue)}.")
    said.append("Ensuite, un appel suffit." if said else "Un appel suffit.")
    return " ".join(said)


def limit_words(instant: datetime, venue: Venue) -> str:
    """ "lundi 16 novembre à 14 h"."""
    local = instant.astimezone(venue.zone)
    return f"{day(local.date())} à {hour(local)}"


def map_address(venue: Venue) -> str:
    """Where a map of the place is; nothing is asked of that site before the person presses the link."""
    if venue.point is None:
        return ""
    at = f"{venue.point.latitude:.5f}", f"{venue.point.longitude:.5f}"
    return f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=18/{at[0]}/{at[1]}"


def drawing(thing: str) -> str:
    """The drawing beside a thing to bring."""
    return next((drawing for word, drawing in THINGS.items() if word in thing.lower()), "check")


def _where(appointment: Appointment) -> list[tuple[str, str]]:
    venue = appointment.venue
    match venue.kind:
        case VenueKind.PHONE:
            return [("phone-incoming", f"Nous vous appelons au {display(appointment.contact_phone)}.")]
        case VenueKind.HOME:
            where = f"Chez vous, {appointment.visit_address}" if appointment.visit_address else "Chez vous"
            return [("house", f"{where}. Nous appelons avant de venir.")]
        case VenueKind.VIDEO:
            return [("video", _video(venue))]
        case _:
            rows: list[tuple[str, str]] = [("map-pin", _address(appointment))]
            rows += [("door-open", venue.access_notes)] if venue.access_notes else []
            return rows + ([("bus", venue.transport)] if venue.transport else [])


def _place(appointment: Appointment) -> str:
    match appointment.venue.kind:
        case VenueKind.PHONE:
            return "Par téléphone"
        case VenueKind.HOME:
            return "Chez moi"
        case VenueKind.VIDEO:
            return "En visio"
        case _:
            room = f", {appointment.room.name}" if appointment.room else ""
            return f"{appointment.venue.name}{room}"


def _address(appointment: Appointment) -> SafeString:
    venue, link = appointment.venue, map_address(appointment.venue)
    words = format_html("<b>{}</b>", _place(appointment))
    if venue.one_line_address:
        words = format_html("{}<br>{}", words, venue.one_line_address)
    if link:
        words = format_html('{}<br><a class="tap" href="{}" rel="noopener noreferrer">Voir le plan</a>', words, link)
    return words


def _video(venue: Venue) -> str:
    if not venue.video_link:
        return "En visio. Nous vous envoyons le lien avant."
    return format_html(
        'En visio : <a class="tap" href="{}" rel="noopener noreferrer">ouvrir la visio</a>', venue.video_link
    )
