"""Starting an instance: what is in the way is said in one sentence, and what falls is started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from escale.operations import commands

WORKER_THAT_FALLS = """
import sys
from escale.operations import supervisor
supervisor.RESTART_SECONDS = 0.1
fall = 'echo $$ >>"$0"; sleep 60 & echo $! >>"$1"'
sys.exit(supervisor.supervise({"falls": ["sh", "-c", fall, *sys.argv[1:]], "stays": ["sleep", "60"]}))
"""
"""A command that ends at once, and leaves a process of its own behind."""


def surroundings(**variables: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ESCALE_")}
    return ours | {"DJANGO_SETTINGS_MODULE": "escale.settings", "PYTHONPATH": str(commands.ROOT / "src")} | variables


def test_a_port_already_taken_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert commands.serve(["--port", str(port)]) == 1
    assert capsys.readouterr().err == f"Le port {port} est déjà pris. Choisissez-en un autre avec --port.\n"


def test_a_host_of_another_machine_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.is_closed("192.0.2.1", 8000)
    assert "Vérifiez --host et --port." in capsys.readouterr().err


def test_a_demonstration_leaves_the_database_of_the_instance_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("ESCALE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ESCALE_DATABASE_URL", "postgres://the-real-one/escale")
    seen: list[str | None] = []

    def run_module(*words: str) -> int:
        seen.append(os.environ.get("ESCALE_DATABASE_URL"))
        return 0

    monkeypatch.setattr(commands, "run_module", run_module)
    before = dict(os.environ)
    try:
        assert commands.demo(["--data", str(tmp_path), "--fill-only"]) == 0
    finally:
        os.environ.clear()
        os.environ.update(before)
    assert seen == [None, None]


def test_a_database_out_of_reach_is_said_without_a_traceback(tmp_path: Path) -> None:
    url = "postgres://escale@127.0.0.1:1/escale"
    done = subprocess.run(
        [sys.executable, "-m", "escale.operations.preparation"],
        env=surroundings(ESCALE_DATABASE_URL=url, ESCALE_DATA_DIR=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("La base de données n’a pas pu être préparée.")
    assert "Traceback" not in done.stderr


def test_what_falls_is_started_again_whole_and_all_stops_on_sigterm(tmp_path: Path) -> None:
    starts, left = tmp_path / "starts", tmp_path / "left"
    command = [sys.executable, "-c", WORKER_THAT_FALLS, str(starts), str(left)]
    running = subprocess.Popen(command, env=surroundings())
    try:
        deadline = time.monotonic() + 20
        while (not starts.exists() or len(starts.read_text().split()) < 2) and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=10) == 0
    finally:
        running.kill()
    assert len(starts.read_text().split()) >= 2
    assert [pid for pid in left.read_text().split() if is_running(pid)] == []


def is_running(pid: str) -> bool:
    done = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False)
    return done.stdout.strip()[:1] not in {"", "Z"}
