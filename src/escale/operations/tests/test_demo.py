"""The demonstration tells one story: what people come for is what they say."""

from datetime import UTC, date, datetime

import pytest

from escale.activity.models import ActivityRecord
from escale.appointments.models import Appointment
from escale.operations.demo import cast, filling


@pytest.mark.django_db
def test_people_say_something_of_the_reason_they_come_for(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "PAST_DAYS", 3)
    keys = {reason.name: reason.key for reason in cast.REASONS}
    filling.fill(now=now)
    said = set(Appointment.objects.exclude(subject="").order_by("pk").values_list("reason__name", "subject"))
    assert said
    assert [subject for name, subject in said if subject not in cast.SUBJECTS[keys[name]]] == []


@pytest.mark.django_db
def test_a_year_of_activity_fills_the_figures_whatever_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "PAST_DAYS", 3)
    filling.fill(now=datetime(2028, 2, 29, 10, 0, tzinfo=UTC))
    counted = ActivityRecord.objects.counted()
    months = set(counted.values_list("organization", "on__year", "on__month"))
    assert len(months) >= 2 * 12
    assert not counted.filter(on__gt=date(2028, 2, 29)).exists()
    assert 0 < counted.to_complete().count() < counted.count() / 20
