"""Which opening is for whom, and who sits where: a matching between people and seats. Pure."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from escale.workshops.learners import Band, First, Learner, Opening, Rules, fits


def bands_of(
    in_turn: Sequence[Learner], to_place: Sequence[Learner], slots: Sequence[Opening], rules: Rules
) -> dict[int, Band]:
    """For whom each opening is: those that already have people, then the largest demand first.

    Each opening provisionally takes those who have the fewest other choices, so that whoever is free at all hours
    doesn't use up the only hour of another.
    """
    known = {each.id: each for each in in_turn}
    bands = {slot.id: _chosen_band(slot, known, rules) for slot in slots if slot.kept}
    choices = {each.id: sum(fits(each, slot, rules, band=each.band) for slot in slots) for each in to_place}
    scarce_first = sorted(to_place, key=lambda each: (choices[each.id], each.turn))
    pools = {
        (slot.id, band): [each for each in scarce_first if fits(each, slot, rules, band=band)]
        for slot in slots
        for band in possible_bands(slot, rules, bands)
    }
    rooms = {slot.id: max(rules.room(slot) - len(slot.kept), 0) for slot in slots}
    while pools:
        scores = {key: _worth(pool[: rooms[key[0]]], choices, rules) for key, pool in pools.items()}
        slot, band = max(pools, key=lambda key: (scores[key], -key[0], key[1]))
        taken = {each.id for each in pools[slot, band][: rooms[slot]]}
        if slot not in bands and len(taken) < rules.smallest:
            # Those with people put by hand may be small; nothing else is worth opening any more.
            break
        bands[slot] = band
        pools = {key: [each for each in pool if each.id not in taken] for key, pool in pools.items() if key[0] != slot}
    return bands


def _worth(taken: Sequence[Learner], choices: Mapping[int, int], rules: Rules) -> tuple[bool, Fraction]:
    """How much an opening would help: first, whether a group stands; then people, counted more when it is all they have."""
    return len(taken) >= rules.smallest, sum((Fraction(1, choices[each.id] or 1) for each in taken), Fraction(0))


def possible_bands(slot: Opening, rules: Rules, decided: Mapping[int, Band]) -> tuple[Band, ...]:
    if slot.id in decided:
        return (decided[slot.id],)
    if rules.first == First.AVAILABILITY:
        return (Band.MIXED,)
    return (slot.band,) if slot.band else (Band.BASICS, Band.FURTHER)


def _chosen_band(slot: Opening, known: Mapping[int, Learner], rules: Rules) -> Band:
    if rules.first == First.AVAILABILITY:
        return Band.MIXED
    if slot.band:
        return slot.band
    positioned = [known[person] for person in slot.kept if person in known and known[person].level]
    basics = sum(each.band == Band.BASICS for each in positioned)
    return Band.BASICS if basics * 2 >= len(positioned) else Band.FURTHER


class Seating:
    """Who sits where, so far: a matching between people and seats, made longer one person at a time."""

    def __init__(
        self, in_turn: Sequence[Learner], slots: Sequence[Opening], bands: Mapping[int, Band], rules: Rules
    ) -> None:
        known = {each.id: each for each in in_turn}
        self.slots = {slot.id: slot for slot in slots}
        self.bands, self.rules = dict(bands), rules
        self.kept = {slot.id: [known[person] for person in sorted(slot.kept) if person in known] for slot in slots}
        self.members: dict[int, list[Learner]] = {slot.id: [] for slot in slots}
        self.choices: dict[int, list[int]] = {}

    def seat(self, learner: Learner) -> bool:
        """Give her a seat, moving others if need be, none of whom loses hers. False when no arrangement allows it."""
        reached: dict[int, tuple[Learner, int | None]] = {}
        frontier: list[tuple[Learner, int | None]] = [(learner, None)]
        while frontier:
            following: list[tuple[Learner, int | None]] = []
            for person, origin in frontier:
                for slot in self._choices(person):
                    if slot in reached:
                        continue
                    reached[slot] = (person, origin)
                    if self._has_room(slot):
                        self._shift(slot, reached)
                        return True
                    following.extend((member, slot) for member in self.members[slot])
            frontier = following
        return False

    def smallest_of_the_too_small(self) -> Opening | None:
        small = [
            slot for slot in self.slots.values() if not slot.kept and len(self.members[slot.id]) < self.rules.smallest
        ]
        return min(small, key=lambda slot: (len(self.members[slot.id]), -slot.id), default=None)

    def members_of(self, slot: int) -> tuple[Learner, ...]:
        """Those put there by hand and the others, the longest waiting first."""
        return tuple(sorted(self.kept[slot] + self.members[slot], key=lambda each: each.turn))

    def has(self, learner: Learner) -> bool:
        return any(learner in members for members in self.members.values())

    def open_with_help(self, slot: Opening, unplaced: Sequence[Learner]) -> bool:
        """Open one more group with those left, helped by people of groups that can spare them; False if it stays too small."""
        for band in possible_bands(slot, self.rules, {}):
            came = [each for each in unplaced if fits(each, slot, self.rules, band=band)][: self.rules.room(slot)]
            helpers = self._helpers(slot, band, self.rules.smallest - len(came)) if came else []
            if came and len(came) + len(helpers) >= self.rules.smallest <= self.rules.room(slot):
                for helper, origin in helpers:
                    self.members[origin].remove(helper)
                self.slots[slot.id], self.kept[slot.id] = slot, []
                self.bands[slot.id] = band
                self.members[slot.id] = came + [helper for helper, _ in helpers]
                self.choices.clear()
                return True
        return False

    def settle_preferences(self) -> None:
        """Bring people where they prefer to come, by moving into a free seat or exchanging with somebody who doesn't mind."""
        for slot in self.slots:
            for learner in [each for each in self.members[slot] if each.venue not in {None, self.slots[slot].venue}]:
                better = [other for other in self._choices(learner) if self.slots[other].venue == learner.venue]
                any(self._bring(learner, slot, other) for other in better)

    def _bring(self, learner: Learner, origin: int, other: int) -> bool:
        spare = len(self.members[origin]) + len(self.kept[origin]) > self.rules.smallest
        if self._has_room(other) and spare:
            self.members[origin].remove(learner)
            self.members[other].append(learner)
            return True
        for each in self.members[other]:
            if each.venue != self.slots[other].venue and origin in self._choices(each):
                self.members[other].remove(each)
                self.members[origin].remove(learner)
                self.members[other].append(learner)
                self.members[origin].append(each)
                return True
        return False

    def _helpers(self, slot: Opening, band: Band, needed: int) -> list[tuple[Learner, int]]:
        """People of larger groups who could come here too; the largest group gives first, the last come first."""
        found: list[tuple[Learner, int]] = []
        sizes = {each: len(self.kept[each]) + len(self.members[each]) for each in self.slots}
        movable = {
            each: [
                one
                for one in sorted(self.members[each], key=lambda one: one.turn)
                if fits(one, slot, self.rules, band=band)
            ]
            for each in self.slots
        }
        while len(found) < needed:
            givers = [each for each in self.slots if movable[each] and sizes[each] > self.rules.smallest]
            if not givers:
                break
            giver = max(givers, key=lambda each: (sizes[each], -each))
            sizes[giver] -= 1
            found.append((movable[giver].pop(), giver))
        return found

    def _has_room(self, slot: int) -> bool:
        return len(self.members[slot]) + len(self.slots[slot].kept) < self.rules.room(self.slots[slot])

    def _shift(self, slot: int | None, reached: Mapping[int, tuple[Learner, int | None]]) -> None:
        """Take the free seat, and let each one follow into the seat the one before her left."""
        while slot is not None:
            person, origin = reached[slot]
            if origin is not None:
                self.members[origin].remove(person)
            self.members[slot].append(person)
            slot = origin

    def _choices(self, learner: Learner) -> list[int]:
        """The groups she could join: where she prefers first, then where she knows people."""
        if learner.id not in self.choices:
            self.choices[learner.id] = sorted(
                (slot.id for slot in self.slots.values() if fits(learner, slot, self.rules, band=self.bands[slot.id])),
                key=lambda slot: (
                    learner.venue not in {None, self.slots[slot].venue},
                    -self._known_there(learner, slot),
                    slot,
                ),
            )
        return self.choices[learner.id]

    def _known_there(self, learner: Learner, slot: int) -> int:
        there = self.kept[slot] + self.members[slot]
        return sum(each.came_from == learner.came_from for each in there) if learner.came_from is not None else 0
