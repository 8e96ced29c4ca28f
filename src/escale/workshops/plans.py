"""What somebody types to schedule: a session, hours on the clock of its venue; a group, all of it that isn't a date."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from escale.accounts.models import User
from escale.agenda.models import Equipment
from escale.places.models import Room, Venue
from escale.scheduling.wall_clock import to_instants_past_midnight
from escale.workshops.holds import SessionPlace
from escale.workshops.models import Access, Audience, Mode, Session, Workshop


class NoSuchHour(Exception):
    """The clock of the venue skips that hour, that night."""

    def __init__(self, on: date) -> None:
        super().__init__(f"{on:%d/%m/%Y}")
        self.on = on


@dataclass(frozen=True, kw_only=True)
class SessionPlan:
    """One session as it is typed: hours on the clock of the venue; an end that isn't after the start is the next day's."""

    on: date
    start: time
    end: time
    venue: Venue
    adviser: User
    room: Room | None = None
    co_advisers: Collection[User] = ()
    equipment: Collection[Equipment] = ()
    mode: str = Mode.ON_SITE
    video_link: str = ""
    subject: str = ""
    preparation: str = ""

    def place(self) -> SessionPlace:
        """Where and when that is, with what it keeps busy. Raises `NoSuchHour`.

        Best asked before the transaction: whoever receives for the first time gets her resource then, and holds nobody up.
        """
        instants = to_instants_past_midnight(self.on, self.start, self.end, self.venue.zone)
        if instants is None or instants.start.astimezone(self.venue.zone).time() != self.start:
            raise NoSuchHour(self.on)
        return SessionPlace.of(
            venue=self.venue,
            starts_at=instants.start,
            ends_at=instants.end,
            adviser=self.adviser,
            room=self.room,
            co_advisers=self.co_advisers,
            equipment=self.equipment,
        )

    @classmethod
    def of(cls, session: Session) -> "SessionPlan":
        """A session as it would be typed again."""
        return cls(
            on=session.local_start.date(),
            start=session.local_start.time(),
            end=session.local_end.time(),
            venue=session.venue,
            adviser=session.adviser,
            room=session.room,
            co_advisers=tuple(session.co_advisers.order_by("pk")),
            equipment=tuple(session.equipment.order_by("pk")),
            mode=session.mode,
            video_link=session.video_link,
            subject=session.subject,
            preparation=session.preparation,
        )


@dataclass(frozen=True, kw_only=True)
class GroupPlan:
    """What a group is: everything of it that isn't a date. An empty title is the workshop's."""

    workshop: Workshop
    title: str = ""
    level: str = ""
    audience: str = Audience.EVERYONE
    seats: int = 6
    access: str = Access.PUBLIC
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    price_note: str = ""
    co_host: str = ""
    companions_take_a_seat: bool = True

    def values(self) -> dict[str, Any]:
        """The columns of the group."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return given | {"title": (self.title or self.workshop.title)[:60]}
