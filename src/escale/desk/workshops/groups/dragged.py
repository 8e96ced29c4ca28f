"""A session dragged in the agenda: what the gesture asks, as its form says it, and what stands in the way at once."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from escale.accounts.models import Organization
from escale.desk.receivers import receivers
from escale.workshops import moving
from escale.workshops.holds import Refused
from escale.workshops.models import Session
from escale.workshops.plans import NoSuchHour, SessionPlan

LONGEST = timedelta(hours=24)


def asked(given: Mapping[str, str], organization: Organization) -> dict[str, Any]:
    """The day, hours and adviser the address asks for, in the fields of the form; what isn't understood asks nothing."""
    found: dict[str, Any] = {}
    with suppress(KeyError, ValueError, OverflowError):
        start = datetime.combine(date.fromisoformat(given["jour"]), time.fromisoformat(given["heure"]))
        length = timedelta(minutes=int(given["duree"]))
        if timedelta(0) < length < LONGEST:
            found |= {"on": start.date(), "start": start.time(), "end": (start + length).time()}
    whose = given.get("qui", "")
    member = receivers(organization).filter(user=int(whose)).first() if whose.isdecimal() and len(whose) < 10 else None
    return found | ({"adviser": member.pk} if member else {})


def in_the_way(session: Session, gesture: Mapping[str, Any], *, now: datetime) -> Refused | None:
    """What would stand in the way of a session moved so; nothing for an hour that doesn't exist, which the form refuses."""
    plan = SessionPlan.of(session)
    member = receivers(session.organization).filter(pk=gesture.get("adviser", 0)).first()
    user = member.user if member else plan.adviser
    moved = SessionPlan(
        on=gesture.get("on", plan.on),
        start=gesture.get("start", plan.start),
        end=gesture.get("end", plan.end),
        venue=plan.venue,
        adviser=user,
        room=plan.room,
        co_advisers=[each for each in plan.co_advisers if each != user],
        equipment=plan.equipment,
    )
    try:
        return moving.in_the_way(session, moved, now=now)
    except NoSuchHour:
        return None
