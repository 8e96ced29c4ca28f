"""Fetching what an address holds, for somebody else and without harm: bounded in time, in size and in where it may go."""

import time
import zlib
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import httpcore
import httpx

from escale.agenda.calendars.doors import Door
from escale.agenda.calendars.network import Deadline, GuardedNetwork, OutOfTime
from escale.agenda.calendars.problems import CannotRead
from escale.agenda.models import ReadingProblem

LARGEST_BYTES = 5 * 1024 * 1024
LONGEST_SECONDS = 10.0
MOST_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
SCHEMES = {"http": 80, "https": 443}
AGENT = "Escale"

type Headers = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One request. Only a GET follows redirections; credentials go by https, and never leave for another host."""

    address: str
    method: str = "GET"
    headers: Headers = field(default_factory=dict)
    body: bytes = b""
    credentials: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back, decompressed; `body` is empty when nothing has changed (304)."""

    status: int
    body: bytes
    headers: Headers


def readable(address: str, *, door: Door) -> httpx.URL:
    """The address, as it will be asked: webcal is https. Raises `CannotRead` for one that may not be."""
    typed = address.strip()
    if typed.lower().startswith(("webcal://", "webcals://")):
        typed = f"https://{typed.partition('://')[2]}"
    try:
        url = httpx.URL(typed)
    except (httpx.InvalidURL, UnicodeError, ValueError) as problem:
        raise CannotRead(ReadingProblem.FORBIDDEN) from problem
    if url.scheme not in SCHEMES or not url.host or url.userinfo:
        raise CannotRead(ReadingProblem.FORBIDDEN)
    port = url.port or SCHEMES[url.scheme]
    if port != SCHEMES[url.scheme] and not door.trusts(url.host, port):
        raise CannotRead(ReadingProblem.FORBIDDEN)
    return url.copy_with(fragment=None)


def fetch(question: Question, *, door: Door, seconds: float = LONGEST_SECONDS) -> Answer:
    """Ask, and give the answer whatever its status.

    Raises `CannotRead`: not a public address, too slow, too big, more than three redirections, no answer.
    """
    deadline = Deadline(ends=time.monotonic() + seconds)
    url = readable(question.address, door=door)
    if question.credentials and url.scheme != "https" and not door.trusts(url.host, url.port or 80):
        raise CannotRead(ReadingProblem.FORBIDDEN)
    with httpcore.ConnectionPool(network_backend=GuardedNetwork(door, deadline)) as pool:
        for _ in range(MOST_REDIRECTS + 1):
            answer = _ask(pool, url, question, deadline)
            if answer.status not in REDIRECTS:
                return answer
            if question.method != "GET" or "location" not in answer.headers:
                raise CannotRead(ReadingProblem.MOVED)
            target = readable(str(url.join(answer.headers["location"])), door=door)
            if (target.scheme, target.host, target.port) != (url.scheme, url.host, url.port):
                question = replace(question, credentials=None)
            url = target
    raise CannotRead(ReadingProblem.MOVED)


def _ask(pool: httpcore.ConnectionPool, url: httpx.URL, question: Question, deadline: Deadline) -> Answer:
    try:
        with pool.stream(
            question.method,
            httpcore.URL(
                scheme=url.raw_scheme,
                host=url.raw_host,
                port=url.port,
                target=url.raw_path,
            ),
            headers=list(_headers(url, question).items()),
            content=question.body or None,
        ) as response:
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in REDIRECTS:
                return Answer(status=response.status, body=b"", headers=headers)
            body = _body(response.iter_stream(), headers.get("content-encoding", "").strip().lower())
            return Answer(status=response.status, body=body, headers=headers)
    except (OutOfTime, httpcore.TimeoutException) as problem:
        raise CannotRead(ReadingProblem.SLOW) from problem
    except httpcore.ConnectError as problem:
        unsafe = "certificate" in str(problem).lower()
        raise CannotRead(ReadingProblem.UNSAFE if unsafe else ReadingProblem.UNREACHABLE) from problem
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as problem:
        raise CannotRead(ReadingProblem.SLOW if deadline.is_over else ReadingProblem.UNREACHABLE) from problem


def _headers(url: httpx.URL, question: Question) -> Headers:
    headers = {"Host": url.netloc.decode("ascii"), "User-Agent": AGENT, "Accept-Encoding": "identity"}
    if question.body:
        headers["Content-Length"] = str(len(question.body))
    if question.credentials:
        headers["Authorization"] = f"Basic {b64encode(':'.join(question.credentials).encode()).decode()}"
    return headers | question.headers


def _body(chunks: Iterable[bytes], encoding: str) -> bytes:
    """Read no more than the largest size: what is sent, and what it swells to."""
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise CannotRead(ReadingProblem.NOT_A_CALENDAR)
    inflate = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    body = bytearray()
    for chunk in chunks:
        room = LARGEST_BYTES + 1 - len(body)
        try:
            body += inflate.decompress(chunk, room) if inflate else chunk
        except zlib.error as problem:
            raise CannotRead(ReadingProblem.NOT_A_CALENDAR) from problem
        if len(body) > LARGEST_BYTES:
            raise CannotRead(ReadingProblem.TOO_BIG)
    return bytes(body)
