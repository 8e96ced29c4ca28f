"""What a prescriber's pages show: nothing but what she said, the hour, and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.directory import links
from escale.directory.models import Prescriber, ReceivedReferral
from escale.directory.standing import TONES, Standing, standing, words
from escale.french.dates import day
from escale.portal import days, steps


@dataclass(frozen=True, kw_only=True)
class Row:
    """One of those she sent, in words."""

    pk: int
    who: str
    asked: str
    where: str
    tone: str
    sent_on: str
    note: str


def about(prescriber: Prescriber) -> dict[str, Any]:
    """What the head of each of her pages shows."""
    return steps.about(prescriber.organization) | {
        "prescriber": prescriber,
        "secret": links.secret_of(prescriber),
    }


def address(prescriber: Prescriber, name: str, *rest: object, **query: object) -> str:
    """The address of one of her pages; what isn't said is left out of it."""
    said = {key.replace("_", "-"): str(value) for key, value in query.items() if value}
    return reverse(f"portal:{name}", args=[links.secret_of(prescriber), *rest], query=said or None)


def rows(sent: Iterable[ReceivedReferral], *, zone: ZoneInfo) -> list[Row]:
    return [_row(one, zone=zone) for one in sent]


def facts(one: ReceivedReferral) -> Sequence[tuple[str, str]]:
    """Of one she sent: when, where, with whom, when there is an hour."""
    appointment = one.appointment
    if appointment is None or standing(one) != Standing.TO_COME:
        return [("Besoin", one.words)]
    return [
        ("Quand", steps.when_words(appointment.venue, appointment.starts_at)),
        ("Où", days.place_words(appointment.venue)),
        ("Avec", appointment.adviser.first_name),
        ("Besoin", one.words),
    ]


def name_of(one: ReceivedReferral) -> str:
    """Her first name, as long as it is kept."""
    return (one.person.first_name if one.person else "") or "Une personne"


def _row(one: ReceivedReferral, *, zone: ZoneInfo) -> Row:
    return Row(
        pk=one.pk,
        who=name_of(one),
        asked=one.words,
        where=words(one),
        tone=TONES.get(standing(one), ""),
        sent_on=day(one.created_at.astimezone(zone).date()),
        note=one.note_back,
    )
