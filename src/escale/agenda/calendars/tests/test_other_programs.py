"""Calendars written by others: khal, and `icalendar`."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from escale.agenda.calendars import events
from escale.agenda.calendars.events import Window
from escale.testing.khal import Khal

PARIS = ZoneInfo("Europe/Paris")
WINDOW = Window(start=datetime(2026, 11, 6, tzinfo=UTC), end=datetime(2027, 12, 13, tzinfo=UTC), zone=PARIS)


def _read(texts: list[bytes]) -> list[str]:
    read = events.busy_times(events.parse(texts), window=WINDOW, own_host="rdv.example.org")
    assert read.left_out == 0
    return [f"{each.starts_at:%Y-%m-%d %H:%M} {each.ends_at:%d %H:%M} {each.title}" for each in read.busy]


def _calendar() -> bytes:
    """A meeting each Tuesday over the spring change, one date moved, one called off, one dropped; a day off."""
    start = datetime(2027, 3, 16, 9, tzinfo=PARIS)

    def meeting(starts_at: datetime, **more: object) -> Event:
        event = Event()
        event.add("uid", "reunion@example.org")
        event.add("dtstamp", datetime(2026, 11, 1, tzinfo=UTC))
        event.add("dtstart", starts_at)
        event.add("dtend", starts_at + timedelta(hours=1))
        event.add("summary", "Réunion d’équipe")
        for name, value in more.items():
            event.add(name.replace("_", "-"), value)
        return event

    series = meeting(start, rrule={"FREQ": "WEEKLY", "COUNT": 6}, exdate=start + timedelta(weeks=1))
    moved = meeting(
        datetime(2027, 3, 31, 14, tzinfo=PARIS), recurrence_id=datetime(2027, 3, 30, 9, tzinfo=PARIS), sequence=1
    )
    off = meeting(
        datetime(2027, 4, 6, 9, tzinfo=PARIS),
        recurrence_id=datetime(2027, 4, 6, 9, tzinfo=PARIS),
        status="CANCELLED",
        sequence=1,
    )
    day = Event()
    day.add("uid", "conges@example.org")
    day.add("dtstamp", datetime(2026, 11, 1, tzinfo=UTC))
    day.add("dtstart", date(2027, 3, 28))
    day.add("dtend", date(2027, 3, 29))
    day.add("summary", "Congé")
    calendar = Calendar()
    calendar.add("prodid", "-//Test//FR")
    calendar.add("version", "2.0")
    for event in (series, moved, off, day):
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


MEANT = [
    "2027-03-16 08:00 16 09:00 Réunion d’équipe",
    "2027-03-27 23:00 28 22:00 Congé",
    "2027-03-31 12:00 31 13:00 Réunion d’équipe",
    "2027-04-13 07:00 13 08:00 Réunion d’équipe",
    "2027-04-20 07:00 20 08:00 Réunion d’équipe",
]


def test_what_icalendar_writes_is_read() -> None:
    assert _read([_calendar()]) == MEANT


def test_what_khal_keeps_is_read(khal: Khal) -> None:
    khal.take(_calendar())
    assert _read(khal.written()) == MEANT


def test_what_khal_writes_itself_is_read(khal: Khal) -> None:
    khal.run("new", "2027-03-22", "10:00", "11:30", "Formation à Rennes 🚆", "::", "Prendre le train")
    khal.run("new", "2027-03-24", "2027-03-25", "Congé")
    khal.run("new", "--repeat", "weekly", "--until", "2027-04-12", "2027-03-23", "09:00", "10:00", "Point")
    assert _read(khal.written()) == [
        "2027-03-22 09:00 22 10:30 Formation à Rennes 🚆",
        "2027-03-23 08:00 23 09:00 Point",
        "2027-03-23 23:00 25 23:00 Congé",
        "2027-03-30 07:00 30 08:00 Point",
        "2027-04-06 07:00 06 08:00 Point",
    ]
