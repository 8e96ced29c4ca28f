"""Reminders around the two nights of 2027 when the clocks of Paris change, where they don't, and where they do.

Easter falls on the spring night and All Saints' on the morrow of the autumn one: days off join Sundays.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from escale.appointments import messages
from escale.appointments.models import Appointment
from escale.outbox import delivery, texts
from escale.outbox.models import Message, MessageState
from escale.periodic import CATALOGUE
from escale.testing import builders

REUNION = ("97411", "Indian/Reunion")
GUADELOUPE = ("97105", "America/Guadeloupe")
VITRE = ("35360", "Europe/Paris")
BOOKED = datetime(2027, 3, 15, 12, tzinfo=UTC), datetime(2027, 10, 18, 12, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def taken(where: tuple[str, str], at: str) -> Appointment:
    """An appointment at this local hour of that place, booked two weeks before, its confirmation delivered."""
    commune, zone = where
    organization = builders.organization()
    starts_at = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    booked_at = BOOKED[0] if starts_at < BOOKED[1] else BOOKED[1]
    made = builders.appointment(
        builders.member(organization),
        builders.person(organization),
        builders.reason(organization),
        at=builders.venue(organization, zone=zone, commune=commune),
        starts_at=starts_at,
        now=booked_at,
    )
    deliver(booked_at + timedelta(days=1))
    return made


def deliver(now: datetime) -> list[str]:
    """Let a worker pass at that instant; give the reminders that left."""
    delivery.deliver_due(now=now, catalogue=CATALOGUE)
    return list(
        Message.objects.filter(kind="reminder", state=MessageState.SENT, sent_at=now).values_list("text", flat=True)
    )


NIGHTS = [
    pytest.param(REUNION, "2027-03-27 10:00", "2027-03-25 09:00+04:00", id="réunion, the eve of the spring night"),
    pytest.param(REUNION, "2027-03-30 10:00", "2027-03-30 08:00+04:00", id="réunion, after the spring night"),
    pytest.param(REUNION, "2027-03-31 10:00", "2027-03-30 09:00+04:00", id="réunion, three days after it"),
    pytest.param(REUNION, "2027-10-30 10:00", "2027-10-28 09:00+04:00", id="réunion, the eve of the autumn night"),
    pytest.param(REUNION, "2027-11-02 10:00", "2027-11-02 08:00+04:00", id="réunion, after the autumn night"),
    pytest.param(REUNION, "2027-11-03 10:00", "2027-11-02 09:00+04:00", id="réunion, three days after it, autumn"),
    pytest.param(
        GUADELOUPE, "2027-03-27 10:00", "2027-03-25 09:00-04:00", id="guadeloupe, the eve of the spring night"
    ),
    pytest.param(GUADELOUPE, "2027-03-30 10:00", "2027-03-30 08:00-04:00", id="guadeloupe, after the spring night"),
    pytest.param(GUADELOUPE, "2027-03-31 10:00", "2027-03-30 09:00-04:00", id="guadeloupe, three days after it"),
    pytest.param(
        GUADELOUPE, "2027-10-30 10:00", "2027-10-28 09:00-04:00", id="guadeloupe, the eve of the autumn night"
    ),
    pytest.param(GUADELOUPE, "2027-11-02 10:00", "2027-11-02 08:00-04:00", id="guadeloupe, after the autumn night"),
    pytest.param(
        GUADELOUPE, "2027-11-03 10:00", "2027-11-02 09:00-04:00", id="guadeloupe, three days after it, autumn"
    ),
    pytest.param(VITRE, "2027-03-27 10:00", "2027-03-25 09:00+01:00", id="vitré, winter time"),
    pytest.param(VITRE, "2027-03-31 10:00", "2027-03-30 09:00+02:00", id="vitré, summer time"),
    pytest.param(VITRE, "2027-10-30 10:00", "2027-10-28 09:00+02:00", id="vitré, summer time, autumn"),
    pytest.param(VITRE, "2027-11-03 10:00", "2027-11-02 09:00+01:00", id="vitré, winter time, autumn"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("where", "at", "leaves"), NIGHTS)
def test_a_reminder_leaves_at_nine_where_the_person_lives_and_says_her_hour(
    where: tuple[str, str], at: str, leaves: str
) -> None:
    taken(where, at)
    instant = datetime.fromisoformat(leaves)
    assert deliver(instant - INSTANT) == []
    [text] = deliver(instant)
    assert " à 10 h," in text.replace("\u00a0", " ")
    assert deliver(instant + timedelta(days=1)) == []


@pytest.mark.django_db
def test_the_same_instant_is_another_hour_on_each_message() -> None:
    """Tuesday 30 March 2027, 14 h UTC."""
    hours = [("2027-03-30 18:00", REUNION), ("2027-03-30 10:00", GUADELOUPE), ("2027-03-30 16:00", VITRE)]
    made = [taken(where, at) for at, where in hours]
    assert {row.starts_at for row in made} == {datetime(2027, 3, 30, 14, tzinfo=UTC)}
    said = [messages.values_of(row)["heure"].replace("\u00a0", " ") for row in made]
    assert said == ["18 h", "10 h", "16 h"]


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "2 h 30 (avant le changement d’heure)"),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "2 h 30 (après le changement d’heure)"),
    ],
)
def test_the_hour_that_comes_twice_says_which_one(instant: datetime, said: str) -> None:
    assert texts.hour_words(instant.astimezone(ZoneInfo("Europe/Paris"))).replace("\u00a0", " ") == said
