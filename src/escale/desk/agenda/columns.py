"""The grid: one column a day, or one a person, with everything placed on it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from escale.desk.agenda import grid
from escale.desk.agenda.grid import QUARTER, Block, Hours, Placed
from escale.desk.agenda.items import Item, Layer, Note
from escale.desk.agenda.period import Period, View, is_weekend
from escale.desk.agenda.reading import Reading
from escale.desk.agenda.scope import Person, Scope
from escale.french.dates import DAYS
from escale.ui.shapes import slot_class

TAG_QUARTERS = 2
NOTE_START, NOTE_END = 9 * 60 + 30, 11 * 60
"""Where what fills a day is written on it."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """An item on the grid: the classes of its place, and when it begins, in words."""

    place: str
    hour: str
    item: Item


@dataclass(frozen=True, kw_only=True)
class Column:
    """A local day, of one person when `person` is given; `now` is the place of the line that says so."""

    on: date
    title: str
    number: str
    person: Person | None
    is_today: bool
    is_off: bool
    now: str
    drawn: list[Drawn]

    @property
    def key(self) -> str:
        """Names its heading in the page."""
        return f"j{self.on:%d}-{self.person.pk}" if self.person else f"j{self.on:%d}"


@dataclass(frozen=True, kw_only=True)
class Grid:
    hours: Hours
    columns: list[Column]


@dataclass(frozen=True)
class _Day:
    """What one column holds before it is placed."""

    on: date
    person: Person | None
    items: list[Item]
    notes: list[Note]


def draw(reading: Reading, period: Period, scope: Scope, *, now: datetime) -> Grid:
    """Place everything: days side by side for one agenda, people side by side otherwise."""
    days = _days(reading, period, scope, today=now.astimezone(scope.zone).date())
    hours = grid.shown_hours(_block(item, day.on) for day in days for item in day.items)
    local_now = now.astimezone(scope.zone)
    by_person = not scope.is_one
    return Grid(hours=hours, columns=[_column(day, hours, local_now, by_person=by_person) for day in days])


def shown_days(reading: Reading, period: Period, *, today: date) -> list[date]:
    """The days of a week that are drawn: a Saturday or a Sunday only when something is there, or it is today."""
    if period.view != View.WEEK:
        return period.days
    busy = {on for on in period.days if is_weekend(on) and any(item.touches(on) for item in reading.items)}
    last = max([*busy, today] if period.holds(today) and is_weekend(today) else busy, default=None)
    return [on for on in period.days if not is_weekend(on) or (last is not None and on <= last)]


def _days(reading: Reading, period: Period, scope: Scope, *, today: date) -> list[_Day]:
    if scope.is_one:
        one = scope.people[0] if scope.is_one_person else None
        return [
            _Day(on, one, [item for item in reading.items if item.touches(on)], reading.notes.get(on, []))
            for on in shown_days(reading, period, today=today)
        ]
    theirs = {person.pk: _items_of(person, reading, period.on) for person in scope.people}
    shown = [person for person in scope.people if theirs[person.pk] or scope.is_named(person)]
    notes = reading.notes.get(period.on, [])
    return [_Day(period.on, person, theirs[person.pk], notes) for person in shown]


def _items_of(person: Person, reading: Reading, on: date) -> list[Item]:
    return [item for item in reading.items if item.resource_id == person.resource_id and item.touches(on)]


def _column(day: _Day, hours: Hours, local_now: datetime, *, by_person: bool) -> Column:
    bands = [item for item in day.items if item.layer == Layer.BAND]
    whole = [item for item in day.items if item.layer == Layer.EVENT and _covers(item, day.on, hours)]
    events = [item for item in day.items if item.layer == Layer.EVENT and item not in whole]
    said = [_said(note, day.on) for note in day.notes]
    blocks = [_block(item, day.on) for item in events]
    blocks += [Block(NOTE_START, NOTE_END, item) for item in [*said, *whole]]
    placed = [*grid.layout([_block(item, day.on) for item in bands], hours), *grid.layout(blocks, hours)]
    placed.sort(key=lambda each: (each.first, each.item.layer != Layer.BAND, each.lane))
    silent = {id(item) for item in [*said, *whole]}
    is_today = local_now.date() == day.on
    return Column(
        on=day.on,
        title=day.person.full_name if by_person and day.person else DAYS[day.on.weekday()].capitalize(),
        number="" if by_person else str(day.on.day),
        person=day.person,
        is_today=is_today and not by_person,
        is_off=bool(whole) or any(note.is_off for note in day.notes),
        now=_now(local_now, hours) if is_today else "",
        drawn=[
            Drawn(
                place=f"{each.css}{_tag(each, placed, hours)}",
                hour="" if id(each.item) in silent else each.item.hour_on(day.on),
                item=each.item,
            )
            for each in placed
        ],
    )


def _tag(band: Placed[Item], placed: list[Placed[Item]], hours: Hours) -> str:
    """The class that says where the tag of a band is written: above it, below when something stands there, else apart."""
    if band.item.layer != Layer.BAND or not _stands_in(placed, band.first - TAG_QUARTERS, band.first):
        return ""
    below = band.last + TAG_QUARTERS
    # The tag of a band that begins there is written above it, and needs as much again.
    followed = any(each.item.layer == Layer.BAND and band.last <= each.first < below + TAG_QUARTERS for each in placed)
    room = below * QUARTER <= hours.last and not followed and not _stands_in(placed, band.last, below)
    return " hung" if room else " crowded"


def _stands_in(placed: list[Placed[Item]], first: int, last: int) -> bool:
    """Whether something is drawn between these quarters, bands left aside."""
    return any(each.item.layer == Layer.EVENT and each.last > first and each.first < last for each in placed)


def _block(item: Item, on: date) -> Block[Item]:
    return grid.block(item, item.start, item.end, on)


def _covers(item: Item, on: date, hours: Hours) -> bool:
    """Whether it fills the whole column: then it is said, and the column is hatched."""
    block = _block(item, on)
    return item.kind == "off" and block.start <= hours.first and block.end >= hours.last


def _said(note: Note, on: date) -> Item:
    at = datetime.combine(on, datetime.min.time())
    return Item(
        kind="off",
        name="note",
        title=note.title,
        sub=note.sub,
        start=at,
        end=at + timedelta(days=1),
        resource_id=0,
        has_flag=False,
    )


def _now(local_now: datetime, hours: Hours) -> str:
    minutes = local_now.hour * 60 + local_now.minute
    return slot_class(local_now, 1) if hours.first <= minutes < hours.last else ""
