"""The dates of a programme as the page lists them, and what is said of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from escale.french.dates import DAYS, SHORT_MONTHS, day, day_hour, hour_range, on_days
from escale.french.plural import plural
from escale.programme.models import ProgrammeSlot
from escale.workshops.models import Session


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line: a date, or days off one after the other for one reason."""

    slots: Sequence[ProgrammeSlot]
    where: str = ""
    off: str = ""

    @property
    def slot(self) -> ProgrammeSlot:
        return self.slots[0]

    @property
    def day(self) -> str:
        return str(self.slot.on.day)

    @property
    def month(self) -> str:
        return SHORT_MONTHS[self.slot.on.month - 1]

    @property
    def words(self) -> str:
        return day(self.slot.on)

    @property
    def is_canceled(self) -> bool:
        """Whether its workshop, or the session of it, was called off since."""
        session = session_of(self.slot)
        return session is not None and (session.canceled_at or session.group.canceled_at) is not None

    @property
    def moved(self) -> str:
        """ "déplacé au vendredi 29 janvier à 14 h", when its workshop isn't where it was published."""
        session = session_of(self.slot)
        if session is None or (session.local_start.date(), session.local_start.time()) == (
            self.slot.on,
            self.slot.start,
        ):
            return ""
        return f"déplacé au {day_hour(session.local_start)}"


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What is said of the dates as a whole."""

    title: str
    hours: str
    filled: int
    total: int
    many: str

    @property
    def counted(self) -> str:
        """ "7 vendredis sur 10"."""
        one, many = self.many.removesuffix("s"), self.many
        return f"{plural(self.filled, one, many)} sur {self.total}"

    @property
    def percent(self) -> float:
        return 100 * self.filled / self.total if self.total else 0

    @property
    def is_full(self) -> bool:
        return self.filled == self.total


def session_of(slot: ProgrammeSlot) -> Session | None:
    """The session of a published date, as it stands now. No query on a date read by `finding.slots_of`."""
    return min(slot.group.sessions.all(), key=lambda each: each.starts_at, default=None) if slot.group else None


def rows(slots: Sequence[ProgrammeSlot]) -> list[Row]:
    """The dates in order; days off that follow each other for one reason are one line."""
    usual = _Usual.of(slots)
    found: list[Row] = []
    for slot in slots:
        if not slot.off_because:
            found.append(Row(slots=[slot], where=usual.where(slot)))
        elif found and found[-1].off and found[-1].slot.off_because == slot.off_because:
            together = [*found[-1].slots, slot]
            found[-1] = Row(slots=together, off=_off_words(together))
        else:
            found.append(Row(slots=[slot], off=_off_words([slot])))
    return found


def summary(slots: Sequence[ProgrammeSlot]) -> Summary:
    """How many have a theme among those that aren't off, named by their weekday when they have one alone."""
    open_ = [slot for slot in slots if not slot.off_because]
    weekdays = {slot.on.weekday() for slot in open_}
    hours = {(slot.start, slot.end) for slot in open_}
    many = f"{DAYS[weekdays.pop()]}s" if len(weekdays) == 1 else "dates"
    is_quarter = bool(slots) and timedelta(weeks=8) <= slots[-1].on - slots[0].on <= timedelta(weeks=18)
    return Summary(
        title=f"{many.capitalize()} du {'trimestre' if is_quarter else 'programme'}",
        hours=hour_range(*hours.pop()) if len(hours) == 1 else "",
        filled=sum(bool(slot.title) for slot in open_),
        total=len(open_),
        many=many,
    )


@dataclass(frozen=True)
class _Usual:
    """What every date shares, and no line needs to say again."""

    one_adviser: bool
    one_venue: bool
    same_hours: bool

    @classmethod
    def of(cls, slots: Sequence[ProgrammeSlot]) -> "_Usual":
        open_ = [slot for slot in slots if not slot.off_because]
        return cls(
            one_adviser=len({slot.adviser_id for slot in open_}) < 2,
            one_venue=len({slot.venue_id for slot in open_ if slot.is_free}) < 2,
            same_hours=len({(slot.start, slot.end) for slot in open_}) < 2,
        )

    def where(self, slot: ProgrammeSlot) -> str:
        """ "Centre social, avec Yann, de 14 h à 16 h"."""
        # What nobody has chosen yet has a place that goes without saying, as long as it is always the same.
        parts = [] if slot.is_free and self.one_venue else [str(slot.venue)]
        if slot.co_host:
            parts.append(f"avec {slot.co_host}")
        if not self.one_adviser:
            parts.append(f"animé par {slot.adviser.first_name}")
        if not self.same_hours:
            parts.append(hour_range(slot.start, slot.end))
        return ", ".join(parts)


def _off_words(slots: Sequence[ProgrammeSlot]) -> str:
    """ "Vacances d’hiver : pas d’atelier les 26 février et 5 mars"."""
    return f"{slots[0].off_because} : pas d’atelier {on_days(sorted({slot.on for slot in slots}))}"
