"""The grid of a cycle: people in rows, sessions in columns, and the days the cycle doesn't meet between them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from django.db.models import Q

from escale.workshops.models import (
    CAME,
    Attendance,
    CatchUp,
    Enrollment,
    EnrollmentState,
    Group,
    Mark,
    Session,
    SkippedDay,
)
from escale.workshops.roll.rows import names_of

type What = Literal["marked", "not_yet", "left", "unknown", "future", "gap"]
IN_A_ROW = 2
"""Sessions missed without a word, one after the other, before somebody calls."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A session, or a gap between two: the days skipped or called off, and why."""

    session: Session | None = None
    label: str = ""
    days: Sequence[date] = ()
    is_current: bool = False
    is_called: bool = False
    came: int = 0

    @property
    def is_gap(self) -> bool:
        return self.session is None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What became of one person at one session.

    `what` is "marked" (then `mark` says how), "not_yet" enrolled, "left" the group, "unknown" (nobody noted it), "future"
    or "gap".
    """

    column: Column
    what: What
    mark: Mark | None = None
    caught_up_on: date | None = None

    @property
    def css(self) -> str:
        """The class of its mark: p came, a absent, e told us before, n wasn't enrolled."""
        if self.mark is None:
            return "n"
        return "p" if self.mark in CAME else "a" if self.mark == Mark.ABSENT else "e"


@dataclass(frozen=True, kw_only=True)
class GridRow:
    enrollment: Enrollment
    name: str
    cells: list[Cell]

    @property
    def came(self) -> int:
        return sum(cell.mark in CAME for cell in self.cells)

    @property
    def missed(self) -> int:
        """Sessions missed without a word, and not caught up since."""
        return sum(_is_missed(cell) for cell in self.cells)

    @property
    def missed_in_a_row(self) -> int:
        """Among them, how many in a row up to the last session whose roll was called."""
        return missed_in_a_row([cell for cell in self.cells if cell.what == "marked"])

    @property
    def should_be_called(self) -> bool:
        """She is still enrolled, missed the last two without a word, and nobody has called her since."""
        if self.enrollment.state != EnrollmentState.ENROLLED or self.missed_in_a_row < IN_A_ROW:
            return False
        called, last = self.enrollment.called_back_at, [cell for cell in self.cells if _is_missed(cell)][-1]
        return called is None or last.column.session is None or called < last.column.session.starts_at


@dataclass(frozen=True, kw_only=True)
class Grid:
    columns: list[Column]
    rows: list[GridRow] = field(default_factory=list)

    @property
    def current(self) -> Session | None:
        """The session whose roll comes next."""
        return next((column.session for column in self.columns if column.is_current), None)

    @property
    def to_call(self) -> list[GridRow]:
        return [row for row in self.rows if row.should_be_called]

    @property
    def gaps(self) -> list[Column]:
        return [column for column in self.columns if column.is_gap]


def grid(group: Group, *, now: datetime) -> Grid:
    """Read the attendances of a group, whoever still belongs to it first. Five queries, whatever it holds."""
    sessions = list(_sessions(group))
    enrollments = _enrollments(group)
    attendances = list(
        Attendance.objects.filter(Q(session__in=sessions) | Q(enrollment__in=enrollments))
        .select_related("session__venue")
        .order_by("pk")
    )
    columns = _columns(sessions, _skipped(group), attendances)
    seen = _Seen.of(attendances, CatchUp.objects.filter(enrollment__in=enrollments).order_by("pk"))
    names = names_of(each.person for each in enrollments)
    rows = [
        GridRow(
            enrollment=each, name=names[each.person_id], cells=[_cell(each, column, seen, now) for column in columns]
        )
        for each in enrollments
    ]
    return Grid(columns=columns, rows=rows)


def missed_in_a_row(cells: Sequence[Cell]) -> int:
    """How many of the last ones were missed without a word; one she caught up elsewhere ends the count."""
    count = 0
    for cell in reversed(cells):
        if not _is_missed(cell):
            break
        count += 1
    return count


