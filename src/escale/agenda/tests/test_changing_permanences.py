from dataclasses import replace
from datetime import date, datetime, time

from escale.agenda import occurrences, splitting
from escale.agenda.models import Permanence
from escale.agenda.terms import Terms
from escale.scheduling.recurrence import Recurrence
from escale.testing import builders
from escale.testing.cast import Reception as Receiving


def change(permanence: Permanence, *, now: datetime, **values) -> None:
    given = {
        "recurrence": Recurrence.weekly(starts_on=permanence.starts_on, weekdays=[1]),
        "start_time": time(14),
        "end_time": time(17),
    }
    splitting.change_all(permanence, replace(Terms.of(permanence), **(given | values)), now=now)


def test_dates_to_come_follow_the_changed_rule(reception: Receiving, now):
    permanence = Permanence.objects.get()
    change(permanence, now=now)
    coming = permanence.occurrences.filter(starts_at__gt=now).order_by("starts_at")
    assert [occurrence.original_on for occurrence in coming[:2]] == [date(2026, 11, 17), date(2026, 11, 24)]
    assert coming[0].starts_at.astimezone(builders.PARIS).time() == time(14)


def test_past_dates_stay_as_they_were(reception: Receiving, now):
    permanence = Permanence.objects.get()
    before = list(permanence.occurrences.filter(starts_at__lt=now).order_by("starts_at").values_list("starts_at"))
    change(permanence, now=now)
    assert (
        list(permanence.occurrences.filter(starts_at__lt=now).order_by("starts_at").values_list("starts_at")) == before
    )


def test_a_date_canceled_by_hand_stays_canceled(reception: Receiving, now):
    permanence = Permanence.objects.get()
    occurrence = permanence.occurrences.get(original_on=date(2026, 11, 24))
    occurrences.cancel_occurrence(occurrence, now=now)
    change(permanence, now=now)
    occurrence.refresh_from_db()
    assert occurrence.canceled_at == now
    assert permanence.occurrences.filter(original_on=date(2026, 11, 24)).count() == 1


def test_changing_twice_gives_the_same_dates(reception: Receiving, now):
    permanence = Permanence.objects.get()
    change(permanence, now=now)
    once = sorted(permanence.occurrences.values_list("starts_at", flat=True))
    change(permanence, now=now)
    assert sorted(permanence.occurrences.values_list("starts_at", flat=True)) == once


def test_an_end_given_by_the_rule_is_the_end_of_the_permanence(reception: Receiving, now):
    permanence = Permanence.objects.get()
    until = date(2026, 12, 1)
    change(permanence, now=now, recurrence=Recurrence.weekly(starts_on=permanence.starts_on, weekdays=[1], until=until))
    assert permanence.ends_on == until
    assert max(permanence.occurrences.values_list("original_on", flat=True)) == until
