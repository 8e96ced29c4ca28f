"""The demonstration tells one story, whatever the day: what people come for is what they say, sheets were given."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from escale.activity.models import ActivityRecord
from escale.appointments.models import Appointment
from escale.operations.demo import cast, filling
from escale.outbox.models import Message, MessageState
from escale.sheets import giving
from escale.sheets.models import SheetUse, UseKind, WorkshopSheet

pytestmark = pytest.mark.django_db


def test_on_a_friday_people_say_something_and_sheets_are_given(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "PAST_DAYS", 7)
    filling.fill(now=now)
    people_say_something_of_the_reason_they_come_for()
    sheets_were_given_each_way_and_their_sms_left()
    postgresql_knows_how_much_there_is()


def test_a_year_of_activity_fills_the_figures_whatever_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "PAST_DAYS", 3)
    filling.fill(now=datetime(2028, 2, 29, 10, 0, tzinfo=UTC))
    counted = ActivityRecord.objects.counted()
    months = set(counted.values_list("organization", "on__year", "on__month"))
    assert len(months) >= 2 * 12
    assert not counted.filter(on__gt=date(2028, 2, 29)).exists()
    assert 0 < counted.to_complete().count() < counted.count() / 20


def people_say_something_of_the_reason_they_come_for() -> None:
    keys = {reason.name: reason.key for reason in cast.REASONS}
    said = set(Appointment.objects.exclude(subject="").order_by("pk").values_list("reason__name", "subject"))
    assert said
    assert [subject for name, subject in said if subject not in cast.SUBJECTS[keys[name]]] == []


def sheets_were_given_each_way_and_their_sms_left() -> None:
    """By SMS and on paper, attached to workshops, used with a group."""
    kinds = set(SheetUse.objects.order_by().values_list("kind", flat=True))
    assert {UseKind.SMS, UseKind.TAUGHT} < kinds
    states = set(Message.objects.filter(about=giving.ABOUT).order_by().values_list("state", flat=True))
    assert states <= {MessageState.SENT, MessageState.DELIVERED}
    assert WorkshopSheet.objects.count() > 10


def postgresql_knows_how_much_there_is() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [ActivityRecord._meta.db_table])
            assert cursor.fetchone()[0] > ActivityRecord.objects.count() / 2
