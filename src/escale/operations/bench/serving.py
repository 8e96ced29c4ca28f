"""A real server for the time of a race, and what a browser sends it when the last button of booking is pressed."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode
from uuid import UUID

from django.db import connections

from escale.operations import supervisor
from escale.portal.answers import ChosenHour
from escale.portal.steps import Journey

WORKERS = 2
PATIENCE = 60
TOKEN = "a" * 32
"""Any secret does for CSRF as long as the cookie and the form carry the same."""


@contextmanager
def server() -> Iterator[int]:
    """Serve the product, as `./escale serve` does, on a free port of this machine; give the port."""
    connections.close_all()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(supervisor.web_command("127.0.0.1", port, WORKERS), env=dict(os.environ))
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def press_the_button(
    port: int, journey: Journey, *, hour: ChosenHour, form: UUID, phone: str, address: str
) -> tuple[int, str, str]:
    """Send the page of the number; give the status, where it leads and what it says. `address` is the visitor's own."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    body = urlencode({"first_name": "Lucette", "phone": phone, "messages_to": "moi", "csrfmiddlewaretoken": TOKEN})
    headers = {
        "Host": "localhost",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={TOKEN}",
        "X-Forwarded-For": address,
    }
    try:
        asked.request("POST", journey.number_page(creneau=hour, envoi=form), body, headers)
        answer = asked.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode()
    finally:
        asked.close()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with code {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server doesn't answer")
