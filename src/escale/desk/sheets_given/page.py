"""What the page that gives a sheet shows: to whom, what goes with it, what was given already."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.accounts import rules
from escale.accounts.models import Membership, Organization
from escale.appointments.models import Appointment
from escale.desk.cards import subject_for
from escale.french.dates import day_year
from escale.people.models import Beneficiary
from escale.places.zones import zone_of
from escale.sheets import giving, suggesting
from escale.sheets.giving import Obstacle
from escale.sheets.models import ResourceSheet, SheetUse

MOST = 12
"""Sheets shown under a search: the words choose among the others."""


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """Who takes the sheet home, and during which appointment when there is one."""

    person: Beneficiary
    appointment: Appointment | None = None

    @property
    def address(self) -> str:
        if self.appointment:
            return reverse("desk:appointment-sheets", args=[self.appointment.pk])
        return reverse("desk:person-sheets", args=[self.person.pk])

    @property
    def back(self) -> str:
        if self.appointment:
            return reverse("desk:appointment", args=[self.appointment.pk])
        return reverse("desk:person", args=[self.person.pk])


@dataclass(frozen=True, kw_only=True)
class Given:
    """A sheet she took home, in words."""

    use: SheetUse
    words: str


def of(receiver: Receiver, *, reader: Membership, words: str = "") -> dict[str, Any]:
    """Everything the page says to this reader. Four queries."""
    appointment = receiver.appointment
    about = of_appointment(appointment, reader=reader) if appointment else _of_person(receiver, reader=reader)
    suggested = [] if words else about["suggested"]
    near = {sheet.pk for sheet in suggested}
    found = suggesting.for_words(words, organization=reader.organization)
    others = [sheet for sheet in found if sheet.pk not in near]
    return about | {
        "person": receiver.person,
        "subject": subject_for(appointment, reader=reader) if appointment else "",
        "words": words,
        "suggested": suggested,
        "others": others[:MOST] if words else others,
    }


def of_appointment(appointment: Appointment, *, reader: Membership) -> dict[str, Any]:
    """What the page of an appointment says of sheets; what she has already isn’t suggested again. Three queries.

    Nothing that would tell its subject to whoever may not know it.
    """
    receiver = Receiver(person=appointment.person, appointment=appointment)
    knows = bool(subject_for(appointment, reader=reader))
    uses = giving.uses_of_appointment(appointment) if knows else []
    there = {use.sheet_id for use in uses}
    suggested = suggesting.for_appointment(appointment) if knows else []
    return {
        "receiver": receiver,
        "obstacle": giving.obstacle_to_sms(appointment.person, appointment=appointment),
        "suggested": [sheet for sheet in suggested if sheet.pk not in there],
        "given": given(reader.organization, uses),
    }


def given(organization: Organization, uses: Iterable[SheetUse]) -> list[Given]:
    """Each use as one line: "envoyée par SMS vendredi 13 novembre 2026, par Maëlle"."""
    zone = zone_of(organization)
    return [Given(use=use, words=_words(use, zone)) for use in uses]


def said(sheet: ResourceSheet, obstacle: Obstacle) -> str:
    """Why the SMS doesn’t leave, with what it was about."""
    return f"« {sheet.title} » n’est pas partie. {obstacle.label}"


def _of_person(receiver: Receiver, *, reader: Membership) -> dict[str, Any]:
    uses = giving.given_to(receiver.person, with_discreet=rules.may_see_notes(reader))
    return {
        "receiver": receiver,
        "obstacle": giving.obstacle_to_sms(receiver.person),
        "suggested": [],
        "given": given(reader.organization, uses),
    }


def _words(use: SheetUse, zone: ZoneInfo) -> str:
    from_whom = f", par {use.by.first_name}" if use.by else ""
    return f"{use.get_kind_display()} {day_year(use.at.astimezone(zone))}{from_whom}"
