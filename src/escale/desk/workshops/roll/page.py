"""What the page of a roll is made of."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from escale.accounts.models import Membership
from escale.desk.workshops.roll import words
from escale.desk.workshops.roll.forms import as_noted
from escale.workshops import roll
from escale.workshops.models import RollCall, Session
from escale.workshops.roll import RollRow


@dataclass(frozen=True, kw_only=True)
class RollPage:
    """A session, its roll as it stands, and who reads it."""

    session: Session
    rows: list[RollRow]
    last: RollCall | None
    reader: Membership
    now: datetime

    @classmethod
    def read(cls, session: Session, *, reader: Membership, now: datetime) -> Self:
        """Read the roll and its last writing. Five queries."""
        return cls(session=session, rows=roll.rows(session), last=roll.last_call(session), reader=reader, now=now)

    def noted(self) -> dict[str, Any]:
        return as_noted(self.rows, unnamed=self.session.unnamed, seen=self.last.pk if self.last else 0)

    def counted(self) -> str:
        return words.counted([row.mark for row in self.rows], unnamed=self.session.unnamed)

    @property
    def kind(self) -> tuple[str, str]:
        return words.heading(self.session)

    @property
    def under_title(self) -> str:
        return words.under_title(self.session, self.rows)

    @property
    def written(self) -> str:
        return words.written(self.session, self.last, reader=self.reader.user, now=self.now)

    @property
    def is_canceled(self) -> bool:
        return self.session.canceled_at is not None or self.session.group.canceled_at is not None

    @property
    def opens_at(self) -> datetime | None:
        """When the roll may be called, as long as it may not."""
        opens_at = roll.may_begin_at(self.session)
        return opens_at if self.now < opens_at else None

    @property
    def is_open(self) -> bool:
        return not self.is_canceled and self.opens_at is None

    @property
    def wants_everybody(self) -> bool:
        """Whether "everybody is here" still answers for somebody."""
        return any(row.mark is None for row in self.rows)

    @property
    def on(self) -> date:
        return self.session.local_start.date()

    @property
    def is_today(self) -> bool:
        return self.on == self.now.astimezone(self.session.venue.zone).date()

    @property
    def key(self) -> str:
        """Under which name a browser keeps answers that wait for the network: hers, for this session."""
        return f"escale-appel-{self.session.pk}-{self.reader.pk}"
