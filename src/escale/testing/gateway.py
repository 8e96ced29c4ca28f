"""A text-message gateway on this machine: it logs the keys it accepts, and misbehaves when it is told to."""

import json
import socket
import struct
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Fault(Enum):
    """What the gateway does instead of answering well."""

    SERVER_ERROR = "500"
    UNAVAILABLE = "503"
    RESET = "reset"
    TOO_MANY = "429, Retry-After: 120"
    GARBAGE = "200, not JSON"
    NO_IDENTIFIER = "200, JSON without id"
    ENDLESS = "200, far too long"
    REDIRECT = "302"
    BAD_REQUEST = "400"
    CONFLICT = "409"
    WRONG_KEY = "401"
    SILENT_AFTER_ACCEPTING = "accepts, then never answers"


CODES = {
    Fault.SERVER_ERROR: 500,
    Fault.UNAVAILABLE: 503,
    Fault.BAD_REQUEST: 400,
    Fault.CONFLICT: 409,
    Fault.WRONG_KEY: 401,
}
"""Faults that are only a status."""


@dataclass
class Received:
    """One request, as it came."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float = field(default_factory=time.monotonic)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Gateway:
    """`accepted` counts acceptances by key; `faults` are played in order, one a request, then all goes well."""

    address: str = ""
    accepted: Counter[str] = field(default_factory=Counter)
    received: list[Received] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    answer: dict[str, Any] | None = None
    seconds: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, request: Received) -> Fault | None:
        with self.lock:
            self.received.append(request)
            fault = self.faults.popleft() if self.faults else None
            if fault in {None, Fault.SILENT_AFTER_ACCEPTING, Fault.GARBAGE, Fault.NO_IDENTIFIER}:
                told = json.loads(request.body)
                self.accepted[str(told.get("key") or told.get("id") or told.get("tag") or "")] += 1
            return fault


@contextmanager
def running() -> Iterator[Gateway]:
    """A gateway listening on 127.0.0.1 for the time of the block."""
    gateway = Gateway()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answering, gateway))
    server.daemon_threads = True
    gateway.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield gateway
    finally:
        gateway.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Answering(BaseHTTPRequestHandler):
    """One connection to the gateway."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def __init__(self, gateway: Gateway, *connection: Any) -> None:
        self.gateway = gateway
        super().__init__(*connection)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) < length:  # The client was killed in the middle of its sentence.
            self.close_connection = True
            return
        fault = self.gateway.take(Received(self.path, dict(self.headers), body))
        self.gateway.over.wait(self.gateway.seconds)
        if fault is None:
            key = json.loads(body).get("key", "1")
            self.say(200, json.dumps(self.gateway.answer or {"id": f"id-{key}"}).encode())
        else:
            self.misbehave(fault)

    def misbehave(self, fault: Fault) -> None:
        match fault:
            case Fault.RESET:
                # A zero linger makes the close a reset.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                self.close_connection = True
            case Fault.SILENT_AFTER_ACCEPTING:
                self.gateway.over.wait(5)
                self.close_connection = True
            case Fault.TOO_MANY:
                self.say(429, b"{}", {"Retry-After": "120"})
            case Fault.GARBAGE:
                self.say(200, b"<html>OK</html>")
            case Fault.NO_IDENTIFIER:
                self.say(200, b'{"status": "ok"}')
            case Fault.ENDLESS:
                self.say(200, b" " * 200_000)
            case Fault.REDIRECT:
                self.say(302, b"", {"Location": f"{self.gateway.address}/elsewhere"})
            case _:
                self.say(CODES[fault], b"{}")

    def say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:  # The client had read enough.
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the terminal quiet."""

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # A client that went away in the middle, or our own reset.
            self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except OSError:
            self.close_connection = True
