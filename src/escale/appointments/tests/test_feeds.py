"""What other programs read of an adviser's agenda, checked with `icalendar` and with khal."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Timezone

from escale.accounts.models import Membership
from escale.agenda import absences
from escale.agenda.calendars import events
from escale.agenda.calendars.events import Window
from escale.agenda.models import CalendarFeed, PermanenceOccurrence
from escale.appointments import canceling, feed_links, feeds, moving
from escale.appointments.models import Appointment, Reason
from escale.appointments.time_zones import vtimezone
from escale.people.models import Beneficiary
from escale.places.models import Venue, VenueKind
from escale.testing import builders
from escale.testing.cast import Reception
from escale.testing.khal import Khal

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
type Queries = Callable[[], CaptureQueriesContext]


@pytest.fixture
def feed(reception: Reception, now: datetime) -> CalendarFeed:
    return feed_links.open_feed(builders.resource_of(reception.adviser), now=now)


@pytest.fixture
def booked(reception: Reception, person: Beneficiary) -> Appointment:
    return _book(reception, person, MONDAY_9)


def _book(reception: Reception, who: Beneficiary, starts_at: datetime, *, why: Reason | None = None) -> Appointment:
    return builders.appointment(
        reception.adviser, who, why or reception.reason, at=reception.venue, starts_at=starts_at
    )


def _read(feed: CalendarFeed, now: datetime) -> list[Any]:
    feed = CalendarFeed.objects.select_related("resource__adviser").get(pk=feed.pk)
    return Calendar.from_ical(feeds.render(feed, now=now).text).events


def _text(feed: CalendarFeed, now: datetime) -> str:
    return feeds.render(feed, now=now).text.decode()


def test_an_appointment_is_an_event_at_its_hour_and_place(
    booked: Appointment, feed: CalendarFeed, now: datetime
) -> None:
    [event] = _read(feed, now)
    assert event["UID"] == f"escale-rendez-vous-{booked.pk}@localhost"
    assert event.start == MONDAY_9
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"
    assert event.end - event.start == timedelta(minutes=45)
    assert (event["SUMMARY"], event["STATUS"], event["SEQUENCE"]) == (
        "Rendez-vous : Mails et documents",
        "CONFIRMED",
        0,
    )
    assert event["LOCATION"] == "Centre social, 13 rue Notre-Dame, 35500 Vitré"
    assert event["CLASS"] == "PRIVATE"


def test_first_names_are_there_only_when_chosen(booked: Appointment, feed: CalendarFeed, now: datetime) -> None:
    assert "Lucette" not in _text(feed, now)
    feed_links.choose(feed, with_names=True, with_permanences=False)
    feed.refresh_from_db()
    assert [event["SUMMARY"] for event in _read(feed, now)] == ["Lucette : Mails et documents"]


def test_a_discreet_reason_is_never_told(
    reception: Reception, person: Beneficiary, feed: CalendarFeed, now: datetime
) -> None:
    _book(reception, person, MONDAY_9, why=builders.reason(reception.organization, name="Dettes", discreet=True))
    assert [event["SUMMARY"] for event in _read(feed, now)] == ["Rendez-vous"]


def test_neither_subject_number_nor_note_ever_leaves(
    booked: Appointment, person: Beneficiary, feed: CalendarFeed, now: datetime
) -> None:
    Appointment.objects.update(subject="Ses impôts", contact_email="lucette@example.org")
    Beneficiary.objects.update(notes="Parler fort")
    feed_links.choose(feed, with_names=True, with_permanences=True)
    feed.refresh_from_db()
    text = _text(feed, now)
    for secret in ("impôts", "lucette@", "Parler fort", "39980042", "39 98", "Briand"):
        assert secret not in text


def test_nobody_is_received_at_an_address_when_it_is_at_home(
    booked: Appointment, feed: CalendarFeed, now: datetime
) -> None:
    Venue.objects.update(kind=VenueKind.HOME)
    assert "LOCATION" not in _read(feed, now)[0]


def test_a_move_keeps_the_identifier_and_grows_the_sequence(
    booked: Appointment, reception: Reception, feed: CalendarFeed, now: datetime
) -> None:
    before = _read(feed, now)[0]
    later = MONDAY_9 + timedelta(days=1)
    moving.move_by_person(booked, venue=reception.venue, starts_at=later, now=now + timedelta(hours=1))
    [after] = _read(feed, now)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.start == later
    assert after["LAST-MODIFIED"].dt == now + timedelta(hours=1)


def test_what_is_called_off_is_said_for_sixty_days(booked: Appointment, feed: CalendarFeed, now: datetime) -> None:
    canceling.cancel_by_person(booked, now=now)
    [event] = _read(feed, now + timedelta(days=30))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    Appointment.objects.update(starts_at=now + timedelta(days=90), ends_at=now + timedelta(days=91))
    assert len(_read(feed, now + timedelta(days=60))) == 1
    assert _read(feed, now + timedelta(days=60, seconds=1)) == []


def test_absences_are_there_without_their_reason(reception: Reception, feed: CalendarFeed, now: datetime) -> None:
    paris = ZoneInfo("Europe/Paris")
    for start, end in (
        (datetime(2026, 11, 18, 14, tzinfo=paris), datetime(2026, 11, 18, 17, tzinfo=paris)),
        (datetime(2026, 11, 20, tzinfo=paris), datetime(2026, 11, 22, tzinfo=paris)),
    ):
        absences.declare(builders.resource_of(reception.adviser), starts_at=start, ends_at=end, label="Hôpital")
    afternoon, days = _read(feed, now)
    assert afternoon.start == datetime(2026, 11, 18, 13, tzinfo=UTC)
    assert (days.start, days.end) == (date(2026, 11, 20), date(2026, 11, 22))
    assert "Hôpital" not in _text(feed, now)


def test_permanences_are_there_when_chosen_and_take_no_time(feed: CalendarFeed, now: datetime) -> None:
    assert _read(feed, now) == []
    feed_links.choose(feed, with_names=False, with_permanences=True)
    feed.refresh_from_db()
    found = _read(feed, now)
    assert len(found) == PermanenceOccurrence.objects.held().count() > 60
    assert {event["TRANSP"] for event in found} == {"TRANSPARENT"}
    assert found[0]["SUMMARY"] == "Permanence : Centre social"


def test_an_organization_one_has_left_is_in_the_feed_no_more(
    booked: Appointment, reception: Reception, feed: CalendarFeed, now: datetime
) -> None:
    Membership.objects.update(ended_at=now)
    assert _read(feed, now) == []


def test_somebody_elses_appointments_are_not_in_it(
    reception: Reception, colleague: Membership, person: Beneficiary, feed: CalendarFeed, now: datetime
) -> None:
    builders.appointment(colleague, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
    assert _read(feed, now) == []


EVIL = "Lucette\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:x;,\\ \x0b\u2028fin"


def test_a_name_cannot_write_lines_of_its_own(
    booked: Appointment, person: Beneficiary, feed: CalendarFeed, now: datetime
) -> None:
    Beneficiary.objects.update(first_name=EVIL)
    Venue.objects.update(name="Salle\r\nX-EVIL:1")
    feed_links.choose(feed, with_names=True, with_permanences=False)
    feed.refresh_from_db()
    [event] = _read(feed, now)
    assert event["SUMMARY"].startswith("Lucette END:VEVENT BEGIN:VEVENT ATTACH")
    assert {"ATTACH", "X-EVIL"}.isdisjoint(event)


def test_lines_are_folded_at_75_octets_without_cutting_a_character(
    booked: Appointment, feed: CalendarFeed, now: datetime
) -> None:
    name = "Élodie 👩🏽‍🦰 " * 6 + "é" * 25
    Venue.objects.update(name=name[:60], address="à côté de l’église 🏛️ " * 5)
    Beneficiary.objects.update(first_name=name[:60])
    feed_links.choose(feed, with_names=True, with_permanences=False)
    feed.refresh_from_db()
    lines = feeds.render(feed, now=now).text.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()
    assert _read(feed, now)[0]["SUMMARY"].startswith("Élodie 👩🏽‍🦰 Élodie")


def test_the_version_changes_only_with_what_is_shown(
    booked: Appointment, reception: Reception, feed: CalendarFeed, now: datetime
) -> None:
    first = feeds.render(feed, now=now).etag
    assert feeds.render(feed, now=now + timedelta(minutes=10)).etag == first
    moving.move_by_person(booked, venue=reception.venue, starts_at=MONDAY_9 + timedelta(days=1), now=now)
    assert feeds.render(feed, now=now).etag != first


@pytest.mark.parametrize("people", [1, 12])
def test_a_feed_is_read_in_seven_queries_whatever_it_holds(
    reception: Reception, feed: CalendarFeed, now: datetime, queries: Queries, people: int
) -> None:
    for day in range(people):
        who = builders.person(reception.organization, phone="")
        _book(reception, who, MONDAY_9 + timedelta(days=day))
    feed_links.choose(feed, with_names=True, with_permanences=True)
    secret = feed_links.secret_of(feed)
    with queries() as seen:
        feeds.render(feed_links.find(secret), now=now)
    assert len(seen) <= 7


@pytest.mark.parametrize(
    "name", ["Europe/Paris", "Indian/Reunion", "America/Martinique", "America/Miquelon", "Pacific/Noumea", "UTC"]
)
def test_complaint_6207_the_zone_described_is_the_zone_lived(name: str) -> None:
    described = Timezone.from_ical(vtimezone(name, first=date(2026, 1, 1), last=date(2027, 12, 31))).to_tz(
        lookup_tzid=False
    )
    zone = ZoneInfo(name)
    at = datetime(2026, 1, 1)  # noqa: DTZ001 - a wall clock
    while at.year < 2028:
        lived = at.replace(tzinfo=zone)
        exists = lived.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == at
        assert not exists or at.replace(tzinfo=described).utcoffset() == lived.utcoffset(), at
        at += timedelta(hours=1)


def test_complaint_6207_each_venue_has_its_clock(
    reception: Reception, person: Beneficiary, feed: CalendarFeed, now: datetime
) -> None:
    overseas = builders.venue(reception.organization, name="Mairie de Saint-Denis", zone="Indian/Reunion")
    _book(reception, person, MONDAY_9)
    builders.appointment(
        reception.adviser, person, reception.reason, at=overseas, starts_at=MONDAY_9 + timedelta(days=1)
    )
    text = _text(feed, now)
    assert "TZID:Indian/Reunion" in text
    assert "DTSTART;TZID=Indian/Reunion:20261117T120000" in text
    assert "DTSTART;TZID=Europe/Paris:20261116T090000" in text


def test_complaint_4114_our_own_feed_come_back_keeps_nobody_busy(
    booked: Appointment, feed: CalendarFeed, now: datetime
) -> None:
    window = Window(start=now, end=now + timedelta(days=90), zone=ZoneInfo("Europe/Paris"))
    parsed = events.parse([feeds.render(feed, now=now).text])
    assert events.busy_times(parsed, window=window, own_host="localhost").busy == []
    parsed = events.parse([feeds.render(feed, now=now).text])
    assert len(events.busy_times(parsed, window=window, own_host="elsewhere.example.org").busy) == 1


def test_khal_shows_our_appointments_at_their_hours(
    booked: Appointment, reception: Reception, feed: CalendarFeed, now: datetime, khal: Khal
) -> None:
    summer = _book(reception, builders.person(reception.organization, phone=""), datetime(2027, 6, 14, 7, tzinfo=UTC))
    Beneficiary.objects.filter(pk=summer.person_id).update(first_name="Noël 🎄")
    feed_links.choose(feed, with_names=True, with_permanences=False)
    feed.refresh_from_db()
    khal.take(feeds.render(feed, now=now).text)
    place = "(Centre social, 13 rue Notre-Dame, 35500 Vitré)"
    assert khal.shown("2026-11-16", "2027-07-01") == [
        f"2026-11-16 09:00 to 2026-11-16 09:45 Lucette : Mails et documents {place}",
        f"2027-06-14 09:00 to 2027-06-14 09:45 Noël 🎄 : Mails et documents {place}",
    ]


def test_khal_follows_a_move_and_a_cancellation(
    booked: Appointment, reception: Reception, feed: CalendarFeed, now: datetime, khal: Khal
) -> None:
    khal.take(feeds.render(feed, now=now).text)
    moving.move_by_person(booked, venue=reception.venue, starts_at=MONDAY_9 + timedelta(days=1), now=now)
    khal.take(feeds.render(feed, now=now).text)
    [shown] = khal.shown("2026-11-16", "2026-11-30")
    assert shown.startswith("2026-11-17 09:00")
    booked.refresh_from_db()
    canceling.cancel_by_person(booked, now=now)
    khal.take(feeds.render(feed, now=now).text)
    [shown] = khal.shown("2026-11-16", "2026-11-30")
    assert "CANCELLED" in shown
