"""What holds for every adviser, every reason and every day: one function shows and validates."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from escale.scheduling.intervals import Interval
from escale.scheduling.slots import Busy, Opening, SlotRule, fits, slots

EIGHT = datetime(2027, 1, 12, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HERE, THERE, FAR = "Vitré", "Fougères", "Rennes"
LENGTHS = {(HERE, THERE): 25, (THERE, HERE): 30, (HERE, FAR): 45, (FAR, HERE): 50, (THERE, FAR): 40, (FAR, THERE): 40}
LIGHT = settings(max_examples=80, deadline=None)


def travel(origin, destination) -> timedelta:
    return LENGTHS[origin, destination] * MINUTE


def minutes(first: int, last: int):
    return st.integers(first, last).map(lambda count: count * MINUTE)


def after_eight(first: int = 0, last: int = 600):
    return minutes(first, last).map(lambda length: EIGHT + length)


openings_here = st.lists(
    st.builds(lambda start, length: Opening(start, start + length, HERE), after_eight(), minutes(20, 240)),
    min_size=1,
    max_size=4,
)
busy_anywhere = st.lists(
    st.builds(
        lambda start, length, before, after, place: Busy(start, start + length, before, after, place),
        after_eight(-60, 700),
        minutes(1, 90),
        minutes(0, 15),
        minutes(0, 15),
        st.sampled_from([HERE, THERE, FAR, None]),
    ),
    max_size=6,
)
rules = st.builds(
    SlotRule,
    duration=minutes(10, 90),
    step=st.none() | minutes(5, 60),
    before=minutes(0, 15),
    after=minutes(0, 15),
    notice=minutes(0, 120),
    horizon_end=after_eight(300, 900),
)
nows = after_eight(-300, 600)


def gap_between(earlier: Busy, later: Busy) -> timedelta:
    """What must separate two appointments, said independently of the code under test."""
    apart = earlier.place is not None and later.place is not None and earlier.place != later.place
    return earlier.after + later.before + (travel(earlier.place, later.place) if apart else 0 * MINUTE)


def are_apart(one: Busy, other: Busy) -> bool:
    return one.end + gap_between(one, other) <= other.start or other.end + gap_between(other, one) <= one.start


def booked(slot: Interval, rule: SlotRule) -> Busy:
    return Busy(slot.start, slot.end, rule.before, rule.after, HERE)


def row_by_the_minute(openings, busy, rule, now) -> list[Interval]:
    """The oracle: walk the day minute by minute, with no interval arithmetic at all."""
    step = rule.step or rule.duration

    def is_free(instant: datetime) -> bool:
        return any(start <= instant < end for start, end, _ in openings) and all(
            not one.start - gap_between(booked(Interval(instant, instant), rule), one)
            <= instant
            < one.end + gap_between(one, booked(Interval(instant, instant), rule))
            for one in busy
        )

    free = {instant for count in range(-10, 900) if is_free(instant := EIGHT + count * MINUTE)}
    row = []
    for begins in sorted(instant for instant in free if instant - MINUTE not in free):
        start = begins
        while start in free:
            whole = all(start + count * MINUTE in free for count in range(rule.duration // MINUTE))
            if whole and now + rule.notice <= start <= rule.horizon_end:
                row.append(Interval(start, start + rule.duration))
            # A step longer than what is left may jump over a busy interval: the row stops at the first one.
            if any(start + count * MINUTE not in free for count in range(step // MINUTE)):
                break
            start += step
    return row


@LIGHT
@given(openings_here, busy_anywhere, rules, nows)
def test_the_row_is_the_one_a_walk_by_the_minute_finds(openings, busy, rule, now):
    assert slots(openings, busy, rule, now, travel=travel) == row_by_the_minute(openings, busy, rule, now)


@LIGHT
@given(openings_here, busy_anywhere, rules, nows)
def test_every_slot_lies_in_an_opening_apart_from_what_is_busy(openings, busy, rule, now):
    for slot in slots(openings, busy, rule, now, travel=travel):
        assert all(
            any(start <= slot.start + count * MINUTE < end for start, end, _ in openings)
            for count in range(rule.duration // MINUTE)
        )
        assert all(are_apart(booked(slot, rule), one) for one in busy)


@LIGHT
@given(openings_here, busy_anywhere, rules, nows)
def test_every_slot_shown_fits_and_everything_that_fits_is_shown(openings, busy, rule, now):
    shown = slots(openings, busy, rule, now, travel=travel)
    tried = {EIGHT + count * 5 * MINUTE for count in range(-2, 130)} | {slot.start for slot in shown}
    fitting = {
        start
        for start in tried
        if fits(Interval(start, start + rule.duration), openings, busy, rule, now, travel=travel)
    }
    assert fitting == {slot.start for slot in shown}
    assert not any(
        fits(Interval(slot.start, slot.end + MINUTE), openings, busy, rule, now, travel=travel) for slot in shown[:2]
    )


@LIGHT
@given(openings_here, rules, nows, st.data())
def test_booking_what_is_shown_never_makes_two_appointments_overlap(openings, rule, now, data):
    taken: list[Busy] = []
    for _ in range(8):
        shown = slots(openings, taken, rule, now, travel=travel)
        if not shown:
            break
        chosen = booked(data.draw(st.sampled_from(shown)), rule)
        assert all(are_apart(chosen, one) for one in taken)
        taken.append(chosen)


@LIGHT
@given(openings_here, rules, nows)
def test_two_slots_overlap_only_when_the_step_is_shorter_than_the_duration(openings, rule, now):
    row = slots(openings, [], replace(rule, step=None), now)
    assert all(one.end <= other.start for one, other in itertools.pairwise(row))


@LIGHT
@given(openings_here, busy_anywhere, rules, nows, minutes(0, 300))
def test_a_later_now_only_drops_the_beginning(openings, busy, rule, now, later):
    earlier_row = slots(openings, busy, rule, now, travel=travel)
    assert slots(openings, busy, rule, now + later, travel=travel) == [
        slot for slot in earlier_row if slot.start >= now + later + rule.notice
    ]


@LIGHT
@given(rules, minutes(0, 300), minutes(1, 90), minutes(0, 15), minutes(0, 15))
def test_a_row_restarts_at_the_end_of_the_busy_interval_and_its_buffers(rule, offset, length, before, after):
    opening = Opening(EIGHT, EIGHT + 24 * 60 * MINUTE, HERE)
    rule = replace(rule, horizon_end=opening.end)
    taken = Busy(EIGHT + offset, EIGHT + offset + length, before, after, HERE)
    restart = taken.end + after + rule.before
    assert restart in {slot.start for slot in slots([opening], [taken], rule, EIGHT - 24 * 60 * MINUTE)}


@LIGHT
@given(openings_here, busy_anywhere, rules, nows, st.randoms())
def test_the_order_of_what_is_given_does_not_matter(openings, busy, rule, now, random):
    row = slots(openings, busy, rule, now, travel=travel)
    random.shuffle(openings)
    random.shuffle(busy)
    assert slots(openings, busy, rule, now, travel=travel) == row
