"""What the tests of sessions ask for: a session, a workshop, a cycle, as somebody would type them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from escale.accounts.models import Membership
from escale.agenda.models import Commitment, Equipment
from escale.outbox.models import Message
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import scheduling
from escale.workshops.models import Group, Session
from escale.workshops.scheduling import GroupPlan, SessionPlan

FRIDAY = date(2026, 11, 20)
"""The Friday after `builders.NOW`; no holiday near."""


def session_plan(adviser: Membership, venue: Venue, **given: Any) -> SessionPlan:
    """Friday from 14 h to 16 h."""
    asked: dict[str, Any] = {"on": FRIDAY, "start": time(14), "end": time(16), "venue": venue, "adviser": adviser.user}
    return SessionPlan(**(asked | given))


def group_plan(adviser: Membership, **given: Any) -> GroupPlan:
    about = given.pop("workshop", None) or builders.workshop(
        adviser.organization, title=f"Faire une visio {next(builders.NUMBERS)}"
    )
    return GroupPlan(workshop=about, **given)


def workshop(
    adviser: Membership, venue: Venue, *, group: dict[str, Any] | None = None, accept: bool | str = False, **given: Any
) -> Group:
    """A workshop of one session, published."""
    return scheduling.schedule_workshop(
        group_plan(adviser, **(group or {})),
        session_plan(adviser, venue, **given),
        by=adviser,
        publish=True,
        accept=accept,
        now=builders.NOW,
    )


def cycle(
    adviser: Membership,
    venue: Venue,
    *,
    count: int = 3,
    group: dict[str, Any] | None = None,
    accept: bool = False,
    **given: Any,
) -> Group:
    """A cycle of Fridays."""
    plans = [session_plan(adviser, venue, **({"on": FRIDAY + timedelta(weeks=n)} | given)) for n in range(count)]
    return scheduling.schedule_cycle(
        group_plan(adviser, **(group or {})),
        plans,
        joins_until=3,
        by=adviser,
        publish=True,
        accept=accept,
        now=builders.NOW,
    )


def sessions(group: Group) -> list[Session]:
    return list(Session.objects.filter(group=group).with_everything_shown().by_date())


def numbers(group: Group) -> list[tuple[date, int | None]]:
    """The days and numbers of the sessions, by date."""
    return [(each.local_start.date(), each.number) for each in sessions(group)]


def busy(session: Session) -> list[tuple[str, datetime, datetime, bool]]:
    """What a session keeps busy, whether exclusively."""
    rows = Commitment.objects.filter(session_hold__session=session).select_related("resource").order_by("resource")
    return [(row.resource.label, row.starts_at, row.ends_at, row.exclusive) for row in rows]


def told() -> list[tuple[str, str, str]]:
    """Every message that stands: its kind, the first name, the state."""
    rows = Message.objects.select_related("person").order_by("kind", "person__first_name", "pk")
    return [(row.kind, row.person.first_name if row.person else "", row.state) for row in rows]


def tablet(venue: Venue, name: str = "Tablette 1") -> Equipment:
    return Equipment.objects.create(organization=venue.organization, venue=venue, name=name, created_at=builders.NOW)
