"""Another site, on this machine: it answers what a test says and remembers what it was asked."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

type Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What a site answers at each path, and what it was asked."""

    address: str
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def answers(self, path: str, body: bytes = b"", *, status: int = 200, **headers: str) -> str:
        """Answer this from now on; give the whole address. Underscores of header names stand for hyphens."""

        def reply(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in ({"Content_Length": str(len(body))} | headers).items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.replies[path] = reply
        return f"{self.address}{path}"


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """A site on this machine, which the operator allows."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            self.body = self.rfile.read(length)
            served.asked.append((self.command, self.path, dict(self.headers)))
            try:
                served.replies[self.path](self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_GET = do_REPORT = answer  # noqa: N815 - the names the library asks for

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    where = f"127.0.0.1:{server.server_address[1]}"
    settings.CALENDAR_HOSTS = frozenset({where})
    served = Site(f"http://{where}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join()
