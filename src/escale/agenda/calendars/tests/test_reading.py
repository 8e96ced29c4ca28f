"""Reading a calendar makes its owner busy; a reading that fails takes nothing back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.test import override_settings

from escale.accounts.models import Membership
from escale.agenda.calendars import keeping, reading, sealing
from escale.agenda.calendars.problems import CannotRead
from escale.agenda.calendars.sealing import Source
from escale.agenda.models import CalendarKind, Commitment, CommitmentKind, ExternalCalendar, ReadingProblem
from escale.appointments import hours
from escale.testing import builders
from escale.testing.cast import Reception
from escale.testing.other_site import Site

type AddCalendar = Callable[..., ExternalCalendar]

MONDAY = date(2026, 11, 16)
QUARTER = timedelta(minutes=15)


def _event(uid: str, start: str, end: str, *lines: str) -> str:
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"DTSTART:{start}",
            f"DTEND:{end}",
            f"SUMMARY:Titre {uid}",
            *lines,
            "END:VEVENT",
            "",
        ]
    )


def _calendar(*events: str) -> bytes:
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//FR\r\n" + "".join(events) + "END:VCALENDAR\r\n").encode()


DENTIST = _event("dentiste", "20261116T080000Z", "20261116T090000Z")
MEETING = _event("reunion", "20261116T100000Z", "20261116T110000Z")


def _busy() -> list[tuple[str, str]]:
    rows = Commitment.objects.filter(kind=CommitmentKind.EXTERNAL).order_by("starts_at", "pk")
    return [(f"{row.starts_at:%d %H:%M}", row.label) for row in rows]


def _again(calendar: ExternalCalendar, now: datetime) -> ExternalCalendar:
    """Read it once it is due again, whatever it says."""
    ExternalCalendar.objects.filter(pk=calendar.pk).update(next_read_at=now, whole_read_at=None)
    assert reading.read_due(now=now) == 1
    calendar.refresh_from_db()
    return calendar


def test_what_is_read_keeps_the_adviser_busy(site: Site, external: AddCalendar, now: datetime) -> None:
    calendar = external(site.answers("/a.ics", _calendar(DENTIST, MEETING)))
    assert reading.read_due(now=now) == 1
    calendar.refresh_from_db()
    assert _busy() == [("16 08:00", "Titre dentiste"), ("16 10:00", "Titre reunion")]
    assert (calendar.last_read_at, calendar.event_count, calendar.problem) == (now, 2, "")
    assert calendar.next_read_at == now + QUARTER
    assert not calendar.is_being_read(now=now)


def test_complaint_4114_free_hours_take_what_was_read_into_account_at_once(
    site: Site, external: AddCalendar, reception: Reception, now: datetime
) -> None:
    def offered() -> list[str]:
        found = hours.search(
            reception.reason,
            first=MONDAY,
            last=MONDAY,
            venues=[reception.venue],
            rule=hours.public_rule(reception.reason, now=now),
            now=now,
        )
        return [f"{hour.start:%H:%M}" for hour in found]

    assert offered() == ["08:00", "08:45", "09:30", "10:15"]
    external(site.answers("/a.ics", _calendar(DENTIST)))
    reading.read_due(now=now)
    assert offered() == ["09:00", "09:45"]


def test_only_what_changed_is_written_again(site: Site, external: AddCalendar, now: datetime) -> None:
    calendar = external(site.answers("/a.ics", _calendar(DENTIST, MEETING)))
    reading.read_due(now=now)
    first = {event.title: event.pk for event in calendar.events.order_by("pk")}
    longer = _event("reunion", "20261116T100000Z", "20261116T120000Z")
    added = _event("train", "20261117T060000Z", "20261117T070000Z")
    site.answers("/a.ics", _calendar(longer, added))
    _again(calendar, now + QUARTER)
    assert _busy() == [("16 10:00", "Titre reunion"), ("17 06:00", "Titre train")]
    assert calendar.events.get(title="Titre reunion").pk == first["Titre reunion"]
    held = Commitment.objects.get(external_event__title="Titre reunion")
    assert held.ends_at == datetime(2026, 11, 16, 12, tzinfo=UTC)


def test_a_reading_that_finds_nothing_new_writes_no_event(
    site: Site, external: AddCalendar, now: datetime, queries: Any
) -> None:
    many = [_event(f"n{day}", f"202611{day}T080000Z", f"202611{day}T090000Z") for day in range(16, 29)]
    calendar = external(site.answers("/a.ics", _calendar(*many)))
    reading.read_due(now=now)
    with queries() as seen:
        _again(calendar, now + QUARTER)
    written = [query["sql"] for query in seen if query["sql"].startswith(("INSERT", "DELETE", "UPDATE"))]
    assert all("externalcalendar" in sql for sql in written)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"body": b""}, ReadingProblem.NOT_A_CALENDAR),
        ({"body": b"<html>Connexion</html>"}, ReadingProblem.NOT_A_CALENDAR),
        ({"body": _calendar(DENTIST)[:-20]}, ReadingProblem.NOT_A_CALENDAR),
        ({"status": 204}, ReadingProblem.NOT_A_CALENDAR),
        ({"status": 401}, ReadingProblem.REFUSED),
        ({"status": 404}, ReadingProblem.GONE),
        ({"status": 410}, ReadingProblem.GONE),
        ({"status": 429}, ReadingProblem.BROKEN_DOWN),
        ({"status": 500}, ReadingProblem.BROKEN_DOWN),
        ({"status": 302, "Location": "http://10.0.0.1/"}, ReadingProblem.FORBIDDEN),
    ],
)
def test_a_failure_keeps_what_was_read_and_says_why(
    site: Site, external: AddCalendar, now: datetime, answer: dict[str, Any], problem: ReadingProblem
) -> None:
    calendar = external(site.answers("/a.ics", _calendar(DENTIST)))
    reading.read_due(now=now)
    site.answers("/a.ics", **answer)
    calendar = _again(calendar, now + QUARTER)
    assert _busy() == [("16 08:00", "Titre dentiste")]
    assert (calendar.problem, calendar.failing_since, calendar.last_read_at) == (problem, now + QUARTER, now)


def test_a_calendar_from_which_everything_was_removed_frees_its_hours(
    site: Site, external: AddCalendar, now: datetime
) -> None:
    calendar = external(site.answers("/a.ics", _calendar(DENTIST)))
    reading.read_due(now=now)
    site.answers("/a.ics", _calendar())
    calendar = _again(calendar, now + QUARTER)
    assert (_busy(), calendar.event_count, calendar.problem) == ([], 0, "")


def test_failures_are_tried_again_later_and_later(site: Site, external: AddCalendar, now: datetime) -> None:
    calendar = external(site.answers("/a.ics", status=500))
    waits = []
    for _ in range(7):
        assert reading.read_due(now=now) == 1
        calendar.refresh_from_db()
        waits.append((calendar.next_read_at - now) // timedelta(minutes=1))
        now = calendar.next_read_at
    assert waits == [30, 60, 120, 240, 360, 360, 360]
    site.answers("/a.ics", _calendar(DENTIST))
    reading.read_due(now=now)
    calendar.refresh_from_db()
    assert (calendar.failures, calendar.failing_since, calendar.next_read_at) == (0, None, now + QUARTER)


def test_a_calendar_is_claimed_by_one_worker_until_its_lease_ends(
    site: Site, external: AddCalendar, now: datetime
) -> None:
    calendar = external(site.answers("/a.ics", _calendar(DENTIST)))
    assert [each.pk for each in reading._claim(now=now, limit=10)] == [calendar.pk]
    assert reading._claim(now=now, limit=10) == []
    calendar.refresh_from_db()
    assert calendar.is_being_read(now=now + timedelta(minutes=1))
    assert len(reading._claim(now=now + timedelta(minutes=5), limit=10)) == 1


def test_nothing_has_changed_is_enough_for_a_day(site: Site, external: AddCalendar, now: datetime) -> None:
    calendar = external(site.answers("/a.ics", _calendar(DENTIST), ETag='"one"'))
    reading.read_due(now=now)

    def unchanged(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(304 if handler.headers.get("If-None-Match") == '"one"' else 500)
        handler.end_headers()

    site.replies["/a.ics"] = unchanged
    reading.read_due(now=now + QUARTER)
    calendar.refresh_from_db()
    assert (calendar.last_read_at, calendar.problem, len(_busy())) == (now + QUARTER, "", 1)
    reading.read_due(now=now + timedelta(days=1))
    assert "If-None-Match" not in site.asked[-1][2]


def test_series_reach_thirteen_months_ahead_and_past_events_go(
    site: Site, external: AddCalendar, now: datetime
) -> None:
    monthly = _event("m", "20260116T080000Z", "20260116T090000Z", "RRULE:FREQ=MONTHLY")
    calendar = external(site.answers("/a.ics", _calendar(monthly)))
    reading.read_due(now=now)
    assert calendar.events.count() == 13
    _again(calendar, now + timedelta(days=60))
    first, last = calendar.events.order_by("starts_at").first(), calendar.events.order_by("starts_at").last()
    assert (first.starts_at.date(), last.starts_at.date()) == (date(2027, 1, 16), date(2028, 1, 16))


def test_titles_are_kept_only_if_their_owner_wants(site: Site, external: AddCalendar, now: datetime) -> None:
    calendar = external(site.answers("/a.ics", _calendar(DENTIST)), keeps_titles=False)
    reading.read_due(now=now)
    assert (_busy(), calendar.events.get().title) == ([("16 08:00", "")], "")
    keeping.correct(calendar, name="Perso", keeps_titles=True, source=None, now=now)
    reading.read_due(now=now)
    assert _busy() == [("16 08:00", "Titre dentiste")]


def test_a_file_is_read_at_once_and_kept_without_what_isnt_asked(external: AddCalendar) -> None:
    calendar = external("", kind=CalendarKind.FILE, content=_calendar(DENTIST).decode())
    calendar.refresh_from_db()
    assert (_busy(), calendar.event_count) == ([("16 08:00", "Titre dentiste")], 1)


def test_a_paused_calendar_is_not_read_and_keeps_its_hours(site: Site, external: AddCalendar, now: datetime) -> None:
    calendar = external(site.answers("/a.ics", _calendar(DENTIST)))
    reading.read_due(now=now)
    keeping.pause(calendar, now=now)
    assert reading.read_due(now=now + timedelta(days=2)) == 0
    assert len(_busy()) == 1
    keeping.resume(calendar, now=now)
    assert reading.read_due(now=now) == 1


def test_removing_a_calendar_frees_its_hours(site: Site, external: AddCalendar, now: datetime) -> None:
    calendar = external(site.answers("/a.ics", _calendar(DENTIST)))
    reading.read_due(now=now)
    keeping.remove(calendar)
    assert (_busy(), ExternalCalendar.objects.count()) == ([], 0)


def test_what_is_read_at_an_address_corrected_meanwhile_is_dropped(
    site: Site, external: AddCalendar, now: datetime
) -> None:
    calendar = external(site.answers("/old.ics", _calendar(DENTIST)))
    new = site.answers("/new.ics", _calendar(MEETING))
    answer = site.replies["/old.ics"]

    def slow(handler: BaseHTTPRequestHandler) -> None:
        answer(handler)

    site.replies["/old.ics"] = slow
    [claimed] = reading._claim(now=now, limit=1)
    window = reading._window(claimed, now=now)
    content = reading._ask(claimed, window, now)
    keeping.correct(calendar, name="Perso", keeps_titles=True, source=Source(address=new), now=now)
    reading._settle(claimed, content, window=window, now=now)
    assert _busy() == []
    reading.read_due(now=now)
    assert _busy() == [("16 10:00", "Titre reunion")]


def test_it_can_be_asked_again_once_a_minute(site: Site, external: AddCalendar, now: datetime) -> None:
    calendar = external(site.answers("/a.ics", _calendar(DENTIST)))
    with pytest.raises(keeping.ReadTooRecently):
        keeping.ask_reading(calendar, now=now)
    reading.read_due(now=now)
    calendar.refresh_from_db()
    with pytest.raises(keeping.ReadTooRecently):
        keeping.ask_reading(calendar, now=now + timedelta(seconds=59))
    keeping.ask_reading(calendar, now=now + timedelta(minutes=1))
    assert reading.read_due(now=now + timedelta(minutes=1)) == 1


def test_ten_calendars_are_enough(external: AddCalendar) -> None:
    for number in range(10):
        external(f"https://agenda.example.org/{number}.ics")
    with pytest.raises(keeping.TooManyCalendars):
        external("https://agenda.example.org/11.ics")


def test_the_address_is_unreadable_in_the_database(external: AddCalendar) -> None:
    calendar = external("https://agenda.example.org/secret-address.ics", password="mot-de-passe")
    assert "secret" not in calendar.sealed
    assert "mot-de-passe" not in calendar.sealed
    assert sealing.unseal(calendar.sealed).password == "mot-de-passe"


def test_another_key_of_the_instance_opens_nothing_unless_the_old_one_is_kept(
    site: Site, external: AddCalendar, now: datetime, settings: Any
) -> None:
    calendar = external(site.answers("/a.ics", _calendar(DENTIST)))
    old = settings.SECRET_KEY
    with override_settings(SECRET_KEY="x" * 50):
        reading.read_due(now=now)
        calendar.refresh_from_db()
        assert calendar.problem == ReadingProblem.SEALED
        with override_settings(SECRET_KEY_FALLBACKS=[old]):
            calendar = _again(calendar, now + timedelta(hours=1))
            assert calendar.problem == ""
        assert sealing.unseal(calendar.sealed).address.endswith("/a.ics")
    with pytest.raises(CannotRead):
        sealing.unseal(calendar.sealed)


def test_one_calendar_that_breaks_does_not_hold_the_others(
    site: Site, external: AddCalendar, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(request: Any) -> Any:
        if request.source.address.endswith("/broken"):
            raise RuntimeError("nobody foresaw this")
        return read(request)

    read = reading.sources.read
    monkeypatch.setattr(reading.sources, "read", broken)
    bad, good = external(f"{site.address}/broken"), external(site.answers("/a.ics", _calendar(DENTIST)))
    assert reading.read_due(now=now) == 2
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.problem, good.problem) == (ReadingProblem.BROKEN_DOWN, "")


def test_two_calendars_may_hold_the_same_event(site: Site, external: AddCalendar, now: datetime) -> None:
    address = site.answers("/a.ics", _calendar(DENTIST))
    external(address)
    external(address)
    reading.read_due(now=now)
    assert len(_busy()) == 2


def test_complaint_6207_whole_days_are_those_of_the_venues_of_the_adviser(
    site: Site, external: AddCalendar, adviser: Membership, now: datetime
) -> None:
    overseas = builders.venue(adviser.organization, name="Mairie de Saint-Denis", zone="Indian/Reunion")
    builders.permanence(adviser, overseas)
    day = _event("jour", "20261118", "20261119").replace("DTSTART:", "DTSTART;VALUE=DATE:")
    external(site.answers("/a.ics", _calendar(day.replace("DTEND:", "DTEND;VALUE=DATE:"))))
    reading.read_due(now=now)
    assert _busy() == [("17 20:00", "Titre jour")]
