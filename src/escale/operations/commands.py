"""What each product command does. Nothing here needs Django to be set up before the command says which data it works on."""

import argparse
import errno
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[3]
"""The checkout: commands for developers work on it."""

POSTGRES_OR_SQLITE = "postgres://… (SQLite quand rien n’est dit)"


def demo(words: list[str]) -> int:
    """Fill a demonstration and serve it. A fresh folder gives a fresh demonstration."""
    options = argparse.ArgumentParser(prog="./escale demo", description="Une démonstration complète.")
    options.add_argument("--port", type=int, default=8000)
    options.add_argument("--data", type=Path, help="dossier de la démonstration ; vide, il est rempli")
    options.add_argument("--network", action="store_true", help="un réseau de quarante structures, en plus")
    options.add_argument("--fill-only", action="store_true", help="remplir sans servir")
    chosen = options.parse_args(words)
    if not chosen.fill_only and is_closed("127.0.0.1", chosen.port):
        return 1
    folder = (chosen.data or Path(tempfile.mkdtemp(prefix="escale-demo-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    # Invented people must never go to the database of a real instance set up in this terminal.
    for name in [name for name in os.environ if name.startswith("ESCALE_")]:
        del os.environ[name]
    os.environ |= {
        "ESCALE_DATA_DIR": str(folder),
        "ESCALE_BASE_URL": f"http://localhost:{chosen.port}",
        "ESCALE_ALLOWED_HOSTS": "127.0.0.1,[::1]",
        "ESCALE_DEMO": "oui",
        "ESCALE_SMS_BACKEND": "file",
        "ESCALE_PUBLIC_PHONE": "+33261910512",
    }
    if prepare() or run_manage("fill_demo", *(["--network"] if chosen.network else [])):
        return 1
    if chosen.fill_only:
        return 0
    return become_supervisor("--port", str(chosen.port))


def serve(words: list[str]) -> int:
    """Serve a real instance: pages and worker under one supervisor, or one of the two."""
    options = argparse.ArgumentParser(prog="./escale serve", description="Une instance réelle.")
    options.add_argument("--role", choices=["web", "worker"], help="un seul des deux, sur cette machine")
    options.add_argument("--port", type=int, default=8000)
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args(words)
    if chosen.role != "worker" and (is_closed(chosen.host, chosen.port) or prepare()):
        return 1
    role = ["--role", chosen.role] if chosen.role else []
    where = ["--host", chosen.host, "--port", str(chosen.port), "--workers", str(chosen.workers)]
    return become_supervisor(*role, *where)


def test(words: list[str]) -> int:
    """Run the whole suite; other words go to pytest."""
    options = argparse.ArgumentParser(prog="./escale test", description="Toute la suite.")
    options.add_argument("--database", help=POSTGRES_OR_SQLITE)
    chosen, others = options.parse_known_args(words)
    install_browser()
    folder = tempfile.mkdtemp(prefix="escale-test-")
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("ESCALE_")}
    # Dozens of tests start Python anew: compiled once, it starts in a quarter of the time.
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    surroundings["ESCALE_DATA_DIR"] = folder
    if chosen.database:
        surroundings["ESCALE_DATABASE_URL"] = chosen.database
    says_how_many = any(word.startswith(("-n", "--numprocesses")) for word in others)
    parallel = [] if says_how_many else ["-n", _workers(chosen.database)]
    # Pages in a browser come last and take long: whoever has done its own takes of the other’s.
    shared = [] if any(word.startswith("--dist") for word in others) else ["--dist", "worksteal"]
    try:
        return subprocess.call(
            [sys.executable, "-m", "pytest", *parallel, *shared, *others], cwd=ROOT, env=surroundings
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _workers(database: str | None) -> str:
    """How many processes share the tests: one for each processor; one more on SQLite, for while a browser makes one wait.

    A server of PostgreSQL takes a hundred connections, and a race opens sixty-four.
    """
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return str(processors if database else processors + 1)


def install_browser() -> None:
    """Get Chromium where the system's packages have it and we may install; the browser tests say when it is missing."""
    if shutil.which("chromium-headless-shell") or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print("Installation de Chromium pour les essais dans un vrai navigateur…", flush=True)
    _apt_get("update")
    # Debian’s headless shell first; a system that hasn’t it has the whole browser.
    for browser in ("chromium-headless-shell", "chromium"):
        if _apt_get("install", "-y", "--no-install-recommends", browser, "libpango-1.0-0") == 0:
            return


def _apt_get(*words: str) -> int:
    return subprocess.call(["apt-get", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "lint": ["-m", "ruff", "check", "--quiet", "."],
    "types": ["-m", "mypy"],
    "imports": [
        "-c",
        "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())",
    ],
    "templates": ["-m", "escale.operations.templates"],
    "migrations": ["-m", "django", "makemigrations", "--check", "--dry-run", "--verbosity=0"],
    "deploy": ["-m", "django", "check", "--deploy", "--fail-level=WARNING"],
}


def check(words: list[str]) -> int:
    """Format, lint, types, import contracts, templates, missing migrations, deploy checks. All run; one line each."""
    folder = tempfile.mkdtemp(prefix="escale-check-")
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("ESCALE_")}
    surroundings |= {
        "ESCALE_DATA_DIR": folder,
        "ESCALE_BASE_URL": "https://escale.example",
        "ESCALE_EMAIL_URL": "smtp://mail.example",
    }
    failed = []
    for name, command in CHECKS.items():
        if words and name not in words:
            continue
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
        )
        print(f"{name}: {'ok' if done.returncode == 0 else 'à corriger'}", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


def backup(words: list[str]) -> int:
    """Save the database, the files and the key while everything runs."""
    return run_module("escale.operations.backup", "backup", *words)


def restore(words: list[str]) -> int:
    """Put a saved instance back."""
    return run_module("escale.operations.backup", "restore", *words)


def bench(words: list[str]) -> int:
    """Measure what matters, each scenario beside its floor."""
    return run_module("escale.operations.bench", *words)


def manage(words: list[str]) -> int:
    """Everything else Django."""
    return run_manage(*words)


def prepare() -> int:
    """Bring the database and the static files to this version; running it again changes nothing."""
    return run_module("escale.operations.preparation")


def become_supervisor(*words: str) -> NoReturn:
    """Go on as the supervisor: a signal sent to the process the operator started must reach it."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "escale.operations.supervisor", *words])


def is_closed(host: str, port: int) -> bool:
    """Whether pages can't be served there; then say why."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except (OSError, OverflowError) as problem:
        match getattr(problem, "errno", None):
            case errno.EADDRINUSE:
                sentence = f"Le port {port} est déjà pris. Choisissez-en un autre avec --port."
            case errno.EACCES:
                sentence = f"Ce compte n’a pas le droit d’ouvrir le port {port}. Choisissez-en un au-dessus de 1024."
            case _:
                sentence = f"Escale ne peut pas répondre à {host}, port {port}. Vérifiez --host et --port."
        print(sentence, file=sys.stderr)
        return True
    return False


def run_manage(*words: str) -> int:
    return run_module("django", *words)


def run_module(module: str, *words: str) -> int:
    return subprocess.call([sys.executable, "-m", module, *words])
