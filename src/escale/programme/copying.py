"""A programme taken up again for another term: the same series, the same themes in the same order, on the new dates."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from escale.accounts.models import Membership
from escale.programme import creating
from escale.programme.dates import Series
from escale.programme.models import Programme, ProgrammeSlot
from escale.programme.terms import Term
from escale.programme.themes import Theme

type Rhythm = tuple[int, time, int]
"""What makes a series: a weekday, a start, an adviser."""


@transaction.atomic
def copy(
    programme: Programme,
    term: Term,
    *,
    title: str,
    submission: UUID,
    today: date,
    by: Membership,
    now: datetime,
) -> Programme:
    """Make the programme of another term from this one. A theme beyond the last date is left out. Raises `TooManyDates`."""
    slots = list(programme.slots.with_everything_shown().by_date())
    made = creating.create(
        title,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        series=series_of(slots),
        introduction=programme.introduction,
        copied_from=programme,
        submission=submission,
        today=today,
        by=by,
        now=now,
    )
    fresh = list(ProgrammeSlot.objects.filter(programme=made).by_date())
    if any(each.title for each in fresh):
        return made  # The page was sent twice.
    for rhythm in {_rhythm(each) for each in slots}:
        before = [each for each in slots if each.title and _rhythm(each) == rhythm]
        after = [each for each in fresh if each.is_free and _rhythm(each) == rhythm]
        for old, new in zip(before, after, strict=False):
            _fill(new, old)
    return made


def series_of(slots: Iterable[ProgrammeSlot]) -> list[Series]:
    """The series dates follow: one for each weekday, start and adviser, at the venue and until the hour most of them have."""
    by_rhythm: dict[Rhythm, list[ProgrammeSlot]] = {}
    for slot in slots:
        by_rhythm.setdefault(_rhythm(slot), []).append(slot)
    return [_series(rhythm[0], together) for rhythm, together in sorted(by_rhythm.items())]


def _series(weekday: int, slots: list[ProgrammeSlot]) -> Series:
    usual = Counter((each.end, each.venue_id, each.room_id) for each in slots).most_common(1)[0][0]
    model = next(each for each in slots if (each.end, each.venue_id, each.room_id) == usual)
    return Series(
        weekdays=[weekday],
        start=model.start,
        end=model.end,
        venue=model.venue,
        room=model.room,
        adviser=model.adviser,
    )


def _rhythm(slot: ProgrammeSlot) -> Rhythm:
    return slot.on.weekday(), slot.start, slot.adviser_id


def _fill(new: ProgrammeSlot, old: ProgrammeSlot) -> None:
    """The theme of the old date, where it was held: a theme often goes with its venue."""
    values = Theme.of(old).columns() | {"venue_id": old.venue_id, "room_id": old.room_id, "end": old.end}
    ProgrammeSlot.objects.filter(pk=new.pk).update(**values)
