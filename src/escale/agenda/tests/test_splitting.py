"""Changing all the dates to come, or from one of them on: any order of changes keeps what was done by hand."""

from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escale.agenda import occurrences, permanences, splitting
from escale.agenda.models import Permanence, PermanenceOccurrence
from escale.agenda.occurrences import DayTaken, OneDate
from escale.agenda.terms import Terms
from escale.scheduling.recurrence import Parity, Recurrence
from escale.testing import builders
from escale.testing.builders import NOW

TUESDAY = date(2026, 11, 24)
WEEK = timedelta(days=7)


@pytest.fixture
def tuesdays(adviser, venue) -> Permanence:
    return builders.permanence(adviser, venue, weekdays=(1,))


def terms(permanence: Permanence, **values) -> Terms:
    return replace(Terms.of(permanence), **values)


def hand_changed() -> set[tuple[object, ...]]:
    changed = PermanenceOccurrence.objects.changed().order_by("pk")
    return set(changed.values_list("pk", "original_on", "starts_at", "ends_at", "canceled_at", "note"))


def test_from_a_date_on_the_hours_change_and_the_earlier_dates_stay(tuesdays: Permanence, now):
    following = splitting.change_from(tuesdays, terms(tuesdays, start_time=time(10)), first_on=TUESDAY, now=now)
    earlier = Permanence.objects.get(pk=tuesdays.pk)
    assert (earlier.ends_on, following.starts_on) == (TUESDAY - timedelta(days=1), TUESDAY)
    assert max(earlier.occurrences.values_list("original_on", flat=True)) == TUESDAY - WEEK
    assert min(following.occurrences.values_list("original_on", flat=True)) == TUESDAY
    assert {each.starts_at.astimezone(builders.PARIS).time() for each in following.occurrences.order_by("pk")} == {
        time(10)
    }


def test_dates_changed_by_hand_follow_the_permanence_that_holds_them(tuesdays: Permanence, now):
    canceled = tuesdays.occurrences.get(original_on=TUESDAY + WEEK)
    occurrences.cancel_occurrence(canceled, now=now)
    following = splitting.change_from(tuesdays, terms(tuesdays, start_time=time(10)), first_on=TUESDAY, now=now)
    canceled.refresh_from_db()
    assert canceled.permanence == following
    assert canceled.canceled_at == now


def test_without_earlier_dates_the_permanence_stays_one(adviser, venue, now):
    tuesdays = builders.permanence(adviser, venue, weekdays=(1,), starts_on=TUESDAY)
    assert splitting.change_from(tuesdays, terms(tuesdays, start_time=time(10)), first_on=TUESDAY, now=now) == tuesdays
    assert Permanence.objects.count() == 1


def test_every_other_week_keeps_its_weeks_when_split(adviser, venue, now):
    tuesdays = builders.permanence(adviser, venue, weekdays=(1,), starts_on=date(2026, 11, 10))
    every_other = Recurrence.weekly(starts_on=date(2026, 11, 10), weekdays=[1], every=2)
    splitting.change_all(tuesdays, terms(tuesdays, recurrence=every_other), now=now)
    before = list(tuesdays.occurrences.order_by("original_on").values_list("original_on", flat=True))
    splitting.change_from(tuesdays, terms(tuesdays, start_time=time(10)), first_on=TUESDAY, now=now)
    after = list(PermanenceOccurrence.objects.order_by("original_on").values_list("original_on", flat=True))
    assert after == before


EDITS = st.one_of(
    st.tuples(st.just("cancel"), st.integers(0, 20)),
    st.tuples(st.just("restore"), st.integers(0, 20)),
    st.tuples(st.just("one"), st.integers(0, 20), st.integers(-6, 9)),
    st.tuples(st.just("put_back"), st.integers(0, 60)),
    st.tuples(
        st.sampled_from(["all", "from"]),
        st.integers(0, 20),
        st.sets(st.integers(0, 6), min_size=1),
        st.sampled_from([None, *Parity]),
    ),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDITS, max_size=6))
def test_any_sequence_of_edits_keeps_hand_changes_and_one_date_a_day(adviser, venue, edits):
    """Whatever the order: what was changed by hand stays until it is changed by hand, and no day has two dates."""
    PermanenceOccurrence.objects.all().delete()
    Permanence.objects.all().delete()
    builders.permanence(adviser, venue, weekdays=(1, 3))
    for edit in edits:
        before = hand_changed()
        touched = apply(edit)
        assert {row for row in before if row[0] != touched} <= hand_changed()
        assert no_day_has_two_dates()


def apply(edit: tuple[Any, ...]) -> int | None:
    """Make the edit on one of the permanences; give the date it changes by hand, if any."""
    kind, at, *rest = edit
    coming = list(
        PermanenceOccurrence.objects.filter(starts_at__gt=NOW)
        .select_related("venue", "room", "adviser", "permanence__venue")
        .order_by("starts_at", "pk")
    )
    if not coming:
        return None
    occurrence = coming[at % len(coming)]
    permanence = occurrence.permanence
    match kind:
        case "cancel":
            occurrences.cancel_occurrence(occurrence, now=NOW)
            return occurrence.pk
        case "restore" | "one":
            days = timedelta(days=rest[0] if rest else 0)
            wanted = OneDate.of(occurrence)
            wanted = replace(wanted, starts_at=wanted.starts_at + days, ends_at=wanted.ends_at + days, canceled=False)
            try:
                occurrences.change_occurrence(occurrence, wanted, now=NOW)
            except DayTaken:
                return None
            return occurrence.pk
        case "put_back":
            occurrences.put_back(permanence, TUESDAY + timedelta(days=at), now=NOW)
        case "all" | "from":
            weekdays, parity = rest
            rule = Recurrence.weekly(starts_on=permanence.starts_on, weekdays=weekdays, parity=parity)
            wanted_terms = terms(permanence, recurrence=rule)
            if kind == "all":
                splitting.change_all(permanence, wanted_terms, now=NOW)
            else:
                splitting.change_from(permanence, wanted_terms, first_on=occurrence.original_on, now=NOW)
    return None


def no_day_has_two_dates() -> bool:
    held = PermanenceOccurrence.objects.held().order_by("pk").values_list("permanence", "starts_at")
    days = Counter((pk, starts_at.astimezone(builders.PARIS).date()) for pk, starts_at in held)
    return not days or max(days.values()) == 1


def test_topping_up_after_any_change_writes_no_day_twice(tuesdays: Permanence, now):
    moved = tuesdays.occurrences.select_related("venue", "room", "adviser").get(original_on=TUESDAY)
    day = timedelta(days=1)
    wanted = replace(OneDate.of(moved), starts_at=moved.starts_at + day, ends_at=moved.ends_at + day)
    occurrences.change_occurrence(moved, wanted, now=now)
    wednesdays = Recurrence.weekly(starts_on=tuesdays.starts_on, weekdays=[2])
    splitting.change_all(tuesdays, terms(tuesdays, recurrence=wednesdays), now=now)
    permanences.top_up(now=now + timedelta(days=30))
    assert no_day_has_two_dates()
