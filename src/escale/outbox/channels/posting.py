"""One careful POST to a provider: bounded in time and size, no redirect, every failure given its right name."""

import json
import ssl
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

import httpx

from escale.outbox.channels.contract import Refused, TryAgain, Unsure

TIMEOUT = httpx.Timeout(10, connect=5)
LONGEST_SECONDS = 15.0
LARGEST_BYTES = 64 * 1024
LONGEST_WAIT = timedelta(hours=6)

# Nothing was said to the provider when one of these happens: the message has surely not left.
_NOTHING_SAID = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
# Answers that speak of our account or our settings, never of the message.
_OUR_SETTINGS = frozenset({401, 402, 403, 404, 405, 407})
_MAYBE_TAKEN = frozenset({408, 500, 502, 504})


def client() -> httpx.Client:
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False, verify=_trusted())


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities one trusts, read once: it takes six milliseconds."""
    return httpx.create_ssl_context()


def post(
    http: httpx.Client,
    url: str,
    *,
    body: bytes,
    headers: dict[str, str],
    auth: tuple[str, str] | None = None,
) -> dict[str, Any]:
    """Post a JSON body and give the JSON object of an accepted answer. Raises Refused, TryAgain or Unsure."""
    sent = {"Content-Type": "application/json", "Accept": "application/json", **headers}
    try:
        with http.stream("POST", url, content=body, headers=sent, auth=auth) as response:
            answer = _read(response)
    except _NOTHING_SAID as problem:
        raise TryAgain("Le service de SMS ne répond pas.") from problem
    except httpx.HTTPError as problem:
        raise _unsure() from problem
    return _judge(response, answer)


def identifier(answer: dict[str, Any], name: str) -> str:
    """The provider's identifier, proof that it took the message. Raises Unsure without one."""
    found = answer.get(name)
    if isinstance(found, str | int) and not isinstance(found, bool) and str(found).strip():
        return str(found).strip()[:120]
    raise _unsure()


def _read(response: httpx.Response) -> bytes:
    """Read within a size and a total time: the timeouts of the client only bound each wait."""
    deadline = time.monotonic() + LONGEST_SECONDS
    answer = b""
    for chunk in response.iter_bytes():
        answer += chunk
        if len(answer) > LARGEST_BYTES or time.monotonic() > deadline:
            raise _unsure()
    return answer


def _judge(response: httpx.Response, answer: bytes) -> dict[str, Any]:
    status = response.status_code
    if response.is_success:
        try:
            found = json.loads(answer)
        except ValueError as problem:
            raise _unsure() from problem
        if not isinstance(found, dict):
            raise _unsure()
        return found
    if status in (425, 429, 503):
        raise TryAgain("Le service de SMS est trop occupé.", after=_retry_after(response))
    if status in _MAYBE_TAKEN:
        raise _unsure()
    if status >= 500:
        raise TryAgain("Le service de SMS est en panne.")
    if status in _OUR_SETTINGS or status < 400:
        raise TryAgain("Le service de SMS n’accepte pas nos réglages. Prévenez la personne qui s’occupe d’Escale.")
    raise Refused("Le service de SMS a refusé ce message.", status=status)


def _retry_after(response: httpx.Response) -> timedelta | None:
    """The wait asked for, in seconds or until a date, within reason."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        wait = timedelta(seconds=min(int(asked), LONGEST_WAIT.total_seconds()))
    else:
        try:
            wait = parsedate_to_datetime(asked) - datetime.now(UTC)
        except (ValueError, TypeError):
            return None
    return max(timedelta(0), min(wait, LONGEST_WAIT))


def _unsure() -> Unsure:
    return Unsure("Le service de SMS n’a pas confirmé. Le message est peut-être parti.")
