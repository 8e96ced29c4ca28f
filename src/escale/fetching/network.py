"""Connections that go where the door lets them, and end when their time is over."""

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from escale.fetching.doors import Door

SLOWEST_STEP = 5.0
"""Seconds any single wait may last, within the time of the whole."""


class OutOfTime(Exception):
    """The whole exchange took too long: a server may send one byte a second for ever, within every other limit."""


@dataclass(frozen=True)
class Deadline:
    """When the exchange ends, on the monotonic clock."""

    ends: float

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.ends

    def step(self) -> float:
        """How long the next wait may last. Raises `OutOfTime`."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return min(left, SLOWEST_STEP)


class GuardedNetwork(httpcore.NetworkBackend):
    """Connects to the one address the door gives: no name is resolved twice."""

    def __init__(self, door: Door, deadline: Deadline) -> None:
        self._door = door
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        address = self._door.address_of(host, port)
        stream = self._network.connect_tcp(address, port, self._deadline.step(), local_address, socket_options)
        return GuardedStream(stream, self._deadline)


class GuardedStream(httpcore.NetworkStream):
    """A connection each wait of which counts in the time of the whole."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.step())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.step())

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return GuardedStream(
            self._stream.start_tls(ssl_context, server_hostname, self._deadline.step()), self._deadline
        )

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
