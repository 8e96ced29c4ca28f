"""The partners around Vitré: their sheets, whom the team knows there, what was said with them, what is organized together."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from escale.accounts.models import Membership
from escale.directory import contacts, events, meetings, partners
from escale.directory.models import Contact, Partner
from escale.directory.partners import WRITTEN
from escale.french.typography import typo
from escale.places import communes
from escale.workshops.models import Session

FILE = Path(__file__).parent / "partners.yaml"
VITRE, POSTCODE = "35360", "35500"
OLDEST = timedelta(days=240)
"""How long before the day of the demonstration the first sheet was written."""
SAID = ("missions", "call_for", "not_for", "hours_note", "accessibility")

type Partners = Mapping[str, Partner]
"""By name, as the file says them."""


type Described = Mapping[str, Any]


def fill(by: Membership, *, submissions: Iterator[UUID], today: date, now: datetime) -> Partners:
    """Write every sheet, the contacts, four talks and two actions led together; give the partners by name."""
    described = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    made = {sheet["name"]: _write(sheet, by=by, now=now) for sheet in described["partners"]}
    for talk in described["talks"]:
        _talk(talk, made, by=by, submission=next(submissions), today=today, now=now)
    for event in described["together"]:
        _organize(event, made, by=by, today=today, now=now)
    return made


def _write(described: Described, *, by: Membership, now: datetime) -> Partner:
    """A sheet written long ago, read over so many days before today, with who is known there."""
    said = {name: typo(value) if name in SAID else value for name, value in described.items() if name in WRITTEN}
    latitude, longitude = described["point"]
    partner = Partner(**{"postcode": POSTCODE} | said | {"commune": "", "latitude": latitude, "longitude": longitude})
    commune = communes.by_code(described.get("commune", VITRE))
    if commune:
        partners.locate(partner, commune)
    partners.add(partner, needs=described["needs"], by=by, now=now - OLDEST)
    partners.checked(partner, by=by, now=now - timedelta(days=described["days"]))
    if known := described.get("contact"):
        agreed = Contact(**known, receives_referrals=True, agreed_on=(now - OLDEST).date(), agreed_how="de vive voix")
        contacts.add(agreed, partner=partner, now=now - OLDEST)
        partners.know(partner, by=by)
    return partner


def _talk(told: Described, made: Partners, *, by: Membership, submission: UUID, today: date, now: datetime) -> None:
    ago = timedelta(days=told["days"])
    meetings.note(
        meetings.Draft(
            on=_worked(today - ago),
            present=told["present"],
            learned=typo(told["learned"]),
            decided=typo(told["decided"]),
        ),
        partners=[made[name] for name in told["with"]],
        promises=[
            meetings.Promise(what=typo(what), who=by.user, due_on=_worked(today + timedelta(days=days)))
            for what, days in told.get("to_do", {}).items()
        ],
        by=by,
        submission=submission,
        now=now - ago,
    )


def _worked(day: date) -> date:
    """The day, or the Friday before when it is of a week-end: nobody meets then."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _organize(told: Described, made: Partners, *, by: Membership, today: date, now: datetime) -> None:
    first, last = today + timedelta(days=told["first"]), today + timedelta(days=told["last"])
    events.plan(
        events.Draft(title=told["title"], starts_on=first, ends_on=last, note=told["note"]),
        partners=[made[name] for name in told["with"]],
        sessions=_sessions(by, first, last),
        by=by,
        now=now - timedelta(days=45),
    )


def _sessions(by: Membership, first: date, last: date) -> list[Session]:
    """The two first sessions of those days."""
    theirs = Session.objects.of_organization(by.organization).standing().led_by(by.user)
    return list(theirs.filter(starts_at__date__range=(first, last)).by_date()[:2])
