"""An address typed by somebody reaches the public Internet and nothing else, for a little while and a few megabytes."""

import gzip
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.conf import settings as instance

from escale.fetching import asking
from escale.fetching.asking import Question
from escale.fetching.doors import Door, is_public
from escale.fetching.problems import CannotFetch, Obstacle
from escale.testing.other_site import Site

PRIVATE = {
    "loopback": "127.0.0.1",
    "loopback, elsewhere in its block": "127.8.9.10",
    "loopback, version 6": "::1",
    "no address": "0.0.0.0",
    "no address, version 6": "::",
    "this network": "0.1.2.3",
    "private, class A": "10.0.0.1",
    "private, class B": "172.16.5.4",
    "private, class C": "192.168.1.1",
    "carrier-grade NAT": "100.64.0.1",
    "link-local: metadata of a cloud": "169.254.169.254",
    "link-local, version 6": "fe80::1",
    "link-local with a zone": "fe80::1%eth0",
    "unique local": "fd00::1",
    "site-local, of old": "fec0::1",
    "multicast": "224.0.0.1",
    "multicast, version 6": "ff02::1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "benchmarks": "198.18.0.1",
    "documentation": "192.0.2.1",
    "documentation, version 6": "2001:db8::1",
    "IPv4-mapped loopback": "::ffff:127.0.0.1",
    "IPv4-mapped private": "::ffff:10.0.0.1",
    "IPv4-compatible": "::127.0.0.1",
    "NAT64": "64:ff9b::7f00:1",
    "6to4": "2002:7f00:1::",
    "Teredo": "2001::1",
    "not an address": "exemple",
}


@pytest.mark.parametrize("address", PRIVATE.values(), ids=PRIVATE.keys())
def test_no_address_outside_the_public_internet_is_reached(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(CannotFetch) as refused:
        Door(resolver=lambda host, port: [address]).address_of("agenda.example.org", 443)
    assert refused.value.obstacle == Obstacle.FORBIDDEN


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4007::1", "::ffff:8.8.8.8"])
def test_public_addresses_are_reached(address: str) -> None:
    assert Door(resolver=lambda host, port: [address]).address_of("agenda.example.org", 443) == address


def test_one_private_address_among_public_ones_refuses_the_name() -> None:
    with pytest.raises(CannotFetch):
        Door(resolver=lambda host, port: ["8.8.8.8", "10.0.0.1"]).address_of("agenda.example.org", 443)


TYPED = {
    "another protocol": "file:///etc/passwd",
    "another protocol, on the network": "ftp://agenda.example.org/a.ics",
    "a port that isn't the web's": "https://agenda.example.org:6379/",
    "http on the port of https": "http://agenda.example.org:443/",
    "a user in the address": "https://maelle:secret@agenda.example.org/a.ics",
    "no host": "https:///a.ics",
    "no protocol": "agenda.example.org/a.ics",
    "nothing": "",
    "a port that is no number": "https://agenda.example.org:port/",
    "a NUL": "https://agenda.example.org/\x00",
    "a lone surrogate": "https://agenda.example.org/\ud800",
}


@pytest.mark.parametrize("address", TYPED.values(), ids=TYPED.keys())
def test_an_address_that_is_not_one_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(CannotFetch) as refused:
        asking.readable(address, door=Door())
    assert refused.value.obstacle == Obstacle.FORBIDDEN


HIDDEN_LOOPBACKS = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://0/",
    "http://①②⑦.0.0.1/",
]


@pytest.mark.parametrize("address", HIDDEN_LOOPBACKS)
def test_however_this_machine_is_written_it_is_not_reached(address: str) -> None:
    with pytest.raises(CannotFetch) as refused:
        asking.fetch(Question(address=address), door=Door(), seconds=2)
    assert refused.value.obstacle in {Obstacle.FORBIDDEN, Obstacle.UNREACHABLE}


def test_webcal_is_read_as_https() -> None:
    assert str(asking.readable("webcal://agenda.example.org/a.ics", door=Door())) == "https://agenda.example.org/a.ics"


