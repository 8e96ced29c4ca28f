"""Sources made to do harm: none stalls the worker, none reaches the inside, each says at the desk what is wrong."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from escale.fetching import doors
from escale.fetching.doors import Door
from escale.offers import asking, refreshing
from escale.offers.formats import choice
from escale.offers.models import Source, SourceKind, SourceProblem
from escale.offers.tests.conftest import AddSource, agenda, event
from escale.testing.other_site import Site

BOMB = gzip.compress(b" " * 20_000_000)
type Reply = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture
def inside() -> Iterator[tuple[str, list[bytes]]]:
    """A machine of the inside nobody outside may reach, on this one: its address, and what it heard."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.05)
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            try:
                visitor, _ = server.accept()
            except TimeoutError:
                continue
            with visitor:
                heard.append(visitor.recv(200))
                body = agenda(event())
                visitor.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.getsockname()[1]}", heard
    over.set()
    thread.join()
    server.close()


def _drop_by_drop(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def _without_end(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(64):
        handler.wfile.write(b" " * 1_000_000)


def _says_nothing(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def _swells(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(BOMB)))
    handler.end_headers()
    handler.wfile.write(BOMB)


def _turns_round(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", handler.path)
    handler.end_headers()


HARM: dict[str, tuple[Reply, SourceProblem]] = {
    "drop by drop": (_drop_by_drop, SourceProblem.SLOW),
    "silent": (_says_nothing, SourceProblem.SLOW),
    "without end": (_without_end, SourceProblem.TOO_BIG),
    "swells a thousand times": (_swells, SourceProblem.TOO_BIG),
    "turns round": (_turns_round, SourceProblem.MOVED),
}


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits, smaller, so that a test reaches them."""
    monkeypatch.setattr(asking, "LONGEST_SECONDS", 1.0)
    monkeypatch.setattr(choice, "MEGABYTE", 200_000)


@pytest.mark.usefixtures("hurried")
def test_together_they_hold_neither_each_other_nor_a_source_that_is_well(
    site: Site, add: AddSource, now: datetime
) -> None:
    for number, (name, (reply, _)) in enumerate(HARM.items()):
        site.replies[f"/{number}"] = reply
        add(f"{site.address}/{number}", name=name)
    whole = add(site.answers("/well", agenda(event())), name="well")
    refreshing.read_due(now=now)
    problems = dict(Source.objects.exclude(pk=whole.pk).values_list("name", "problem"))
    assert problems == {name: str(problem) for name, (_, problem) in HARM.items()}
    assert whole.offers.count() == 1


INSIDE = {
    "this machine": "http://{inside}/",
    "this machine by its name": "http://localhost:{port}/",
    "this machine as one number": "http://2130706433:{port}/",
    "this machine in version 6": "http://[::ffff:127.0.0.1]:{port}/",
    "the metadata of a cloud": "http://169.254.169.254/latest/",
    "a printer": "http://192.168.1.1/",
    "another protocol": "file:///etc/hostname",
}


@pytest.mark.parametrize("target", INSIDE.values(), ids=INSIDE)
def test_a_redirection_to_the_inside_is_not_followed(
    site: Site, add: AddSource, now: datetime, inside: tuple[str, list[bytes]], target: str
) -> None:
    address, heard = inside
    target = target.format(inside=address, port=address.rpartition(":")[2])
    source = add(site.answers("/offres", status=302, Location=target))
    refreshing.read_due(now=now)
    source.refresh_from_db()
    assert (source.problem, heard, source.offers.count()) == (SourceProblem.FORBIDDEN, [], 0)


def test_without_the_guard_the_inside_hears_the_request(
    site: Site, add: AddSource, now: datetime, inside: tuple[str, list[bytes]], settings: Any
) -> None:
    """The control: what the tests above say is not reached is there, and answers, as soon as the guard lets it."""
    address, heard = inside
    settings.CALENDAR_HOSTS |= {address}
    source = add(site.answers("/offres", status=302, Location=f"http://{address}/"))
    refreshing.read_due(now=now)
    assert (len(heard), source.offers.count()) == (1, 1)


def test_a_name_that_turns_inside_between_two_questions_is_asked_once(
    add: AddSource, now: datetime, inside: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: public when it is looked at, inside when it is connected to. There is no second question."""
    answers = iter([["192.0.2.1", "127.0.0.1"], ["127.0.0.1"]])
    monkeypatch.setattr(asking, "door", lambda: Door(resolver=lambda host, port: next(answers)))
    source = add("http://balaze.example.org/agenda")
    refreshing.read_due(now=now)
    source.refresh_from_db()
    assert (source.problem, inside[1]) == (SourceProblem.FORBIDDEN, [])
    assert next(answers) == ["127.0.0.1"]


def test_a_name_that_is_inside_is_not_connected_to(
    add: AddSource, now: datetime, inside: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(doors.socket, "create_connection", lambda *args, **kwargs: asked.append(str(args)))
    monkeypatch.setattr(asking, "door", lambda: Door(resolver=lambda host, port: ["127.0.0.1"]))
    source = add("http://balaze.example.org/agenda")
    refreshing.read_due(now=now)
    source.refresh_from_db()
    assert (source.problem, asked, inside[1]) == (SourceProblem.FORBIDDEN, [], [])


WRONG = {
    "another type": (SourceKind.OPENAGENDA, b"\x89PNG", "image/png"),
    "a page": (SourceKind.NEWS, b"<!doctype html><html></html>", "text/html"),
    "no JSON": (SourceKind.OPENAGENDA, b"{", "application/json"),
    "no CSV": (SourceKind.PLACES, b"a;b\n1;2\n", "text/csv"),
    "no calendar": (SourceKind.CALENDAR, b"BEGIN:VCALENDAR\r\n", "text/calendar"),
    "no XML": (SourceKind.NEWS, b"<rss>", "application/rss+xml"),
    "an entity": (SourceKind.NEWS, b'<!DOCTYPE r [<!ENTITY e "e">]><rss>&e;</rss>', "application/rss+xml"),
    "no list": (SourceKind.SERVICES, json.dumps({"structures": 3}).encode(), "application/json"),
}


@pytest.mark.parametrize(("kind", "body", "nature"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_at_the_desk_and_asked_again_later(
    site: Site, add: AddSource, now: datetime, kind: SourceKind, body: bytes, nature: str
) -> None:
    source = add(site.answers("/offres", body, Content_Type=nature), kind=kind)
    refreshing.read_due(now=now)
    source.refresh_from_db()
    assert source.problem in {SourceProblem.UNREADABLE, SourceProblem.A_PAGE}
    assert (source.failing_since, source.due_at) == (now, now + refreshing.FIRST_PAUSE)
