"""Web and worker under one roof: starts both, restarts what falls, stops both together.

python -m escale.operations.supervisor [--role web|worker] [--host H] [--port N] [--workers N]
"""

import argparse
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from threading import Event

import django
from django.db import DatabaseError, connections
from django.utils import timezone

log = logging.getLogger("escale.supervisor")

STEADY_SECONDS = 20.0
RESTART_SECONDS = 2.0
"""What fell after a steady life is started again at once; what can't start is tried every so often."""
GRACE_SECONDS = 15.0
BEAT_SECONDS = 20.0


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--role", choices=["web", "worker"])
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=8000)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    if chosen.role == "worker":
        return work()
    commands = {"web": web_command(chosen.host, chosen.port, chosen.workers)}
    if chosen.role is None:
        commands["worker"] = [sys.executable, "-m", "escale.operations.supervisor", "--role", "worker"]
    announce(chosen.port)
    return supervise(commands)


def web_command(host: str, port: int, workers: int) -> list[str]:
    """Granian, WSGI: a few processes with one or two blocking threads each; asynchronous serving only slowed pages down."""
    return [
        *[sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)],
        *["--workers", str(workers), "--blocking-threads", "2", "--respawn-failed-workers", "--no-ws"],
        *["--log-level", "warning", "escale.wsgi:application"],
    ]


def supervise(commands: dict[str, list[str]]) -> int:
    """Keep each command running until we are asked to stop; give 0 then."""
    stop = stop_on_signals()
    running = {name: start(command) for name, command in commands.items()}
    started = dict.fromkeys(commands, time.monotonic())
    while not stop.wait(0.5):
        for name, process in running.items():
            if process.poll() is not None:
                log.warning("%s stopped with code %s; starting it again", name, process.returncode)
                end_group(process)
                if time.monotonic() - started[name] < STEADY_SECONDS:
                    stop.wait(RESTART_SECONDS)
                if not stop.is_set():
                    running[name], started[name] = start(commands[name]), time.monotonic()
    for process in running.values():
        process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    for process in running.values():
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        end_group(process)
    return 0


def start(command: list[str]) -> "subprocess.Popen[bytes]":
    """Start it at the head of a group of its own, so that what it starts can be ended with it."""
    return subprocess.Popen(command, process_group=0)


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill what is left of a command: a server that was killed leaves its own processes behind, which go on answering."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def work() -> int:
    """Run the worker of this process: deliveries in one thread, periodic tasks in another, long ones in a third."""
    django.setup()
    from escale import periodic
    from escale.operations import health
    from escale.outbox import worker

    stop = stop_on_signals()
    loops = [
        threading.Thread(target=worker.run_forever, args=(stop,), kwargs={"catalogue": periodic.CATALOGUE}),
        threading.Thread(target=periodic.run_forever, args=(stop,)),
        threading.Thread(target=periodic.run_forever, args=(stop,), kwargs={"tasks": periodic.LONG_TASKS}),
    ]
    for loop in loops:
        loop.start()
    # A loop that died takes the process with it: the supervisor starts a whole one.
    while all(loop.is_alive() for loop in loops):
        try:
            health.beat(health.WORKER, now=timezone.now())
        except DatabaseError:
            # The loops wait for the database; so does the sign of life.
            log.exception("the database did not answer")
            connections.close_all()
        if stop.wait(BEAT_SECONDS):
            break
    failed = not stop.is_set()
    stop.set()
    for loop in loops:
        loop.join()
    return int(failed)


def stop_on_signals() -> Event:
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        # A terminal that closes stops what it started, unless it was asked not to (`nohup`).
        if signal.getsignal(name) is not signal.SIG_IGN:
            signal.signal(name, lambda *_: stop.set())
    return stop


def announce(port: int) -> None:
    """Say where the pages are; on an empty instance, print the one-time code of the set-up page."""
    django.setup()
    from django.conf import settings

    from escale.accounts import setup
    from escale.accounts.models import User

    print(f"Escale répond à {settings.BASE_URL}", flush=True)
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        print(
            "Attention : l’adresse est en https, donc un serveur se tient devant Escale. Écrivez ESCALE_TRUSTED_PROXIES=1, "
            "sinon tous les visiteurs partagent les mêmes limites et HSTS n’est pas annoncé.",
            flush=True,
        )
    if not User.objects.exists():
        code = setup.issue_code(now=timezone.now())
        print(f"Première mise en route : ouvrez {settings.BASE_URL} et tapez le code {code}", flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "escale.settings")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    sys.exit(main())