def test_a_name_that_changes_its_answer_is_asked_only_once(site: Site) -> None:
    """DNS rebinding: the first answer is looked at and connected to; the second, private, is never asked for."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    port = site.address.rpartition(":")[2]
    door = Door(allowed=frozenset({f"agenda.example.org:{port}"}), resolver=lambda host, port: next(answers))
    site.answers("/a.ics", b"BEGIN:VCALENDAR")
    answer = asking.fetch(Question(address=f"http://agenda.example.org:{port}/a.ics"), door=door)
    assert answer.body == b"BEGIN:VCALENDAR"
    assert next(answers) == ["10.0.0.1"]
    assert site.asked[0][2]["Host"] == f"agenda.example.org:{port}"


def _door() -> Door:
    return Door.from_setting(instance.CALENDAR_HOSTS)


def _problem(address: str, **question: object) -> Obstacle:
    with pytest.raises(CannotFetch) as refused:
        asking.fetch(Question(address=address, **question), door=_door(), seconds=1.5)
    return refused.value.obstacle


def test_three_redirections_are_followed_and_no_more(site: Site) -> None:
    for number in range(5):
        site.answers(f"/{number}", status=302, Location=f"/{number + 1}")
    site.answers("/5", b"here")
    assert asking.fetch(Question(address=f"{site.address}/2"), door=_door()).body == b"here"
    assert _problem(f"{site.address}/1") == Obstacle.MOVED


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/", "http://10.0.0.1/", "file:///etc/passwd"])
def test_a_redirection_to_the_inside_is_refused(site: Site, target: str) -> None:
    assert _problem(site.answers("/a.ics", status=301, Location=target)) == Obstacle.FORBIDDEN


def test_only_what_reads_follows_redirections(site: Site) -> None:
    address = site.answers("/dav/", status=307, Location="/other/")
    assert _problem(address, method="REPORT", body=b"<x/>") == Obstacle.MOVED


def test_a_password_does_not_follow_to_another_host(site: Site) -> None:
    port = site.address.rpartition(":")[2]
    elsewhere = f"agenda.example.org:{port}"
    door = Door(allowed=instance.CALENDAR_HOSTS | {elsewhere}, resolver=lambda host, port: ["127.0.0.1"])
    site.answers("/b", b"here")
    address = site.answers("/a", status=302, Location=f"http://{elsewhere}/b")
    asking.fetch(Question(address=address, credentials=("maelle", "secret")), door=door)
    assert ["Authorization" in headers for _, _, headers in site.asked] == [True, False]


def test_a_password_never_goes_in_clear() -> None:
    door = Door(resolver=lambda host, port: ["8.8.8.8"])
    with pytest.raises(CannotFetch) as refused:
        asking.fetch(Question(address="http://agenda.example.org/", credentials=("maelle", "secret")), door=door)
    assert refused.value.obstacle == Obstacle.FORBIDDEN


def test_too_large_an_answer_is_not_read_whole(site: Site) -> None:
    fits = Question(address=site.answers("/fits", b"x" * 1000), most_bytes=1000)
    assert asking.fetch(fits, door=_door()).body == b"x" * 1000
    assert _problem(site.answers("/large", b"x" * 1001), most_bytes=1000) == Obstacle.TOO_BIG


def test_a_gzip_bomb_does_not_swell(site: Site) -> None:
    bomb = gzip.compress(b"0" * 200_000_000, compresslevel=9)
    assert len(bomb) < 250_000
    before = time.monotonic()
    assert _problem(site.answers("/bomb", bomb, Content_Encoding="gzip")) == Obstacle.TOO_BIG
    assert time.monotonic() - before < 1.5


def test_a_compressed_answer_is_read(site: Site) -> None:
    address = site.answers("/a.ics", gzip.compress(b"BEGIN:VCALENDAR"), Content_Encoding="gzip")
    assert asking.fetch(Question(address=address), door=_door()).body == b"BEGIN:VCALENDAR"


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_what_cannot_be_decompressed_is_garbled(site: Site, encoding: str) -> None:
    assert _problem(site.answers("/a", b"plain", Content_Encoding=encoding)) == Obstacle.GARBLED


def _drop_by_drop(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def _headers_for_ever(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(40):
        handler.wfile.write(f"X-{number}: y\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.1)


@pytest.mark.parametrize("reply", [_drop_by_drop, _headers_for_ever])
def test_a_server_that_answers_drop_by_drop_is_left_in_time(site: Site, reply: Callable[..., None]) -> None:
    site.replies["/slow"] = reply
    before = time.monotonic()
    assert _problem(f"{site.address}/slow") == Obstacle.SLOW
    assert time.monotonic() - before < 2.5


def test_an_answer_cut_short_is_not_an_answer(site: Site) -> None:
    assert _problem(site.answers("/cut", b"BEGIN", Content_Length="5000")) in {
        Obstacle.UNREACHABLE,
        Obstacle.SLOW,
    }


def test_nobody_behind_the_address(site: Site, settings: Any) -> None:
    settings.CALENDAR_HOSTS = frozenset({"127.0.0.1:1"})
    assert _problem("http://127.0.0.1:1/") == Obstacle.UNREACHABLE
