"""One date changed alone, and dates put back. Maëlle receives every weekday from 9 to 12, from 1 November 2026."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from escale.agenda import occurrences, permanences
from escale.agenda.models import Permanence, PermanenceOccurrence
from escale.agenda.occurrences import DayTaken, OneDate
from escale.agenda.terms import Terms
from escale.scheduling.recurrence import Recurrence
from escale.testing import builders
from escale.testing.cast import Reception

TUESDAY = date(2026, 11, 17)
ARMISTICE = date(2027, 5, 8)
HALF_HOUR = timedelta(minutes=30)


@pytest.fixture
def tuesdays(adviser, venue) -> Permanence:
    return builders.permanence(adviser, venue, weekdays=(1,))


def on(permanence: Permanence, day: date) -> PermanenceOccurrence:
    return permanence.occurrences.select_related("venue", "room", "adviser").get(original_on=day)


def test_one_date_changes_alone(tuesdays: Permanence, now):
    """RDV Service Public's users ask for it since 2021 (#1080): one occurrence edited, without touching the others."""
    changed = on(tuesdays, TUESDAY)
    wanted = replace(OneDate.of(changed), starts_at=changed.starts_at + HALF_HOUR, note="Réunion d’équipe")
    others = set(tuesdays.occurrences.exclude(pk=changed.pk).order_by("pk").values_list("starts_at", flat=True))
    occurrences.change_occurrence(changed, wanted, now=now)
    after = on(tuesdays, TUESDAY)
    assert OneDate.of(after) == wanted
    assert after.changed_at == now
    kept = tuesdays.occurrences.exclude(pk=changed.pk).order_by("pk").values_list("starts_at", flat=True)
    assert set(kept) == others


def test_a_date_never_moves_onto_another_of_the_same_permanence(tuesdays: Permanence, now):
    moved = on(tuesdays, TUESDAY)
    week = timedelta(days=7)
    wanted = replace(OneDate.of(moved), starts_at=moved.starts_at + week, ends_at=moved.ends_at + week)
    with pytest.raises(DayTaken):
        occurrences.change_occurrence(moved, wanted, now=now)


def test_a_date_called_off_leaves_its_day_to_another(tuesdays: Permanence, now):
    following = on(tuesdays, TUESDAY + timedelta(days=7))
    occurrences.cancel_occurrence(following, now=now)
    moved = on(tuesdays, TUESDAY)
    there = replace(OneDate.of(moved), starts_at=following.starts_at, ends_at=following.ends_at)
    occurrences.change_occurrence(moved, there, now=now)
    with pytest.raises(DayTaken):
        occurrences.restore_occurrence(following, now=now)


def test_a_holiday_is_put_back_once(adviser, venue, now):
    """ "Holidays after 2026": they come from the law's calendar, not from a list that stops."""
    saturdays = builders.permanence(adviser, venue, weekdays=(5,))
    assert not saturdays.occurrences.filter(original_on=ARMISTICE).exists()
    held = occurrences.put_back(saturdays, ARMISTICE, now=now)
    assert held
    assert (held.original_on, held.changed_at) == (ARMISTICE, now)
    assert occurrences.put_back(saturdays, ARMISTICE, now=now) is None


def test_dates_are_put_back_while_opening(adviser, venue, now):
    opened = permanences.open_permanence(
        Terms(
            venue=venue,
            recurrence=Recurrence.weekly(starts_on=date(2026, 11, 13), weekdays=[1]),
            start_time=time(14),
            end_time=time(17),
            skips_school_holidays=True,
            put_back=[date(2026, 12, 22)],
        ),
        organization=adviser.organization,
        adviser=builders.resource_of(adviser),
        now=now,
    )
    assert opened.occurrences.filter(original_on=date(2026, 12, 22)).changed().exists()
    assert not opened.occurrences.filter(original_on=date(2026, 12, 29)).exists()


def test_the_same_form_sent_twice_opens_one_permanence(adviser, venue, now: datetime, tuesdays: Permanence):
    again = permanences.open_permanence(
        Terms(
            venue=venue,
            recurrence=Recurrence.weekly(starts_on=date(2026, 11, 13), weekdays=[1]),
            start_time=time(14),
            end_time=time(17),
        ),
        organization=adviser.organization,
        adviser=builders.resource_of(adviser),
        submission=tuesdays.submission,
        now=now,
    )
    assert again == tuesdays
    assert Permanence.objects.count() == 1


def test_two_tabs_change_one_version(reception: Reception):
    permanence = Permanence.objects.get()
    permanences.claim(permanence, seen=0)
    with pytest.raises(permanences.PermanenceChanged):
        permanences.claim(Permanence.objects.get(), seen=0)


def test_a_permanence_ended_is_held_again(tuesdays: Permanence, now):
    permanences.end_permanence(tuesdays, last_on=TUESDAY)
    ended = Permanence.objects.select_related("venue").get()
    assert ended.recurrence.until == TUESDAY
    permanences.reopen_permanence(ended, now=now)
    reopened = Permanence.objects.get()
    assert (reopened.ends_on, reopened.recurrence.until) == (None, None)
    assert reopened.occurrences.filter(original_on=TUESDAY + timedelta(days=7)).exists()
    assert reopened.occurrences.filter(original_on=TUESDAY).count() == 1
