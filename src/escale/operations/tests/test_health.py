"""/sante/ tells a monitor whether the instance works, and nothing else about it."""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from escale.accounts.models import Organization
from escale.operations import health
from escale.operations.models import Heartbeat
from escale.outbox.models import Channel, Message
from escale.testing import builders

SHOWN = {"status", "database", "worker_heartbeat_age", "oldest_due_message_age"}


def a_message(of: Organization, *, due_at: datetime) -> Message:
    return Message.objects.create(
        organization=of,
        kind="reminder",
        about="appointment",
        about_id=1,
        channel=Channel.SMS,
        recipient="+33639980042",
        created_at=due_at,
        due_at=due_at,
        expires_at=due_at + timedelta(days=2),
    )


@pytest.mark.django_db
def test_an_instance_whose_worker_is_alive_is_well(now: datetime) -> None:
    health.beat("worker", now=now - timedelta(seconds=20))
    found = health.check(now=now)
    assert found == health.Health(
        status=health.Status.OK, database=health.Status.OK, worker_heartbeat_age=20, oldest_due_message_age=None
    )


@pytest.mark.django_db
def test_a_beat_writes_over_the_last_one(now: datetime) -> None:
    health.beat("worker", now=now - timedelta(seconds=20))
    health.beat("worker", now=now)
    assert list(Heartbeat.objects.values_list("name", "at")) == [("worker", now)]


@pytest.mark.django_db
def test_an_instance_without_a_worker_is_degraded(now: datetime) -> None:
    assert health.check(now=now).status == health.Status.DEGRADED


@pytest.mark.django_db
def test_a_worker_silent_for_more_than_two_minutes_degrades_the_instance(now: datetime) -> None:
    health.beat("worker", now=now - timedelta(minutes=2))
    assert health.check(now=now).status == health.Status.OK
    assert health.check(now=now + timedelta(seconds=1)).status == health.Status.DEGRADED


def test_a_message_that_doesnt_leave_degrades_the_instance(organization: Organization, now: datetime) -> None:
    health.beat("worker", now=now)
    a_message(organization, due_at=now - timedelta(minutes=15))
    found = health.check(now=now)
    assert (found.status, found.oldest_due_message_age) == (health.Status.DEGRADED, 900)


def test_the_page_shows_four_values_and_no_name(organization: Organization) -> None:
    builders.member(organization)
    response = Client().get("/sante/")
    assert response.status_code == 200
    assert set(response.json()) == SHOWN
    assert organization.name not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_database_that_is_away_is_said_with_503() -> None:
    with patch.object(health, "check", side_effect=OperationalError("secret-host refused the connection")):
        response = Client().get("/sante/")
    assert response.status_code == 503
    assert response.json() == {
        "status": "degraded",
        "database": "degraded",
        "worker_heartbeat_age": None,
        "oldest_due_message_age": None,
    }


@pytest.mark.django_db
def test_the_page_changes_nothing() -> None:
    assert Client().post("/sante/").status_code == 405
