"""What a calendar file means: zones, whole days, recurrence and its exceptions, cancellations."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from escale.agenda.calendars import events
from escale.agenda.calendars.events import Reading, Window
from escale.agenda.calendars.problems import CannotRead
from escale.agenda.models import ReadingProblem

PARIS = ZoneInfo("Europe/Paris")
START = datetime(2026, 11, 6, tzinfo=UTC)


def _text(*components: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//FR", *components, "END:VCALENDAR"]
    return "\r\n".join(line for part in lines for line in part.strip().splitlines()).encode() + b"\r\n"


def _event(*lines: str, uid: str = "a@example.org") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT"])


def _read(*texts: bytes, zone: str = "Europe/Paris") -> Reading:
    window = Window(start=START, end=START + timedelta(days=400), zone=ZoneInfo(zone))
    return events.busy_times(events.parse(texts), window=window, own_host="rdv.example.org")


def _hours(*components: str, zone: str = "Europe/Paris") -> list[str]:
    read = _read(_text(*components), zone=zone)
    assert read.left_out == 0
    return [f"{each.starts_at:%Y-%m-%d %H:%M}/{each.ends_at:%Y-%m-%d %H:%M}" for each in read.busy]


def test_an_event_in_utc() -> None:
    event = _event("DTSTART:20261117T130000Z", "DTEND:20261117T140000Z", "SUMMARY:Dentiste")
    assert _hours(event) == ["2026-11-17 13:00/2026-11-17 14:00"]
    assert _read(_text(event)).busy[0].title == "Dentiste"


@pytest.mark.parametrize("name", ["Europe/Paris", "Romance Standard Time", "W. Europe Standard Time"])
def test_an_event_in_a_zone_named_as_the_internet_or_windows_does(name: str) -> None:
    event = _event(f"DTSTART;TZID={name}:20261117T140000", f"DTEND;TZID={name}:20261117T150000")
    assert _hours(event) == ["2026-11-17 13:00/2026-11-17 14:00"]


VTIMEZONE = """BEGIN:VTIMEZONE
TZID:(UTC+01:00) Bruxelles\\, Paris
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""


def test_an_event_in_a_zone_the_file_describes_itself() -> None:
    name = '"(UTC+01:00) Bruxelles, Paris"'
    winter = _event(f"DTSTART;TZID={name}:20261117T140000", f"DTEND;TZID={name}:20261117T150000", uid="w")
    summer = _event(f"DTSTART;TZID={name}:20270617T140000", f"DTEND;TZID={name}:20270617T150000", uid="s")
    assert _hours(VTIMEZONE, winter, summer) == [
        "2026-11-17 13:00/2026-11-17 14:00",
        "2027-06-17 12:00/2027-06-17 13:00",
    ]


@pytest.mark.parametrize(("zone", "hour"), [("Europe/Paris", 8), ("Indian/Reunion", 5), ("America/Martinique", 13)])
def test_complaint_6207_an_hour_without_a_zone_is_read_on_the_clock_of_the_adviser(zone: str, hour: int) -> None:
    event = _event("DTSTART:20261117T090000", "DURATION:PT1H")
    assert _hours(event, zone=zone) == [f"2026-11-17 {hour:02}:00/2026-11-17 {hour + 1:02}:00"]


def test_complaint_6207_a_whole_day_is_a_day_of_the_adviser() -> None:
    day = _event("DTSTART;VALUE=DATE:20261117", "DTEND;VALUE=DATE:20261119")
    assert _hours(day) == ["2026-11-16 23:00/2026-11-18 23:00"]
    assert _hours(day, zone="Indian/Reunion") == ["2026-11-16 20:00/2026-11-18 20:00"]
    assert _read(_text(day)).busy[0].all_day


def test_a_whole_day_without_an_end_is_one_day() -> None:
    assert _hours(_event("DTSTART;VALUE=DATE:20261117")) == ["2026-11-16 23:00/2026-11-17 23:00"]


def test_a_whole_day_lasts_as_long_as_the_clocks_make_it() -> None:
    assert _hours(_event("DTSTART;VALUE=DATE:20270328")) == ["2027-03-27 23:00/2027-03-28 22:00"]
    assert _hours(_event("DTSTART;VALUE=DATE:20271031")) == ["2027-10-30 22:00/2027-10-31 23:00"]


def test_a_weekly_series_keeps_its_hour_when_the_clocks_change() -> None:
    weekly = _event(
        "DTSTART;TZID=Europe/Paris:20270321T090000",
        "DTEND;TZID=Europe/Paris:20270321T100000",
        "RRULE:FREQ=WEEKLY;COUNT=3",
    )
    assert _hours(weekly) == [
        "2027-03-21 08:00/2027-03-21 09:00",
        "2027-03-28 07:00/2027-03-28 08:00",
        "2027-04-04 07:00/2027-04-04 08:00",
    ]


def test_dates_taken_out_added_moved_and_cancelled_in_a_series() -> None:
    series = _event(
        "DTSTART;TZID=Europe/Paris:20261109T140000",
        "DTEND;TZID=Europe/Paris:20261109T150000",
        "RRULE:FREQ=WEEKLY;UNTIL=20261221T235959Z",
        "EXDATE;TZID=Europe/Paris:20261116T140000",
        "RDATE;TZID=Europe/Paris:20261119T140000",
    )
    moved = _event(
        "RECURRENCE-ID;TZID=Europe/Paris:20261123T140000",
        "DTSTART;TZID=Europe/Paris:20261124T160000",
        "DTEND;TZID=Europe/Paris:20261124T173000",
    )
    canceled = _event(
        "RECURRENCE-ID;TZID=Europe/Paris:20261130T140000",
        "DTSTART;TZID=Europe/Paris:20261130T140000",
        "DTEND;TZID=Europe/Paris:20261130T150000",
        "STATUS:CANCELLED",
    )
    assert _hours(series, moved, canceled) == [
        "2026-11-09 13:00/2026-11-09 14:00",
        "2026-11-19 13:00/2026-11-19 14:00",
        "2026-11-24 15:00/2026-11-24 16:30",
        "2026-12-07 13:00/2026-12-07 14:00",
        "2026-12-14 13:00/2026-12-14 14:00",
        "2026-12-21 13:00/2026-12-21 14:00",
    ]


