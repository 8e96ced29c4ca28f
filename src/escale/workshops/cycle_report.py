"""The report of a group for those who pay for it: attendance, progress, opinions. Figures only: nobody is named."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from escale.workshops import checks, satisfaction
from escale.workshops.checks import Comparison
from escale.workshops.models import CAME, Attendance, Group, Moment, Session
from escale.workshops.satisfaction import Opinions


@dataclass(frozen=True, kw_only=True)
class SessionCount:
    """One session: its rank and day, how many came, how many were noted. People without a name came too."""

    session: Session
    came: int
    noted: int


@dataclass(frozen=True, kw_only=True)
class CycleReport:
    """What a group did, and what came of it. `minutes` are those people spent learning, added up."""

    group: Group
    sessions: list[SessionCount]
    planned: int
    came_once: int
    unnamed: int
    came: int
    noted: int
    minutes: int
    progress: Comparison
    later: Comparison
    opinions: Opinions

    @property
    def rate(self) -> int | None:
        """Out of a hundred, the presences among what the rolls say; None as long as no roll was called."""
        return round(100 * self.came / self.noted) if self.noted else None

    @property
    def first_on(self) -> date | None:
        return self.sessions[0].session.local_start.date() if self.sessions else None

    @property
    def last_on(self) -> date | None:
        return self.sessions[-1].session.local_start.date() if self.sessions else None

    @property
    def held_minutes(self) -> int:
        return sum(each.session.minutes for each in self.sessions)


def report(group: Group, *, now: datetime) -> CycleReport:
    """Read the report of a group as it stands: the sessions whose roll was called. Six queries."""
    standing = list(Session.objects.standing().filter(group=group).with_everything_shown().by_date())
    called = [session for session in standing if session.roll_called_at is not None and session.starts_at <= now]
    rows = list(Attendance.objects.filter(session__in=called).order_by("pk").values_list("session", "person", "mark"))
    came = [row for row in rows if row[2] in CAME]
    by_session, noted = Counter(row[0] for row in came), Counter(row[0] for row in rows)
    lengths = {session.pk: session.minutes for session in called}
    unnamed = sum(session.unnamed for session in called)
    return CycleReport(
        group=group,
        sessions=[
            SessionCount(
                session=session,
                came=by_session[session.pk] + session.unnamed,
                noted=noted[session.pk] + session.unnamed,
            )
            for session in called
        ],
        planned=len(standing),
        came_once=len({row[1] for row in came}),
        unnamed=unnamed,
        came=len(came) + unnamed,
        noted=len(rows) + unnamed,
        minutes=sum(lengths[row[0]] for row in came) + sum(session.unnamed * session.minutes for session in called),
        progress=checks.compare(group, Moment.FIRST, Moment.LAST),
        later=checks.compare(group, Moment.LAST, Moment.LATER),
        opinions=satisfaction.opinions(group),
    )
