"""The group builder's proposal: who goes where, who is left and why."""

import random
import time as clock
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from escale.workshops.grouping import Grouping, Left, Why, propose
from escale.workshops.learners import Band, First, Learner, Opening, Rules, fits

START = datetime(2026, 9, 1, tzinfo=UTC)
CODES = ("mon-morning", "mon-afternoon", "tue-morning", "thu-evening")
TUESDAY, MONDAY = 1, 2
RULES = Rules(smallest=6, largest=9)


def learner(number: int, **values: object) -> Learner:
    given: dict[str, object] = {
        "name": f"Personne {number}",
        "level": "beginner",
        "since": START + timedelta(days=number),
        "availability": frozenset({"tue-morning"}),
    }
    return Learner(id=number, **(given | values))


def opening(number: int = TUESDAY, code: str = "tue-morning", **values: object) -> Opening:
    given: dict[str, object] = {"venue": 1, "start": time(9, 30), "end": time(11, 30), "seats": 9}
    return Opening(id=number, code=code, **(given | values))


def members(proposal: Grouping) -> dict[int, list[int]]:
    return {group.opening.id: [each.id for each in group.members] for group in proposal.groups}


def why(proposal: Grouping) -> dict[int, Why]:
    return {left.learner.id: left.why for left in proposal.left}


def test_those_who_are_free_at_the_same_hour_and_level_make_a_group() -> None:
    proposal = propose([learner(number) for number in range(8)], [opening()], RULES)

    assert members(proposal) == {TUESDAY: list(range(8))}
    assert proposal.left == ()


def test_two_levels_make_two_groups() -> None:
    people = [learner(number) for number in range(6)] + [
        learner(number, level="intermediate", availability=frozenset({"tue-morning", "mon-afternoon"}))
        for number in range(10, 17)
    ]

    proposal = propose(people, [opening(), opening(MONDAY, "mon-afternoon")], RULES)

    assert members(proposal) == {TUESDAY: list(range(6)), MONDAY: list(range(10, 17))}
    assert [group.band for group in proposal.groups] == [Band.BASICS, Band.FURTHER]


def test_whoever_prefers_to_begin_again_joins_the_beginners() -> None:
    people = [learner(number) for number in range(6)] + [learner(9, level="intermediate", wants_basics=True)]

    assert members(propose(people, [opening()], RULES)) == {TUESDAY: [0, 1, 2, 3, 4, 5, 9]}


def test_by_availability_first_levels_learn_together() -> None:
    people = [learner(number) for number in range(3)] + [learner(number, level="advanced") for number in range(3, 6)]

    assert members(propose(people, [opening()], RULES)) == {}
    assert members(propose(people, [opening()], replace(RULES, first=First.AVAILABILITY))) == {TUESDAY: list(range(6))}


def test_by_venue_first_nobody_is_placed_elsewhere_than_she_prefers() -> None:
    people = [learner(number, venue=1) for number in range(6)] + [learner(9, venue=2)]

    proposal = propose(people, [opening()], replace(RULES, first=First.VENUE))

    assert members(proposal) == {TUESDAY: list(range(6))}
    assert why(proposal) == {9: Why.ELSEWHERE}


def test_the_longest_waiting_are_served_first_and_the_others_told_their_rank() -> None:
    proposal = propose([learner(number) for number in range(11)], [opening()], RULES)

    assert members(proposal) == {TUESDAY: list(range(9))}
    assert proposal.left == (
        Left(learner=learner(9), why=Why.FULL, would_join=opening(), rank=1),
        Left(learner=learner(10), why=Why.FULL, would_join=opening(), rank=2),
    )


def test_whoever_is_free_at_all_hours_leaves_her_seat_to_whoever_has_no_other() -> None:
    anytime = frozenset({"tue-morning", "mon-afternoon"})
    people = [learner(number, availability=anytime) for number in range(9)]
    people += [learner(number) for number in range(20, 29)]

    proposal = propose(people, [opening(), opening(MONDAY, "mon-afternoon")], RULES)

    assert members(proposal) == {TUESDAY: list(range(20, 29)), MONDAY: list(range(9))}


def test_a_large_group_lends_people_to_open_a_second_one() -> None:
    anytime = frozenset({"tue-morning", "mon-afternoon"})
    people = [learner(number, availability=anytime) for number in range(12)]

    proposal = propose(people, [opening(), opening(MONDAY, "mon-afternoon")], RULES)

    assert sorted(len(group) for group in members(proposal).values()) == [6, 6]
    assert proposal.left == ()


