"""`reminders`: thousands of real reminders, two workers, `kill -9` again and again; then what the gateway received.

Each run has its own database, of the kind `ESCALE_DATABASE_URL` names, and its own workers and gateway on this machine.
The floor is what two processes post to the same gateway with nothing to read and nothing to mark.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

from escale.operations.bench.figures import Figure, Size
from escale.testing import gateway
from escale.testing.gateway import Gateway

NAME = "reminders"
SIZES = {Size.SMALL: (2_000, 10), Size.DEPARTEMENT: (10_000, 50), Size.NATIONAL: (20_000, 50)}
"""Messages and kills."""
WORKERS = 2
GATEWAY_SECONDS = 0.002
RATE_GOAL = 150
SECONDS_AT_MOST = 900
SOURCES = Path(__file__).resolve().parents[3]
PROCESS = "escale.operations.bench.reminder_process"


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What a run left behind: acceptances by key, the keys the database knows, its messages by state."""

    rate: float
    accepted: Counter[str]
    keys: set[str]
    states: dict[str, int]
    kills: int = 0

    @property
    def lost(self) -> int:
        """Messages the gateway never accepted, or that nobody marked as sent."""
        not_marked = sum(count for state, count in self.states.items() if state != "sent")
        return max(len(self.keys - self.accepted.keys()), not_marked)

    @property
    def duplicates(self) -> int:
        return self.accepted.total() - len(self.accepted)

    @property
    def most_copies(self) -> int:
        return max(self.accepted.values(), default=0)

    @property
    def under_another_key(self) -> int:
        return len(self.accepted.keys() - self.keys)


def run(size: Size) -> list[Figure]:
    """Deliver in peace, then under fire, and give one figure a measure."""
    messages, kills = SIZES[size]
    floor = bare_posts(messages)
    peace = deliver(messages)
    fire = deliver(messages, kills=kills)
    calm, killed = f"{messages} in peace", f"{messages} under {fire.kills} kill -9"
    return [
        Figure(
            scenario=NAME,
            metric=f"{calm}: sent a second",
            value=peace.rate,
            unit="/s",
            floor=floor,
            at_least=RATE_GOAL,
        ),
        _count(f"{calm}: lost", peace.lost, at_most=0),
        _count(f"{calm}: sent twice", peace.duplicates, at_most=0),
        _count(f"{killed}: lost", fire.lost, at_most=0),
        _count(f"{killed}: sent twice", fire.duplicates, at_most=fire.kills),
        _count(f"{killed}: most copies of one", fire.most_copies, at_most=2),
        _count(f"{killed}: under another key", fire.under_another_key, at_most=0),
    ]


def _count(metric: str, value: int, *, at_most: int) -> Figure:
    return Figure(scenario=NAME, metric=metric, value=value, unit="messages", at_most=at_most)


def bare_posts(messages: int) -> float:
    """The floor: posts a second of two processes that do nothing else."""
    with gateway.running() as provider, _surroundings(provider) as environment:
        provider.seconds = GATEWAY_SECONDS
        posting = [_start(environment, "post", str(messages // WORKERS)) for _ in range(WORKERS)]
        _wait(posting)
        return _rate(provider)


def deliver(messages: int, *, kills: int = 0) -> Delivered:
    """Deliver that many reminders with two workers, killing one of them `kills` times at regular progress."""
    with gateway.running() as provider, _surroundings(provider) as environment:
        _call(environment, "fill", str(messages))
        provider.seconds = GATEWAY_SECONDS
        started = str(time.time())
        workers = [_start(environment, "work", started) for _ in range(WORKERS)]
        done = 0
        for kill in range(kills):
            if not _progress(provider, workers, until=messages * (kill + 1) // (kills + 1)):
                break
            time.sleep(random.uniform(0, 0.02))
            workers[0].kill()
            workers[0].wait()
            # The one that has run the longest is the next to fall: it is in the middle of its work.
            workers = [*workers[1:], _start(environment, "work", started)]
            done += 1
        _wait(workers)
        found = json.loads(_call(environment, "tell"))
        return Delivered(
            rate=_rate(provider),
            accepted=provider.accepted,
            keys=set(found["keys"]),
            states=found["states"],
            kills=done,
        )


def _progress(provider: Gateway, workers: list[subprocess.Popen[str]], *, until: int) -> bool:
    """Wait for that many acceptances; false when the workers ended before."""
    deadline = time.monotonic() + SECONDS_AT_MOST
    while len(provider.accepted) < until:
        if all(worker.poll() is not None for worker in workers):
            return False
        if time.monotonic() > deadline:
            raise TimeoutError(f"{len(provider.accepted)} messages only")
        time.sleep(0.002)
    return True


def _rate(provider: Gateway) -> float:
    received = provider.received
    return len(received) / (received[-1].at - received[0].at) if len(received) > 1 else 0.0


@contextmanager
def _surroundings(provider: Gateway) -> Iterator[dict[str, str]]:
    """The environment of the children: a migrated database of their own, and the gateway's address."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ESCALE_") and not name.lower().endswith("_proxy")
    }
    with tempfile.TemporaryDirectory(prefix="escale-bench-") as folder, _own_database() as url:
        environment = kept | {
            "PYTHONPATH": str(SOURCES),
            "DJANGO_SETTINGS_MODULE": "escale.settings",
            "ESCALE_DATA_DIR": folder,
            "ESCALE_DATABASE_URL": url,
            "ESCALE_SMS_BACKEND": "http",
            "ESCALE_SMS_URL": f"{provider.address}/sms",
            "ESCALE_SMS_PER_DAY": "1000000",
        }
        _call(environment, "migrate")
        yield environment


@contextmanager
def _own_database() -> Iterator[str]:
    """The address of an empty database, dropped afterwards; empty for SQLite, whose file is in the data folder."""
    given = os.environ.get("ESCALE_DATABASE_URL", "")
    if not given:
        yield ""
        return
    name = f"escale_bench_{uuid4().hex[:12]}"
    server = urlsplit(given)._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    try:
        yield urlsplit(given)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _start(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", PROCESS, *words], env=environment, text=True)


def _call(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", PROCESS, *words], env=environment, text=True, stdout=subprocess.PIPE, check=True
    )
    return done.stdout


def _wait(processes: list[subprocess.Popen[str]]) -> None:
    for process in processes:
        if code := process.wait(timeout=SECONDS_AT_MOST):
            raise subprocess.CalledProcessError(code, process.args)
