"""Filling a programme: a theme placed on a date, moved, taken away; a date put back, skipped, moved, added, removed.

Each operation is alone to change its programme, and gives what it changed, so that it can be taken back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db import IntegrityError, transaction

from escale.accounts.models import User
from escale.places.models import Room, Venue
from escale.programme.models import Programme, ProgrammeSlot
from escale.programme.themes import Theme

PLACE = ("on", "start", "end", "venue_id", "room_id", "adviser_id")
THEME = ("title", "question_id", "workshop_id", "audience", "level", "seats", "co_host")
NAMES = (*PLACE, *THEME, "off_because", "group_id")

type Values = dict[str, Any]


class SlotGone(Exception):
    """The date was removed, or its workshop published, in the meantime."""


class SlotOff(Exception):
    """Nothing happens that day: it is put back first."""


class AlreadyThere(Exception):
    """The programme has a date of this adviser at that hour already."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """When and where a date is, and with whom; hours on the clock of the venue."""

    on: date
    start: time
    end: time
    venue: Venue
    room: Room | None
    adviser: User

    def columns(self) -> Values:
        return {
            "on": self.on,
            "start": self.start,
            "end": self.end,
            "venue_id": self.venue.pk,
            "room_id": self.room.pk if self.room else None,
            "adviser_id": self.adviser.pk,
        }


@dataclass(frozen=True, kw_only=True)
class Change:
    """What dates were before an operation, and after, by key; the dates it added; those it removed.

    Plain values: a session keeps it.
    """

    programme: int
    slots: Mapping[str, Values] = field(default_factory=dict)
    after: Mapping[str, Values] = field(default_factory=dict)
    added: Sequence[int] = ()
    removed: Sequence[Values] = ()


@transaction.atomic
def place(slot: ProgrammeSlot, theme: Theme) -> Change:
    """Put a theme on a date; a question that was on another date of the programme leaves it.

    Raises `SlotGone`, `SlotOff`.
    """
    current = _open(slot)
    if current.off_because:
        raise SlotOff
    touched = [current]
    if theme.question is not None:
        others = _changeable(current.programme_id).filter(question=theme.question).exclude(pk=current.pk)
        touched += others.order_by("pk")
    before = _values(touched)
    for other in touched[1:]:
        _write(other, Theme().columns())
    _write(current, theme.columns())
    return _change(current.programme_id, before)


@transaction.atomic
def exchange(slot: ProgrammeSlot, other: ProgrammeSlot) -> Change:
    """Exchange the themes of two dates of one programme; to a free date, it is a move. Raises `SlotGone`, `SlotOff`."""
    one, two = _open(slot), _open(other)
    if one.off_because or two.off_because or one.programme_id != two.programme_id:
        raise SlotOff
    before = _values([one, two])
    _write(one, {name: getattr(two, name) for name in THEME})
    _write(two, {name: getattr(one, name) for name in THEME})
    return _change(one.programme_id, before)


@transaction.atomic
def place_all(programme: Programme, themes: Mapping[int, Theme]) -> Change:
    """Put themes on the dates that are still free, by key; one filled or gone in the meantime is left as it is."""
    _lock(programme.pk)
    free = [each for each in _changeable(programme.pk).filter(pk__in=themes).order_by("pk") if each.is_free]
    placed = set(_changeable(programme.pk).exclude(question=None).order_by("pk").values_list("question_id", flat=True))
    wanted = [each for each in free if _question_of(themes[each.pk]) not in placed]
    before = _values(wanted)
    for each in wanted:
        _write(each, themes[each.pk].columns())
    return _change(programme.pk, before)


@transaction.atomic
def clear(slot: ProgrammeSlot) -> Change:
    """Take the theme of a date away. Raises `SlotGone`."""
    return _changed(_open(slot), Theme().columns())


@transaction.atomic
def free(slot: ProgrammeSlot) -> Change:
    """Give a date back whose workshop was called off: something else may be done then. Raises `SlotGone`."""
    _lock(slot.programme_id)
    off = ProgrammeSlot.objects.filter(programme=slot.programme_id, group__canceled_at__isnull=False)
    current = off.one(pk=slot.pk)
    if current is None:
        raise SlotGone
    return _changed(current, Theme().columns() | {"group_id": None})


@transaction.atomic
def skip(slot: ProgrammeSlot, *, why: str) -> Change:
    """Do nothing that day, and say why; its theme leaves it. Raises `SlotGone`."""
    return _changed(_open(slot), Theme().columns() | {"off_because": why})


@transaction.atomic
def put_back(slot: ProgrammeSlot) -> Change:
    """Make a skipped date free again. Raises `SlotGone`."""
    return _changed(_open(slot), {"off_because": ""})


@transaction.atomic
def change(slot: ProgrammeSlot, to: Place, theme: Theme) -> Change:
    """Move a date, change its venue, its hours, its adviser, what is said of its theme. Raises `SlotGone`, `AlreadyThere`."""
    current = _open(slot)
    values = to.columns() | theme.columns() | {"off_because": ""}
    _refuse_twice(current.programme_id, to, but=current.pk)
    return _changed(current, values)


@transaction.atomic
def add(programme: Programme, at: Place) -> Change:
    """Add a date by hand. Raises `AlreadyThere`."""
    _lock(programme.pk)
    _refuse_twice(programme.pk, at)
    made = ProgrammeSlot.objects.create(
        organization_id=programme.organization_id, programme_id=programme.pk, **at.columns()
    )
    return Change(programme=programme.pk, added=[made.pk])


@transaction.atomic
def remove(slots: Iterable[ProgrammeSlot]) -> Change:
    """Remove dates of one programme. Raises `SlotGone`."""
    current = [_open(slot) for slot in slots]
    removed = list(_values(current).values())
    for each in current:
        each.delete()
    return Change(programme=current[0].programme_id, removed=removed)


def undo(change: Change, programme: Programme) -> bool:
    """Take an operation back; False when somebody has changed these dates since: what she did stays."""
    try:
        with transaction.atomic():
            _lock(programme.pk)
            if not _is_as_left(change, programme.pk):
                return False
            for pk, values in change.slots.items():
                _changeable(programme.pk).filter(pk=int(pk)).update(**values)
            _changeable(programme.pk).filter(pk__in=change.added).delete()
            for values in change.removed:
                ProgrammeSlot.objects.create(
                    organization_id=programme.organization_id, programme_id=programme.pk, **values
                )
    except IntegrityError:
        return False
    return True


def _changeable(programme_id: int) -> Any:
    """The dates of a programme that no workshop was published for."""
    return ProgrammeSlot.objects.filter(programme=programme_id, group=None)


def _lock(programme_id: int) -> None:
    Programme.objects.locked().get(pk=programme_id)


def _open(slot: ProgrammeSlot) -> ProgrammeSlot:
    _lock(slot.programme_id)
    current: ProgrammeSlot | None = _changeable(slot.programme_id).one(pk=slot.pk)
    if current is None:
        raise SlotGone
    return current


def _changed(slot: ProgrammeSlot, values: Values) -> Change:
    before = _values([slot])
    _write(slot, values)
    return _change(slot.programme_id, before)


def _change(programme_id: int, before: Mapping[str, Values]) -> Change:
    """What was changed, once it is written."""
    return Change(programme=programme_id, slots=before, after=_values(_kept(programme_id, before)))


def _kept(programme_id: int, slots: Iterable[Any]) -> Any:
    return _changeable(programme_id).filter(pk__in=[int(pk) for pk in slots]).order_by("pk")


def _is_as_left(change: Change, programme_id: int) -> bool:
    """Whether nobody has touched since what a gesture changed or added."""
    added = _kept(programme_id, change.added)
    as_left = _values(_kept(programme_id, change.slots)) == change.after
    return as_left and len(added) == len(change.added) and not any(each.title for each in added)


def _write(slot: ProgrammeSlot, values: Values) -> None:
    ProgrammeSlot.objects.filter(pk=slot.pk).update(**values)


def _values(slots: Iterable[ProgrammeSlot]) -> dict[str, Values]:
    return {str(each.pk): {name: _plain(getattr(each, name)) for name in NAMES} for each in slots}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def _question_of(theme: Theme) -> int:
    return theme.question.pk if theme.question else 0


def _refuse_twice(programme_id: int, at: Place, *, but: int = 0) -> None:
    twice = ProgrammeSlot.objects.filter(programme=programme_id, on=at.on, start=at.start, adviser=at.adviser).exclude(
        pk=but
    )
    if twice.exists():
        raise AlreadyThere