def test_each_of_those_left_has_her_reason() -> None:
    people = [
        learner(1, availability=frozenset({"thu-evening"})),
        learner(2, on_phone_only=True),
        learner(3, level=""),
        learner(4, silent_since=START.date()),
        learner(5, needs_transport=True, kilometres={1: 22.0}),
        learner(6, set_aside=True),
        learner(7),
    ]

    assert why(propose(people, [opening()], RULES)) == {
        1: Why.NOT_FREE,
        2: Why.PHONE_ONLY,
        3: Why.NO_LEVEL,
        4: Why.SILENT,
        5: Why.TOO_FAR,
        6: Why.SET_ASIDE,
        7: Why.TOO_FEW,
    }


def test_somebody_put_in_a_group_by_hand_stays_there_whatever_the_rules() -> None:
    people = [learner(number) for number in range(6)] + [learner(9, level="", availability=frozenset({"thu-evening"}))]

    assert members(propose(people, [opening(kept=frozenset({9}))], RULES)) == {TUESDAY: [0, 1, 2, 3, 4, 5, 9]}


def test_the_venue_she_prefers_comes_first() -> None:
    people = [learner(number, venue=2 if number % 2 else 1) for number in range(12)]

    proposal = propose(people, [opening(), opening(MONDAY, venue=2)], RULES)

    assert members(proposal) == {TUESDAY: [0, 2, 4, 6, 8, 10], MONDAY: [1, 3, 5, 7, 9, 11]}


def test_four_hundred_people_are_placed_quickly() -> None:
    chance = random.Random(7)
    people = [
        learner(
            number, level=chance.choice(["beginner", "intermediate"]), availability=frozenset(chance.sample(CODES, 2))
        )
        for number in range(400)
    ]
    slots = [opening(number, CODES[number % 4], seats=12) for number in range(1, 31)]

    began = clock.process_time()
    propose(people, slots, Rules(smallest=6, largest=12))

    assert clock.process_time() - began < 3


codes = st.sampled_from(CODES)
learners = st.lists(
    st.builds(
        lambda **values: values,
        level=st.sampled_from(["", "beginner", "beginner", "intermediate", "advanced"]),
        availability=st.frozensets(codes, max_size=3),
        venue=st.sampled_from([None, 1, 2]),
        wants_basics=st.booleans(),
        on_phone_only=st.sampled_from([False, False, False, True]),
        needs_transport=st.booleans(),
        kilometres=st.sampled_from([{}, {1: 3.0, 2: 30.0}]),
        came_from=st.sampled_from([None, None, 5]),
        since=st.integers(0, 5).map(lambda days: START + timedelta(days=days)),
    ),
    max_size=30,
).map(lambda rows: [learner(number, **row) for number, row in enumerate(rows)])
slots = st.lists(
    st.tuples(codes, st.integers(1, 8), st.sampled_from([1, 2]), st.sampled_from([None, Band.BASICS])), max_size=5
).map(
    lambda rows: [
        opening(number, code, seats=seats, venue=venue, band=band)
        for number, (code, seats, venue, band) in enumerate(rows, start=1)
    ]
)
rules = st.builds(
    lambda smallest, more, first: Rules(smallest=smallest, largest=smallest + more, first=first),
    st.integers(1, 4),
    st.integers(0, 4),
    st.sampled_from(First),
)


@settings(max_examples=300, deadline=None)
@given(learners, slots, rules, st.data())
def test_nobody_is_lost_or_doubled_and_every_rule_holds(
    people: list[Learner], openings: list[Opening], rule: Rules, data: st.DataObject
) -> None:
    by_hand = {
        number: data.draw(st.sampled_from([0, *[slot.id for slot in openings]])) if data.draw(st.booleans()) else 0
        for number in range(min(len(people), 4))
    }
    openings = [
        replace(slot, kept=frozenset(person for person, where in by_hand.items() if where == slot.id))
        for slot in openings
    ]
    kept = {person for slot in openings for person in slot.kept}

    proposal = propose(people, openings, rule)

    placed = [each.id for group in proposal.groups for each in group.members]
    assert sorted([*placed, *(left.learner.id for left in proposal.left)]) == [each.id for each in people]
    for group in proposal.groups:
        slot = group.opening
        assert slot.kept <= {each.id for each in group.members}
        assert len(group.members) <= max(rule.room(slot), len(slot.kept))
        assert slot.kept or len(group.members) >= rule.smallest
        assert all(fits(each, slot, rule, band=group.band) for each in group.members if each.id not in slot.kept)
    assert propose(data.draw(st.permutations(people)), data.draw(st.permutations(openings)), rule) == proposal
    for left in proposal.left:
        for group in proposal.groups:
            if left.why == Why.FULL and fits(left.learner, group.opening, rule, band=group.band):
                others = [each for each in group.members if each.id not in kept]
                assert len(group.members) >= rule.room(group.opening)
                assert all(each.turn < left.learner.turn for each in others)