def test_what_leaves_free_what_is_cancelled_and_what_takes_no_time_are_ignored() -> None:
    hour = ("DTSTART:20261117T130000Z", "DTEND:20261117T140000Z")
    assert (
        _hours(
            _event(*hour, "TRANSP:TRANSPARENT", uid="1"),
            _event(*hour, "STATUS:CANCELLED", uid="2"),
            _event("DTSTART:20261117T130000Z", uid="3"),
            _event("DTSTART:20200101T130000Z", "DTEND:20200101T140000Z", uid="past"),
            _event("DTSTART:20290101T130000Z", "DTEND:20290101T140000Z", uid="far"),
        )
        == []
    )


def test_our_own_events_come_back_by_a_long_way_do_not_make_busy() -> None:
    hour = ("DTSTART:20261117T130000Z", "DTEND:20261117T140000Z")
    ours, theirs = "escale-rendez-vous-12@rdv.example.org", "escale-rendez-vous-12@ailleurs.example.org"
    assert len(_hours(_event(*hour, uid=ours), _event(*hour, uid=theirs))) == 1


def test_an_occurrence_keeps_its_key_from_one_reading_to_the_next() -> None:
    text = _text(_event("DTSTART:20261117T130000Z", "DTEND:20261117T140000Z", "RRULE:FREQ=DAILY;COUNT=3"))
    keys = [each.key for each in _read(text).busy]
    assert keys == [each.key for each in _read(text).busy]
    assert len(set(keys)) == 3


def test_events_without_a_uid_are_told_apart() -> None:
    first = "BEGIN:VEVENT\nDTSTART:20261117T130000Z\nDTEND:20261117T140000Z\nSUMMARY:A\nEND:VEVENT"
    assert len(_hours(first, first.replace("SUMMARY:A", "SUMMARY:B"))) == 2


def test_a_title_is_one_line_of_printable_signs() -> None:
    title = _event("DTSTART:20261117T130000Z", "DTEND:20261117T140000Z", "SUMMARY:Réunion\\n\x07équipe 🎉 " + "é" * 300)
    found = _read(_text(title)).busy[0].title
    assert found.startswith("Réunion équipe 🎉 é")
    assert len(found) == 120


NOT_CALENDARS = {
    "nothing": b"",
    "spaces": b"  \r\n ",
    "a page": b"<!doctype html><title>Connexion</title>",
    "only an event": b"BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n",
    "cut short": _text(_event("DTSTART:20261117T130000Z"))[:-40],
    "cut before the last line": _text(_event("DTSTART:20261117T130000Z"))[:-16],
    "bytes": bytes(range(256)),
    "a card": b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Lucette\r\nEND:VCARD\r\n",
}


@pytest.mark.parametrize("text", NOT_CALENDARS.values(), ids=NOT_CALENDARS.keys())
def test_what_is_not_a_whole_calendar_is_never_read_as_an_empty_one(text: bytes) -> None:
    with pytest.raises(CannotRead) as refused:
        _read(text)
    assert refused.value.problem == ReadingProblem.NOT_A_CALENDAR


def test_one_event_that_cannot_be_read_does_not_hide_the_others() -> None:
    good = _event("DTSTART:20261117T130000Z", "DTEND:20261117T140000Z", uid="good")
    read = _read(_text(_event("DTSTART:demain", uid="bad"), _event("SUMMARY:sans date", uid="none"), good))
    assert (len(read.busy), read.left_out) == (1, 2)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        f"FREQ=DAILY;BYHOUR=9;BYMINUTE={','.join(map(str, range(60)))}",
    ],
)
def test_a_rule_that_repeats_without_end_is_left_out(rule: str) -> None:
    read = _read(_text(_event("DTSTART:20261117T130000Z", "DTEND:20261117T130100Z", f"RRULE:{rule}")))
    assert (read.busy, read.left_out) == ([], 1)


def test_rules_that_never_fall_are_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LONGEST_SECONDS", 0.2)
    never = [
        _event(
            "DTSTART:20200101T130000Z",
            "DTEND:20200101T140000Z",
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2",
            uid=str(n),
        )
        for n in range(30)
    ]
    before = time.thread_time()  # Our own work: what a busy machine adds is not the question.
    with pytest.raises(CannotRead) as refused:
        _read(_text(*never))
    assert refused.value.problem == ReadingProblem.TOO_BIG
    assert time.thread_time() - before < 5


def test_too_many_events_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MOST_EVENTS", 20)
    daily = ("DTSTART:20261117T130000Z", "DTEND:20261117T140000Z")
    assert len(_hours(_event(*daily, "RRULE:FREQ=DAILY;COUNT=20"))) == 20
    with pytest.raises(CannotRead) as refused:
        _read(_text(_event(*daily, "RRULE:FREQ=DAILY;COUNT=21")))
    assert refused.value.problem == ReadingProblem.TOO_BIG
