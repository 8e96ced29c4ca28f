"""Fetching what an address holds, for somebody else and without harm: bounded in time, in size and in where it may go."""

import time
import zlib
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import httpcore
import httpx

from escale.fetching.doors import Door
from escale.fetching.network import Deadline, GuardedNetwork, OutOfTime
from escale.fetching.problems import CannotFetch, Obstacle

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
    most_bytes: int = LARGEST_BYTES


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back, decompressed; `body` is empty when nothing has changed (304)."""

    status: int
    body: bytes
    headers: Headers


def readable(address: str, *, door: Door) -> httpx.URL:
    """The address, as it will be asked: webcal is https. Raises `CannotFetch` for one that may not be."""
    typed = address.strip()
    if typed.lower().startswith(("webcal://", "webcals://")):
        typed = f"https://{typed.partition('://')[2]}"
    try:
        url = httpx.URL(typed)
    except (httpx.InvalidURL, UnicodeError, ValueError) as problem:
        raise CannotFetch(Obstacle.FORBIDDEN) from problem
    if url.scheme not in SCHEMES or not url.host or url.userinfo:
        raise CannotFetch(Obstacle.FORBIDDEN)
    port = url.port or SCHEMES[url.scheme]
    if port != SCHEMES[url.scheme] and not door.trusts(url.host, port):
        raise CannotFetch(Obstacle.FORBIDDEN)
    return url.copy_with(fragment=None)


def fetch(question: Question, *, door: Door, seconds: float = LONGEST_SECONDS) -> Answer:
    """Ask, and give the answer whatever its status.

    Raises `CannotFetch`: not a public address, too slow, too big, more than three redirections, no answer.
    """
    deadline = Deadline(ends=time.monotonic() + seconds)
    url = readable(question.address, door=door)
    if question.credentials and url.scheme != "https" and not door.trusts(url.host, url.port or 80):
        raise CannotFetch(Obstacle.FORBIDDEN)
    with httpcore.ConnectionPool(network_backend=GuardedNetwork(door, deadline)) as pool:
        for _ in range(MOST_REDIRECTS + 1):
            answer = _ask(pool, url, question, deadline)
            if answer.status not in REDIRECTS:
                return answer
            if question.method != "GET" or "location" not in answer.headers:
                raise CannotFetch(Obstacle.MOVED)
            target = readable(str(url.join(answer.headers["location"])), door=door)
            if (target.scheme, target.host, target.port) != (url.scheme, url.host, url.port):
                question = replace(question, credentials=None)
            url = target
    raise CannotFetch(Obstacle.MOVED)


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
            body = _body(
                response.iter_stream(), headers.get("content-encoding", "").strip().lower(), question.most_bytes
            )
            return Answer(status=response.status, body=body, headers=headers)
    except (OutOfTime, httpcore.TimeoutException) as problem:
        raise CannotFetch(Obstacle.SLOW) from problem
    except httpcore.ConnectError as problem:
        unsafe = "certificate" in str(problem).lower()
        raise CannotFetch(Obstacle.UNSAFE if unsafe else Obstacle.UNREACHABLE) from problem
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as problem:
        raise CannotFetch(Obstacle.SLOW if deadline.is_over else Obstacle.UNREACHABLE) from problem


def _headers(url: httpx.URL, question: Question) -> Headers:
    headers = {"Host": url.netloc.decode("ascii"), "User-Agent": AGENT, "Accept-Encoding": "identity"}
    if question.body:
        headers["Content-Length"] = str(len(question.body))
    if question.credentials:
        headers["Authorization"] = f"Basic {b64encode(':'.join(question.credentials).encode()).decode()}"
    return headers | question.headers


def _body(chunks: Iterable[bytes], encoding: str, most_bytes: int) -> bytes:
    """Read no more than that: what is sent, and what it swells to."""
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise CannotFetch(Obstacle.GARBLED)
    inflate = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    body = bytearray()
    for chunk in chunks:
        room = most_bytes + 1 - len(body)
        try:
            body += inflate.decompress(chunk, room) if inflate else chunk
        except zlib.error as problem:
            raise CannotFetch(Obstacle.GARBLED) from problem
        if len(body) > most_bytes:
            raise CannotFetch(Obstacle.TOO_BIG)
    return bytes(body)
