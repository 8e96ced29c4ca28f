"""What the harness refuses is refused."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory

from escale.accounts.models import Organization
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


def test_an_undefined_variable_fails():
    with pytest.raises(pytest.fail.Exception, match="undefined template variable: nobody"):
        engines["django"].from_string("{{ nobody.gave_this }}").render({})


def test_an_inline_style_fails(client, monkeypatch):
    monkeypatch.setattr(client, "handler", lambda _request: _answered('<p style="color: red">'))
    with pytest.raises(AssertionError, match="inline script or style"):
        client.get("/")


def _answered(page: str) -> HttpResponse:
    response = HttpResponse(page)
    response.wsgi_request = RequestFactory().get("/")
    return response


def test_a_query_whose_order_nobody_asked_for_is_shuffled_and_no_other(queries):
    every = Organization.objects.all()
    with queries() as seen:
        list(every.order_by())
        list(every.order_by("name"))
        every.order_by().exists()
    assert ["RANDOM()" in each["sql"] for each in seen.captured_queries] == [True, False, False]
