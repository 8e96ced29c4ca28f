"""The demonstration tells one story: what people come for is what they say."""

from datetime import datetime

import pytest

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
