"""A calendar behind a password, read from a real CalDAV server (Radicale) and from answers that are not one's."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import httpx
import pytest
from radicale import config
from radicale.app import Application

from escale.agenda.calendars import caldav, reading
from escale.agenda.calendars.problems import CannotRead
from escale.agenda.models import CalendarKind, Commitment, CommitmentKind, ExternalCalendar, ReadingProblem
from escale.testing.other_site import Site

USER = ("maelle", "mot de passe d’application : été")
type AddCalendar = Callable[..., ExternalCalendar]

EVENTS = {
    "dentiste": "DTSTART:20261116T080000Z\r\nDTEND:20261116T090000Z\r\nSUMMARY:Dentiste",
    "conges": "DTSTART;VALUE=DATE:20261118\r\nDTEND;VALUE=DATE:20261119\r\nSUMMARY:Congés",
    "reunion": (
        "DTSTART;TZID=Europe/Paris:20261109T140000\r\nDTEND;TZID=Europe/Paris:20261109T150000\r\nSUMMARY:Réunion\r\n"
        "RRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE;TZID=Europe/Paris:20261116T140000"
    ),
    "ancien": "DTSTART:20200116T080000Z\r\nDTEND:20200116T090000Z\r\nSUMMARY:Ancien",
    "annule": "DTSTART:20261117T080000Z\r\nDTEND:20261117T090000Z\r\nSUMMARY:Annulé\r\nSTATUS:CANCELLED",
}


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Server:
    """A CalDAV server in this process, with one calendar."""

    calendar: str

    def put(self, uid: str, lines: str) -> None:
        body = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//FR\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n"
        body += f"DTSTAMP:20261101T000000Z\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        httpx.put(f"{self.calendar}{uid}.ics", content=body.encode(), headers=headers, auth=USER).raise_for_status()

    def delete(self, uid: str) -> None:
        httpx.delete(f"{self.calendar}{uid}.ics", auth=USER).raise_for_status()


@pytest.fixture
def server(tmp_path: Path, settings: Any) -> Iterator[Server]:
    (tmp_path / "users").write_text(f"{USER[0]}:{USER[1]}\n")
    configuration = config.load()
    configuration.update(
        {
            "storage": {"filesystem_folder": str(tmp_path / "storage")},
            "auth": {
                "type": "htpasswd",
                "htpasswd_filename": str(tmp_path / "users"),
                "htpasswd_encryption": "plain",
                "delay": "0",
            },
            "logging": {"level": "critical"},
        },
        "test",
        privileged=True,
    )
    served = make_server("127.0.0.1", 0, Application(configuration), handler_class=_Quiet)
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    where = f"127.0.0.1:{served.server_port}"
    settings.CALENDAR_HOSTS = frozenset({where})
    calendar = f"http://{where}/maelle/pro/"
    httpx.request("MKCALENDAR", calendar, auth=USER).raise_for_status()
    yield Server(calendar)
    served.shutdown()
    served.server_close()
    thread.join()


def _busy() -> list[tuple[str, str]]:
    rows = Commitment.objects.filter(kind=CommitmentKind.EXTERNAL).order_by("starts_at", "pk")
    return [(f"{row.starts_at:%d %H:%M}", row.label) for row in rows]


def _read(external: AddCalendar, address: str, now: datetime, *, password: str = USER[1]) -> ExternalCalendar:
    calendar = external(address, kind=CalendarKind.CALDAV, user=USER[0], password=password)
    reading.read_due(now=now)
    calendar.refresh_from_db()
    return calendar


def test_complaint_4114_a_calendar_behind_a_password_is_read(
    server: Server, external: AddCalendar, now: datetime
) -> None:
    for uid, lines in EVENTS.items():
        server.put(uid, lines)
    calendar = _read(external, server.calendar, now)
    assert calendar.problem == ""
    assert _busy() == [
        ("09 13:00", "Réunion"),
        ("16 08:00", "Dentiste"),
        ("17 23:00", "Congés"),
        ("23 13:00", "Réunion"),
        ("30 13:00", "Réunion"),
    ]


def test_an_empty_calendar_is_a_calendar(server: Server, external: AddCalendar, now: datetime) -> None:
    server.put("dentiste", EVENTS["dentiste"])
    calendar = _read(external, server.calendar, now)
    assert len(_busy()) == 1
    server.delete("dentiste")
    ExternalCalendar.objects.update(next_read_at=now)
    reading.read_due(now=now)
    calendar.refresh_from_db()
    assert (_busy(), calendar.problem) == ([], "")


def test_a_refused_password_is_said_so_and_takes_nothing_back(
    server: Server, external: AddCalendar, now: datetime
) -> None:
    calendar = _read(external, server.calendar, now, password="un autre")
    assert calendar.problem == ReadingProblem.PASSWORD


def test_a_calendar_that_is_not_there_is_said_so(server: Server, external: AddCalendar, now: datetime) -> None:
    calendar = _read(external, server.calendar.replace("/pro/", "/autre/"), now)
    assert calendar.problem == ReadingProblem.GONE


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        b"<html><body>Connexion</body></html>",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b'<?xml version="1.0" encoding="klingon"?><x/>',
        b'<multistatus xmlns="DAV:">',
    ],
)
def test_an_answer_that_is_no_multistatus_is_no_calendar(
    site: Site, external: AddCalendar, now: datetime, answer: bytes
) -> None:
    calendar = _read(external, site.answers("/dav/", answer, status=207), now)
    assert calendar.problem == ReadingProblem.NOT_A_CALENDAR
    with pytest.raises(CannotRead):
        caldav.calendars(answer)


def test_the_question_names_the_days_in_utc() -> None:
    asked = caldav.query(datetime(2026, 11, 6, 14, 10, tzinfo=UTC), datetime(2027, 12, 13, tzinfo=UTC)).decode()
    assert '<C:time-range start="20261106T141000Z" end="20271213T000000Z"/>' in asked
