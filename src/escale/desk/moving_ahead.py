"""A move as it would be, before anybody confirms it: from where to where, what stands in the way, what she would read."""

from dataclasses import dataclass
from datetime import datetime

from escale.agenda.models import Resource
from escale.appointments import effects, moving, obstacles
from escale.appointments.models import Appointment
from escale.desk.forms.change import MoveForm
from escale.french.dates import day, duration
from escale.french.plural import plural
from escale.outbox import texts
from escale.outbox.senders import sms_sender
from escale.outbox.texts import Preview
from escale.places.models import Venue


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """`facts` are (what, before, after) rows; `key` accepts these very warnings."""

    facts: list[tuple[str, str, str]]
    warnings: list[str]
    key: str
    sender: str
    sms: Preview
    note: str

    @property
    def said(self) -> str:
        """The whole in one sentence, for whoever can't see the page change."""
        return " ".join([*(f"{what} : {after}." for what, _, after in self.facts), *self.warnings])


def read(appointment: Appointment, form: MoveForm, *, now: datetime) -> Ahead | None:
    """Look ahead at what the form asks for; None while it chooses no hour."""
    if not form.is_bound or not form.is_valid() or form.chosen is None:
        return None
    chosen, minutes = form.chosen, form.cleaned_data["minutes"] or appointment.minutes
    advisers = [chosen.adviser, *([form.second] if form.second else [])]
    sms = effects.change_text(appointment, venue=chosen.venue, starts_at=chosen.starts_at, advisers=advisers)
    warnings, key = _obstacles(appointment, form, now=now)
    return Ahead(
        facts=_facts(appointment, form, minutes=minutes),
        warnings=warnings,
        key=key,
        sender=sms_sender(appointment.organization),
        sms=sms,
        note=f"{plural(sms.length, 'signe')} : {plural(sms.segments, 'SMS', 'SMS')}",
    )


def _obstacles(appointment: Appointment, form: MoveForm, *, now: datetime) -> tuple[list[str], str]:
    """What stands in the way as things are now; confirming looks again, with the agenda locked."""
    chosen = form.chosen
    if chosen is None or not Resource.objects.filter(adviser=chosen.adviser).exists():
        return [], ""  # Somebody who has never received has nothing in the way, and looking makes no agenda for her.
    place = moving.place_for(
        appointment,
        venue=chosen.venue,
        starts_at=chosen.starts_at,
        minutes=form.cleaned_data["minutes"],
        adviser=chosen.adviser,
        room=form.chosen_room,
        co_adviser=form.second,
    )
    found = obstacles.about(place, reason=appointment.reason, person=appointment.person, now=now, moving=appointment)
    return found.sentences, found.key(place)


def _facts(appointment: Appointment, form: MoveForm, *, minutes: int) -> list[tuple[str, str, str]]:
    """What changes, each with what it was."""
    chosen = form.chosen
    if chosen is None:
        return []
    room = form.chosen_room
    rows = [
        ("Heure", _when(appointment.starts_at, appointment.venue), _when(chosen.starts_at, chosen.venue)),
        ("Durée", duration(appointment.minutes), duration(minutes)),
        ("Lieu", str(appointment.venue), str(chosen.venue)),
        ("Salle", str(appointment.room or "aucune"), str(room or "aucune")),
        ("Avec", appointment.advisers_words, _names(form)),
    ]
    return [row for row in rows if row[1] != row[2]]


def _when(at: datetime, venue: Venue) -> str:
    local = at.astimezone(venue.zone)
    return f"{day(local)} à {texts.hour_words(local)}"


def _names(form: MoveForm) -> str:
    chosen = form.chosen
    names = [chosen.adviser.first_name] if chosen else []
    return " et ".join([*names, *([form.second.first_name] if form.second else [])])
