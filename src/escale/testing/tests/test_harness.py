"""What the harness refuses is refused."""

import pytest
from django.db import transaction

from escale.appointments.models import Appointment, State

pytestmark = pytest.mark.django_db


@transaction.atomic
def test_a_lock_through_joins_fails():
    for joined in (
        Appointment.objects.with_everything_shown(),
        Appointment.objects.filter(person__first_name="Lucette"),
        Appointment.objects.filter(activity=None),
    ):
        with pytest.raises(AssertionError, match="a lock through joins"):
            list(joined.locked())


@transaction.atomic
def test_a_row_locked_bare_is_read_with_what_it_shows(queries):
    with queries() as seen:
        assert Appointment.objects.with_everything_shown().filter(state=State.SEEN).list_locked() == []
        with pytest.raises(Appointment.DoesNotExist):
            Appointment.objects.with_everything_shown().get_locked(pk=1)
    assert ["JOIN" in each["sql"] for each in seen.captured_queries] == [False, False, True]
