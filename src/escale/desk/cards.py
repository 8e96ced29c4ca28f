"""An appointment as the desk shows it: a card already in words, the same on the page and after a gesture."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.appointments import no_shows
from escale.appointments.models import FREES_THE_HOUR, Appointment, State
from escale.french.dates import duration_short, hour
from escale.french.sentences import inside
from escale.people import acquisition
from escale.people.models import Acquisition
from escale.places.models import VenueKind
from escale.ui.choices import ChoiceLabel

OUTCOMES: Mapping[State, ChoiceLabel] = MappingProxyType(
    {
        State.SEEN: ChoiceLabel("Est là", tone="ok"),
        State.NO_SHOW: ChoiceLabel("Absence", tone="bad"),
        State.EXCUSED: ChoiceLabel("A prévenu", tone="warn"),
    }
)
KIND_ICONS: Mapping[str, str] = MappingProxyType(
    {VenueKind.ON_SITE: "map-pin", VenueKind.HOME: "house", VenueKind.PHONE: "phone-call", VenueKind.VIDEO: "video"}
)


@dataclass(frozen=True, kw_only=True)
class OutcomeButton:
    value: str
    label: ChoiceLabel
    is_pressed: bool


@dataclass(frozen=True, kw_only=True)
class Card:
    """One appointment of the day. `facts` are (icon, sentence) rows; `adviser` is named on a page of several people.

    `report_on` is the day under which she reports it.
    """

    pk: int
    person_pk: int
    name: str
    hour: str
    small: str
    encounter: str
    is_first: bool
    subject: str
    phone: str
    facts: list[tuple[str, str]]
    adviser: str
    is_now: bool
    is_expected: bool
    is_seen: bool
    frees_the_hour: bool
    outcomes: list[OutcomeButton]
    report_on: date | None


def card(
    appointment: Appointment, *, reader: Membership, now: datetime, show_venue: bool = True, name_adviser: bool = False
) -> Card:
    """Put an appointment in words, as far as the reader may see it.

    The appointment is read `with_everything_shown().with_meetings_before()`.
    """
    before: int = appointment.meetings_before  # type: ignore[attr-defined]
    return Card(
        pk=appointment.pk,
        person_pk=appointment.person_id,
        name=appointment.person.short_name,
        hour=hour(appointment.local_start),
        small=duration_short(appointment.minutes),
        encounter=f"{before + 1}e rencontre" if before else "1re fois",
        is_first=not before,
        subject=subject_for(appointment, reader=reader),
        phone=appointment.contact_phone or appointment.person.phone,
        facts=_facts(appointment, reader=reader, show_venue=show_venue),
        adviser=appointment.adviser.full_name if name_adviser else "",
        is_now=appointment.state not in FREES_THE_HOUR and appointment.starts_at <= now < appointment.ends_at,
        is_expected=appointment.state == State.EXPECTED,
        is_seen=appointment.state == State.SEEN,
        frees_the_hour=appointment.state in FREES_THE_HOUR,
        outcomes=[
            OutcomeButton(value=state, label=label, is_pressed=appointment.state == state)
            for state, label in OUTCOMES.items()
        ],
        report_on=_report_on(appointment, reader=reader),
    )


def _report_on(appointment: Appointment, *, reader: Membership) -> date | None:
    """The day of whoever reports it; None until the person has come, and for colleagues."""
    is_hers = reader.user_id == appointment.adviser_id
    return appointment.local_start.date() if is_hers and appointment.state == State.SEEN else None


def subject_for(appointment: Appointment, *, reader: Membership) -> str:
    """What the appointment is about: the person's own words, the reason's name to whoever receives her, or nothing."""
    if rules.may_see_notes(reader):
        return appointment.subject or appointment.reason.name
    receives = reader.user_id in {appointment.adviser_id, appointment.co_adviser_id}
    return appointment.reason.name if receives else ""


def _facts(appointment: Appointment, *, reader: Membership, show_venue: bool) -> list[tuple[str, str]]:
    venue = appointment.venue
    facts = []
    if show_venue or venue.kind != VenueKind.ON_SITE:
        where = f"{venue}, {appointment.room}" if appointment.room else str(venue)
        facts.append((KIND_ICONS[venue.kind], where))
    if appointment.co_adviser:
        other = appointment.adviser if appointment.co_adviser_id == reader.user_id else appointment.co_adviser
        facts.append(("users", f"Avec {other.first_name} aussi"))
    if appointment.visit_address:
        facts.append(("map-pin", appointment.visit_address))
    if appointment.booked_for_by:
        facts.append(("hand-helping", f"Réservé par {appointment.booked_for_by}"))
    absences: int = appointment.absences_before  # type: ignore[attr-defined]
    if note := no_shows.note(absences, after=appointment.organization.no_show_note_after):
        facts.append(("calendar-x", note))
    if not rules.may_see_notes(reader):
        return facts
    if things := appointment.reason.things_to_bring:
        facts.append(("backpack", f"À apporter : {' ; '.join(map(inside, things))}"))
    if heard := acquisition.sentence(appointment.acquisition):
        icon = "newspaper" if appointment.acquisition == Acquisition.NEWSPAPER else "megaphone"
        facts.append((icon, f"{heard[:1].upper()}{heard[1:]}"))
    return facts
