"""The groups being formed: proposing them, moving people, changing a group, and taking any of it back.

Each operation is alone to change the list of its organization, and gives what it changed, so that it can be undone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from escale.accounts.models import Organization, User
from escale.agenda import resources
from escale.places.models import Room, Venue
from escale.workshops import grouping, grouping_words, interest, proposing
from escale.workshops.learners import Rules
from escale.workshops.models import DraftGroup, Interest

PLACE = ("draft_id", "placed_by_hand", "postponed_until")
SHAPE = (
    "title", "level", "named_by_hand", "weekday", "start_time", "end_time", "starts_on", "count", "venue_id", "room_id",
    "adviser_id", "seats", "created_at",
)  # fmt: skip

type Values = dict[str, Any]


class DraftGone(Exception):
    """This group was removed, or its cycle was created, in the meantime."""


@dataclass(frozen=True, kw_only=True)
class HalfDay:
    """When and where a group would meet, and who leads it."""

    venue: Venue
    room: Room | None
    adviser: User
    weekday: int
    start: time
    end: time
    starts_on: date
    seats: int
    count: int = 10


@dataclass(frozen=True, kw_only=True)
class Change:
    """What the rows an operation touched were before it, and the groups it added. A place is by interest, a shape by draft."""

    places: Mapping[int, Values]
    shapes: Mapping[int, Values]
    added: Sequence[int] = ()


@transaction.atomic
def add(
    organization: Organization, half_days: Iterable[HalfDay], *, title: str = "", level: str = "", now: datetime
) -> Change:
    """Add groups without anybody yet; with a title, the proposal keeps it and its level."""
    interest.lock_list(organization)
    half_days = list(half_days)
    for each in half_days:
        _make_resources(each)
    made = DraftGroup.objects.bulk_create(
        DraftGroup(
            organization=organization,
            title=title or grouping_words.UNNAMED,
            level=level,
            named_by_hand=bool(title),
            created_at=now,
            **_columns(each),
        )
        for each in half_days
    )
    return Change(places={}, shapes={}, added=[each.pk for each in made])


@transaction.atomic
def change(draft: DraftGroup, half_day: HalfDay, *, title: str, level: str) -> Change:
    """Change when, where, by whom and for whom a group is; its people stay. Raises `DraftGone`."""
    interest.lock_list(draft.organization)
    _read_again(draft)
    before = _shape(draft)
    if (title, level) != (draft.title, draft.level):
        draft.named_by_hand = True
    draft.title, draft.level = title, level
    _make_resources(half_day)
    for name, value in _columns(half_day).items():
        setattr(draft, name, value)
    draft.save()
    return Change(places={}, shapes={draft.pk: before})


@transaction.atomic
def remove(draft: DraftGroup) -> Change:
    """Remove a group: its people are without a group, as if none had been proposed. Raises `DraftGone`."""
    interest.lock_list(draft.organization)
    _read_again(draft)
    members = list(Interest.objects.filter(draft=draft).order_by("pk"))
    before = Change(places={each.pk: _place(each) for each in members}, shapes={draft.pk: _shape(draft)})
    Interest.objects.filter(pk__in=[each.pk for each in members]).update(draft=None, placed_by_hand=False)
    draft.delete()
    return before


@transaction.atomic
def move(who: Interest, *, to: DraftGroup | None) -> Change:
    """Put somebody in a group, or in none: the next proposal leaves her there. Raises `DraftGone`."""
    interest.lock_list(who.organization)
    if to is not None:
        _read_again(to)
    before = _place(Interest.objects.get(pk=who.pk))
    Interest.objects.filter(pk=who.pk).update(draft=to, placed_by_hand=True)
    return Change(places={who.pk: before}, shapes={})


@transaction.atomic
def move_to_next_term(who: Interest, *, until: date) -> Change:
    """Look for no group for her before that day."""
    interest.lock_list(who.organization)
    before = _place(Interest.objects.get(pk=who.pk))
    interest.postpone(who, until=until)
    Interest.objects.filter(pk=who.pk).update(placed_by_hand=False)
    return Change(places={who.pk: before}, shapes={})


@transaction.atomic
def propose(organization: Organization, rules: Rules, *, keep_by_hand: bool, now: datetime) -> Change:
    """Propose groups anew in the half-days there are. What was moved by hand stays, unless asked otherwise."""
    interest.lock_list(organization)
    drafts, people = proposing.pending(organization), proposing.to_place(organization, now=now)
    before = {each.pk: _place(each) for each in people}
    shapes = {each.pk: _shape(each) for each in drafts}
    if not keep_by_hand:
        for each in people:
            each.placed_by_hand = False
    slots = proposing.openings_of(drafts, people, by_hand_only=True)
    learners = proposing.learners_of(people, drafts, organization=organization)
    _write(drafts, people, grouping.propose(learners, slots, rules))
    return _changed(before, shapes, drafts, people)


@transaction.atomic
def undo(organization: Organization, change: Change) -> None:
    """Put back what an operation changed; whatever was changed elsewhere since stays."""
    interest.lock_list(organization)
    created = set(
        DraftGroup.objects.filter(pk__in=change.shapes).exclude(group=None).order_by("pk").values_list("pk", flat=True)
    )
    for pk, values in change.shapes.items():
        if pk not in created:
            DraftGroup.objects.update_or_create(pk=pk, organization=organization, defaults=values)
    drafts = DraftGroup.objects.of_organization(organization).pending()
    standing = set(drafts.order_by("pk").values_list("pk", flat=True))
    own = Interest.objects.of_organization(organization).open()
    people = list(own.filter(pk__in=change.places).order_by("pk"))
    for each in people:
        for name, value in change.places[each.pk].items():
            setattr(each, name, value)
        each.draft_id = each.draft_id if each.draft_id in standing else None
    Interest.objects.bulk_update(people, ["draft", "placed_by_hand", "postponed_until"], batch_size=200)
    drafts.filter(pk__in=change.added).delete()


def _write(drafts: Sequence[DraftGroup], people: Sequence[Interest], proposal: grouping.Grouping) -> None:
    where = {one.id: group.opening.id for group in proposal.groups for one in group.members}
    bands = {group.opening.id: group.band for group in proposal.groups if group.members}
    for each in people:
        each.draft_id = where.get(each.pk)
    for draft in drafts:
        if not draft.named_by_hand:
            band = bands.get(draft.pk)
            draft.title = grouping_words.TITLES[band] if band else grouping_words.UNNAMED
            draft.level = proposing.LEVEL_OF[band] if band else ""
    Interest.objects.bulk_update(people, ["draft", "placed_by_hand"], batch_size=200)
    DraftGroup.objects.bulk_update(drafts, ["title", "level"])


def _changed(
    places: Mapping[int, Values],
    shapes: Mapping[int, Values],
    drafts: Iterable[DraftGroup],
    people: Iterable[Interest],
) -> Change:
    return Change(
        places={each.pk: places[each.pk] for each in people if _place(each) != places[each.pk]},
        shapes={each.pk: shapes[each.pk] for each in drafts if _shape(each) != shapes[each.pk]},
    )


def _place(who: Interest) -> Values:
    return {name: getattr(who, name) for name in PLACE}


def _shape(draft: DraftGroup) -> Values:
    return {name: getattr(draft, name) for name in SHAPE}


def _read_again(draft: DraftGroup) -> None:
    if not DraftGroup.objects.pending().filter(pk=draft.pk).exists():
        raise DraftGone
    draft.refresh_from_db()


def _make_resources(half_day: HalfDay) -> None:
    """Make what the agenda calls busy, so that the page of conflicts only reads."""
    resources.for_adviser(half_day.adviser)
    if half_day.room:
        resources.for_room(half_day.room)


def _columns(half_day: HalfDay) -> Values:
    return {
        "venue": half_day.venue,
        "room": half_day.room,
        "adviser": half_day.adviser,
        "weekday": half_day.weekday,
        "start_time": half_day.start,
        "end_time": half_day.end,
        "starts_on": half_day.starts_on,
        "seats": half_day.seats,
        "count": half_day.count,
    }
