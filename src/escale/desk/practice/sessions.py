"""Sessions of analysis of practice, as their list and their page say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from escale.accounts.models import User
from escale.desk.practice.page import when
from escale.practice.models import PracticeSeat, PracticeSession, SeatState


@dataclass(frozen=True, kw_only=True)
class Row:
    """A session, the seats left, and what the reader has there."""

    session: PracticeSession
    when: str
    where: str
    taken: int
    left: int
    waiting: int
    state: str

    @property
    def has_seat(self) -> bool:
        return self.state == SeatState.TAKEN

    @property
    def waits(self) -> bool:
        return self.state == SeatState.WAITING


def rows(sessions: Iterable[PracticeSession], *, reader: User) -> list[Row]:
    """Sessions read `with_counts`, as the reader sees them. One query more."""
    listed = list(sessions)
    own = PracticeSeat.objects.filter(session__in=listed, user=reader).order_by("pk")
    states = {seat.session_id: seat.state for seat in own}
    return [_row(each, states.get(each.pk, "")) for each in listed]


def is_over(session: PracticeSession, *, now: datetime) -> bool:
    """Nobody takes a seat any more."""
    return session.canceled_at is not None or session.starts_at <= now


def _row(session: PracticeSession, state: str) -> Row:
    taken: int = session.taken  # type: ignore[attr-defined] # `with_counts`
    waiting: int = session.waiting  # type: ignore[attr-defined]
    return Row(
        session=session,
        when=when(session.local_start, session.local_end),
        where=session.place or "En visio",
        taken=taken,
        left=max(0, session.seats - taken),
        waiting=waiting,
        state=state,
    )
