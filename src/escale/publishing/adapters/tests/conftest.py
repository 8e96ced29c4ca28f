"""Another site on this machine, which answers what a test says and remembers what it was asked."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from escale.publishing.adapters import connecting, facebook, openagenda
from escale.publishing.models import Connection, ConnectionKind
from escale.testing.cast import Reception

type Reply = tuple[int, dict[str, Any]]


@dataclass
class OtherSite:
    """`replies` by the beginning of a path, the longest first; `asked` in order, as (method, path, headers, body)."""

    address: str
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str], dict[str, Any]]] = field(default_factory=list)

    def answers(self, path: str, *replies: Reply) -> None:
        """Answer these one after the other, the last one for ever."""
        self.replies[path] = list(replies)

    def reply_to(self, path: str) -> Reply:
        known = max((each for each in self.replies if path.startswith(each)), key=len, default="")
        left = self.replies.get(known, [(404, {})])
        return left.pop(0) if len(left) > 1 else left[0]

    def bodies(self, path: str) -> list[dict[str, Any]]:
        return [body for _, asked, _, body in self.asked if asked.startswith(path)]


@pytest.fixture
def site(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[OtherSite]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            served.asked.append((self.command, self.path, dict(self.headers), body))
            status, said = served.reply_to(self.path)
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_PUT = answer  # noqa: N815 - the names the library asks for

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    where = f"127.0.0.1:{server.server_address[1]}"
    settings.CALENDAR_HOSTS = frozenset({where})
    monkeypatch.setattr(openagenda, "API", f"http://{where}/v2")
    monkeypatch.setattr(facebook, "API", f"http://{where}/v25.0")
    served = OtherSite(f"http://{where}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def agenda(reception: Reception, site: OtherSite, now: datetime) -> Connection:
    """An agenda of OpenAgenda that lets us in."""
    site.answers("/v2/requestAccessToken", (200, {"access_token": "the-token", "expires_in": 3600}))
    site.answers("/v2/agendas/4242/locations/", (200, {"location": {"uid": 77}}))
    site.answers("/v2/agendas/4242/events/", (200, {"event": {"uid": 9001}}))
    return connecting.connect(
        reception.organization,
        ConnectionKind.OPENAGENDA,
        target="4242",
        key="the-secret-key",
        by=reception.adviser.user,
        now=now,
    )


@pytest.fixture
def page(reception: Reception, site: OtherSite, now: datetime) -> Connection:
    """A page of Facebook that lets us in."""
    site.answers("/v25.0/1001/feed", (200, {"id": "1001_5"}))
    return connecting.connect(
        reception.organization,
        ConnectionKind.FACEBOOK,
        target="1001",
        key="the-page-key",
        by=reception.adviser.user,
        now=now,
    )