def _is_missed(cell: Cell) -> bool:
    return cell.mark == Mark.ABSENT and cell.caught_up_on is None


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What is noted, by session and person, and the days on which missed sessions were caught up."""

    marks: Mapping[tuple[int, int], Mark]
    caught_up: Mapping[tuple[int, int], date]

    @classmethod
    def of(cls, attendances: Iterable[Attendance], catch_ups: Iterable[CatchUp]) -> "_Seen":
        by_place = {(each.session_id, each.person_id): each for each in attendances}
        came_for = {
            (each.session_id, each.enrollment_id): each.session.local_start.date()
            for each in by_place.values()
            if each.mark in CAME
        }
        return cls(
            marks={place: Mark(each.mark) for place, each in by_place.items()},
            caught_up={
                (each.missed_id, each.enrollment_id): came_for[each.session_id, each.enrollment_id]
                for each in catch_ups
                if (each.session_id, each.enrollment_id) in came_for
            },
        )


def _cell(enrollment: Enrollment, column: Column, seen: _Seen, now: datetime) -> Cell:
    session = column.session
    if session is None:
        return Cell(column=column, what="gap")
    if mark := seen.marks.get((session.pk, enrollment.person_id)):
        caught_up = seen.caught_up.get((session.pk, enrollment.pk))
        return Cell(column=column, what="marked", mark=mark, caught_up_on=caught_up)
    if enrollment.misses(session.starts_at):
        return Cell(column=column, what="not_yet")
    if enrollment.left_at and enrollment.left_at <= session.starts_at:
        return Cell(column=column, what="left")
    return Cell(column=column, what="unknown" if session.ends_at <= now else "future")


def _columns(
    sessions: Sequence[Session], skipped: Sequence[SkippedDay], attendances: Iterable[Attendance]
) -> list[Column]:
    """Sessions and gaps in order of date; the current one is the first after the last that was called."""
    standing = [each for each in sessions if each.canceled_at is None]
    called = [each.roll_called_at is not None for each in standing]
    last_called = max((rank for rank, is_called in enumerate(called) if is_called), default=-1)
    came = Counter(each.session_id for each in attendances if each.mark in CAME)
    gaps = _gaps([each for each in sessions if each.canceled_at], skipped)
    columns = []
    for rank, session in enumerate(standing):
        columns += _gap([gap for gap in gaps if gap[0] <= session.local_start.date()])
        gaps = [gap for gap in gaps if gap[0] > session.local_start.date()]
        columns.append(
            Column(
                session=session,
                is_current=rank == last_called + 1,
                is_called=called[rank],
                came=came[session.pk] + session.unnamed,
            )
        )
    return columns + _gap(gaps)


def _gaps(canceled: Iterable[Session], skipped: Iterable[SkippedDay]) -> list[tuple[date, str]]:
    called_off = [(each.local_start.date(), each.canceled_why or "Annulée") for each in canceled]
    return sorted([*called_off, *((each.on, each.why) for each in skipped)])


def _gap(days: Sequence[tuple[date, str]]) -> list[Column]:
    """One column for the days that follow one another, with the reasons in order."""
    if not days:
        return []
    by_reason: dict[str, list[date]] = defaultdict(list)
    for on, why in days:
        by_reason[why].append(on)
    return [Column(label=", ".join(by_reason), days=tuple(on for on, _ in days))]


def _sessions(group: Group) -> Iterable[Session]:
    return Session.objects.filter(group=group).with_everything_shown().by_date()


def _skipped(group: Group) -> list[SkippedDay]:
    return list(SkippedDay.objects.filter(cycle__group=group).order_by("on"))


def _enrollments(group: Group) -> list[Enrollment]:
    """Who has a seat, then who had one and left after coming; by name."""
    has_come = Attendance.objects.filter(session__group=group, enrollment__isnull=False)
    found = Enrollment.objects.filter(group=group).filter(
        Q(state=EnrollmentState.ENROLLED) | Q(pk__in=has_come.values("enrollment"))
    )
    by_name = found.select_related("person", "interest").by_name()
    return sorted(by_name, key=lambda enrollment: enrollment.state != EnrollmentState.ENROLLED)
