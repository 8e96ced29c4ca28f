"""What is left of permanences, whatever one comes for, is what each reason's own search offers."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escale.agenda.models import PermanenceOccurrence
from escale.appointments import hours, remaining
from escale.appointments.models import Reason
from escale.testing import builders

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 20)


def left(venue, now):
    dates = PermanenceOccurrence.objects.filter(original_on__range=(FIRST, LAST)).order_by("starts_at")
    rows = dates.select_related("permanence", "room__resource")
    return remaining.of_permanences(rows, venues=[venue], closures=[], now=now)


@pytest.fixture
def reasons(reception):
    """Three lengths at one permanence; the last is the team's own."""
    permanence = reception.reason.permanences.get()
    for position, (length, online) in enumerate([(60, True), (20, True), (30, False)], 1):
        made = builders.reason(
            reception.organization, name=f"{length} min", duration=length, position=position, offered_online=online
        )
        made.permanences.add(permanence)
    return reception


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=st.sets(st.integers(0, 35), max_size=6), minutes=st.sampled_from([15, 30, 45, 60]))
def test_every_hour_left_can_be_booked_and_none_overlaps_another(reasons, person, now, taken, minutes):
    with transaction.atomic():
        Reason.objects.filter(pk=reasons.reason.pk).update(duration=minutes)
        reasons.reason.refresh_from_db()
        for number in taken:
            start = builders.NOW.replace(day=16, hour=8, minute=0) + timedelta(minutes=5 * number)
            builders.appointment(reasons.adviser, person, reasons.reason, at=reasons.venue, starts_at=start)
        found = left(reasons.venue, now)
        assert all(before.ends_at <= after.starts_at for before, after in pairwise(found))
        for each in found:
            rule = hours.public_rule(each.reason, now=now) if each.is_public else hours.team_rule(each.reason, now=now)
            offered = hours.search(each.reason, first=FIRST, last=LAST, venues=[reasons.venue], rule=rule, now=now)
            assert each.starts_at in {hour.start for hour in offered}
        transaction.set_rollback(True)


def test_the_first_reason_is_cut_first(reasons, now):
    monday = [each for each in left(reasons.venue, now) if each.starts_at.date() == FIRST]
    assert {each.reason for each in monday} == {reasons.reason}


def test_the_same_queries_whatever_the_number_of_reasons_and_advisers(reasons, colleague, now, queries):
    with queries() as one:
        left(reasons.venue, now)
    for _ in range(3):
        builders.permanence(colleague, reasons.venue, reasons=tuple(Reason.objects.order_by("pk")))
    with queries() as several:
        left(reasons.venue, now)
    assert len(one) == len(several)
