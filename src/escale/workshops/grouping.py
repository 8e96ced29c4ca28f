"""Which groups could be formed with those who want to learn. Pure: no Django, no clock; the same answer in any order.

Whoever has waited longest is served first, whatever moves that asks of those placed before: she gets a seat as soon as
some arrangement gives one to her and to everybody who waited longer. What the team chose by hand stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from escale.workshops.learners import Band, Learner, Opening, Rules, fits, is_far, may_come
from escale.workshops.seating import Seating, bands_of


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A group: where, with whom, the longest waiting first."""

    opening: Opening
    band: Band
    members: tuple[Learner, ...]


class Why(StrEnum):
    """Why somebody has no group."""

    SET_ASIDE = "set_aside"
    SILENT = "silent"
    PHONE_ONLY = "phone_only"
    NO_LEVEL = "no_level"
    NOT_FREE = "not_free"
    TOO_FAR = "too_far"
    ELSEWHERE = "elsewhere"
    FULL = "full"
    FREE_SEAT = "free_seat"
    TOO_FEW = "too_few"


@dataclass(frozen=True, kw_only=True)
class Left:
    """Somebody without a group. With FULL and FREE_SEAT: the group she would join; FULL says her rank among those who would."""

    learner: Learner
    why: Why
    would_join: Opening | None = None
    rank: int = 0


@dataclass(frozen=True, kw_only=True)
class Grouping:
    groups: tuple[Proposed, ...]
    left: tuple[Left, ...]


def propose(learners: Iterable[Learner], openings: Iterable[Opening], rules: Rules) -> Grouping:
    """Form the groups; who can't be in one is left, with why. Groups come by opening, people by how long they wait."""
    in_turn = sorted(learners, key=lambda each: each.turn)
    slots = sorted(openings, key=lambda each: each.id)
    kept = {person for slot in slots for person in slot.kept}
    reasons = {each.id: why for each in in_turn if each.id not in kept and (why := _held_back(each))}
    to_place = [each for each in in_turn if each.id not in kept and each.id not in reasons]
    bands = bands_of(in_turn, to_place, slots, rules)
    seating, unplaced = _seated(in_turn, to_place, slots, bands, rules)
    unplaced = _with_groups_helped_open(seating, unplaced, slots)
    seating.settle_preferences()
    groups = tuple(
        Proposed(opening=slot, band=seating.bands[slot.id], members=seating.members_of(slot.id))
        for slot in slots
        if slot.id in seating.bands
    )
    return Grouping(groups=groups, left=_left(in_turn, reasons, unplaced, slots, seating, rules))


def explain(learners: Iterable[Learner], openings: Iterable[Opening], rules: Rules) -> Grouping:
    """Say what the groups are as they stand, moving nobody: whoever isn't `kept` in an opening is left, with why."""
    in_turn = sorted(learners, key=lambda each: each.turn)
    slots = sorted(openings, key=lambda each: each.id)
    placed = {person for slot in slots for person in slot.kept}
    reasons = {each.id: why for each in in_turn if each.id not in placed and (why := _held_back(each))}
    unplaced = [each for each in in_turn if each.id not in placed and each.id not in reasons]
    met = [slot for slot in slots if slot.kept]
    bands = bands_of(in_turn, [], met, rules)
    seating = Seating(in_turn, met, bands, rules)
    groups = tuple(Proposed(opening=slot, band=bands[slot.id], members=seating.members_of(slot.id)) for slot in met)
    return Grouping(groups=groups, left=_left(in_turn, reasons, unplaced, slots, seating, rules))


def _seated(
    in_turn: Sequence[Learner],
    to_place: Sequence[Learner],
    slots: Sequence[Opening],
    bands: dict[int, Band],
    rules: Rules,
) -> tuple[Seating, list[Learner]]:
    """Everybody seated in turn; the group that stays too small is given up, and all is done again without it."""
    while True:
        seating = Seating(in_turn, [slot for slot in slots if slot.id in bands], bands, rules)
        unplaced = [each for each in to_place if not seating.seat(each)]
        too_small = seating.smallest_of_the_too_small()
        if too_small is None:
            return seating, unplaced
        bands = {slot: band for slot, band in bands.items() if slot != too_small.id}


def _with_groups_helped_open(seating: Seating, unplaced: Sequence[Learner], slots: Sequence[Opening]) -> list[Learner]:
    """Open what those left could fill with a few people of larger groups; give who is left after that."""
    left = list(unplaced)
    for slot in slots:
        if slot.id not in seating.bands and seating.open_with_help(slot, left):
            left = [each for each in left if not seating.has(each) and not seating.seat(each)]
    return left


def _held_back(learner: Learner) -> Why | None:
    """What keeps somebody out of every group, whatever the half-days."""
    if learner.set_aside:
        return Why.SET_ASIDE
    if learner.silent_since:
        return Why.SILENT
    if learner.on_phone_only:
        return Why.PHONE_ONLY
    return None if learner.level else Why.NO_LEVEL


def _left(
    in_turn: Sequence[Learner],
    held_back: Mapping[int, Why],
    unplaced: Sequence[Learner],
    slots: Sequence[Opening],
    seating: Seating,
    rules: Rules,
) -> tuple[Left, ...]:
    sizes = {slot: len(seating.members_of(slot)) for slot in seating.bands}
    ranks = {slot.id: max(sizes.get(slot.id, 0) - slot.seats, 0) for slot in slots}
    waiting = {each.id for each in unplaced}
    found: list[Left] = []
    for learner in in_turn:
        if why := held_back.get(learner.id):
            found.append(Left(learner=learner, why=why))
        elif learner.id in waiting:
            left = _without_seat(learner, slots, seating, sizes, rules)
            if left.why == Why.FULL and left.would_join:
                ranks[left.would_join.id] += 1
                left = replace(left, rank=ranks[left.would_join.id])
            found.append(left)
    return tuple(found)


def _without_seat(
    learner: Learner, slots: Sequence[Opening], seating: Seating, sizes: Mapping[int, int], rules: Rules
) -> Left:
    free = [slot for slot in slots if learner.is_free(slot.code)]
    if not free:
        return Left(learner=learner, why=Why.NOT_FREE)
    near = [slot for slot in free if not (learner.needs_transport and is_far(learner, slot))]
    if not near:
        return Left(learner=learner, why=Why.TOO_FAR)
    at_hers = [slot for slot in near if may_come(learner, slot, rules)]
    if not at_hers:
        return Left(learner=learner, why=Why.ELSEWHERE)
    hers = [
        slot for slot in at_hers if slot.id in seating.bands and fits(learner, slot, rules, band=seating.bands[slot.id])
    ]
    if not hers:
        return Left(learner=learner, why=Why.TOO_FEW)
    if with_room := [slot for slot in hers if sizes[slot.id] < rules.room(slot)]:
        return Left(learner=learner, why=Why.FREE_SEAT, would_join=with_room[0])
    return Left(learner=learner, why=Why.FULL, would_join=hers[0])
