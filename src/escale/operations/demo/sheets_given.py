"""Sheets that served: given by Maëlle at the end of appointments, some by SMS; those her workshops lean on."""

from datetime import timedelta
from random import Random

from escale.appointments.models import Appointment, State
from escale.operations.demo.town import Town
from escale.outbox.delivery import deliver_due
from escale.periodic import CATALOGUE
from escale.sheets import attaching, giving, starters, suggesting
from escale.sheets.models import SheetKind, UseKind
from escale.workshops.models import Workshop

ONE_IN = 3
"""Every third appointment ends with a sheet."""
A_WORKSHOP = 3
"""Sheets of each workshop, at most."""


def fill(town: Town) -> None:
    """Write them as their days go by, through the product's own operations."""
    random = Random(f"sheets {town.now:%Y-%m-%d}")
    starters.load(now=town.since)
    _attach(town)
    seen = Appointment.objects.of_organization(town.maelle.organization).filter(state=State.SEEN, ends_at__lt=town.now)
    for appointment in list(seen.with_everything_shown().order_by("starts_at", "pk"))[::ONE_IN]:
        _give(town, appointment, random=random)


def _attach(town: Town) -> None:
    workshops = Workshop.objects.of_organization(town.maelle.organization).in_use().select_related("organization")
    for workshop in workshops.order_by("title", "pk"):
        for sheet in suggesting.for_workshop(workshop, most=A_WORKSHOP):
            attaching.attach(sheet, workshop)
            if sheet.kind != SheetKind.HOW_TO:
                last_week = town.now - timedelta(days=9)
                giving.note_taught(sheet, organization=workshop.organization, by=town.maelle, now=last_week)


def _give(town: Town, appointment: Appointment, *, random: Random) -> None:
    """The sheet that goes best with it: by SMS once in two when it can be, on paper otherwise."""
    person, by, now = appointment.person, town.maelle, appointment.ends_at
    sheets = suggesting.for_appointment(appointment, most=1)
    if not sheets:
        return
    may_send = giving.obstacle_to_sms(person, appointment=appointment) is None
    if random.random() < 0.5 and may_send:
        giving.send(sheets[0], person, appointment=appointment, by=by, now=now)
        deliver_due(now=now + timedelta(minutes=2), catalogue=CATALOGUE)
    else:
        kind = random.choice([UseKind.PRINTED, UseKind.GIVEN])
        giving.hand_over(sheets[0], person, kind=kind, appointment=appointment, by=by, now=now)
