"""Saves an instance in one file while it runs, and puts it back: its database, its files, its secret key.

python -m escale.operations.backup backup FILE [--portable]
python -m escale.operations.backup restore FILE [--replace]
"""

import argparse
import hashlib
import json
import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from escale.operations import copying, dumps
from escale.operations.dumps import CannotDump, Database

MANIFEST = "manifest.json"
FORMAT = 1
SECRET_KEY = "secret-key"  # noqa: S105
FILES = "files"
ERASED = "erased"
"""The ledger of whoever was forgotten (people/ledger.py): read without Django, which isn't set up yet."""


class BadArchive(Exception):
    """The file can't be restored; the message is a sentence for the operator."""


class NotEmpty(Exception):
    """A database is already there, and nobody said it may be replaced."""


def backup(
    path: Path, *, database: Database, data_dir: Path, secret_key: str, now: datetime, portable: bool = False
) -> None:
    """Write a whole instance to `path`, which appears only once it is complete; `portable`, for either kind of database.

    Raises `CannotDump`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".escale-backup-", dir=path.parent) as name:
        folder = Path(name)
        content = folder / "content"
        content.mkdir()
        _write_database(database, content, portable=portable)
        (content / SECRET_KEY).write_text(secret_key)
        if (data_dir / FILES).exists():
            shutil.copytree(data_dir / FILES, content / FILES)
        if (data_dir / ERASED).exists():
            shutil.copyfile(data_dir / ERASED, content / ERASED)
        manifest = {"format": FORMAT, "made_at": now.isoformat(), "sha256": _fingerprints(content)}
        (content / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))
        whole = folder / "whole.tar.gz"
        with tarfile.open(whole, "w:gz", compresslevel=6) as archive:
            # The manifest first: it is read before anything else.
            for each in sorted(content.iterdir(), key=lambda each: each.name != MANIFEST):
                archive.add(each, arcname=each.name)
        whole.chmod(0o600)
        whole.replace(path)


def _write_database(database: Database, content: Path, *, portable: bool) -> None:
    if not portable or database["ENGINE"] == dumps.SQLITE:
        dumps.dump(database, content / dumps.name_in_archive(database))
        return
    file = copying.sqlite_file(content / dumps.NAMES[dumps.SQLITE])
    copying.bring_to_this_version(file)
    copying.copy(database, file)


def restore(path: Path, *, database: Database, data_dir: Path, replace: bool, now: datetime) -> None:
    """Put a saved instance back, after checking that nothing in it was altered. Nothing may be running on it.

    Raises `BadArchive`, `NotEmpty`, `CannotDump`. What stood there before is set aside, except PostgreSQL's own rows.
    """
    if not replace and not (dumps.is_empty(database) and not (data_dir / FILES).exists()):
        raise NotEmpty
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".escale-restore-", dir=data_dir) as name:
        content = Path(name)
        _open(path, into=content)
        set_aside = f".before-{now:%Y%m%d-%H%M%S}"
        _load_database(database, content, set_aside=set_aside)
        _put_back(content / FILES, data_dir / FILES, set_aside=set_aside)
        _put_back(content / SECRET_KEY, data_dir / SECRET_KEY, set_aside=set_aside)
        (data_dir / SECRET_KEY).chmod(0o600)
        _join_erased(content / ERASED, data_dir / ERASED)


def _load_database(database: Database, content: Path, *, set_aside: str) -> None:
    saved, file = content / dumps.name_in_archive(database), content / dumps.NAMES[dumps.SQLITE]
    if saved.exists():
        dumps.load(database, saved, set_aside=set_aside)
    elif file.exists():
        copying.bring_to_this_version(copying.sqlite_file(file))
        dumps.make_empty(database)
        copying.bring_to_this_version(database)
        copying.copy(copying.sqlite_file(file), database)
    else:
        raise BadArchive(
            "Cette sauvegarde vient de PostgreSQL. Pour la mettre dans SQLite, refaites-la avec --portable."
        )


def _put_back(saved: Path, place: Path, *, set_aside: str) -> None:
    if place.exists():
        place.rename(place.with_name(place.name + set_aside))
    if saved.exists():
        saved.rename(place)


def _join_erased(saved: Path, place: Path) -> None:
    """Whoever was forgotten stays so, before that backup or since: the two ledgers make one."""
    lines = [path.read_text(encoding="ascii").splitlines() for path in (saved, place) if path.exists()]
    if lines:
        place.write_text("".join(f"{line}\n" for line in dict.fromkeys(chain(*lines))), encoding="ascii")
        place.chmod(0o600)


def _erase_again(data_dir: Path) -> None:
    """Erase whoever the backup brought back though she was forgotten since; say how many there were."""
    if (data_dir / ERASED).exists():
        # An older backup lacks what this version adds to the tables the next command reads.
        call_command("migrate", verbosity=0)
        call_command("forget_again")


def _open(path: Path, *, into: Path) -> None:
    try:
        with tarfile.open(path, "r:gz") as archive:
            archive.extractall(into, filter="data")
        manifest: Mapping[str, Any] = json.loads((into / MANIFEST).read_text())
    except (tarfile.TarError, EOFError, OSError, ValueError) as problem:
        raise BadArchive(f"{path} n’est pas une sauvegarde d’Escale, ou elle est incomplète.") from problem
    if manifest.get("format") != FORMAT:
        raise BadArchive("Cette sauvegarde vient d’une version plus récente d’Escale.")
    if manifest.get("sha256") != _fingerprints(into):
        raise BadArchive("Le contenu de cette sauvegarde a changé depuis qu’elle a été faite.")


def _fingerprints(folder: Path) -> dict[str, str]:
    found = {}
    for each in sorted(folder.rglob("*")):
        if each.is_file() and each.name != MANIFEST:
            with each.open("rb") as stream:
                found[each.relative_to(folder).as_posix()] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found


def main(argv: list[str]) -> int:
    """Do what the command line says on the instance the settings describe; give the exit code."""
    options = argparse.ArgumentParser(prog="./escale")
    commands = options.add_subparsers(dest="command", required=True)
    saving = commands.add_parser("backup", help="sauvegarder")
    saving.add_argument("file", type=Path)
    saving.add_argument("--portable", action="store_true", help="pour aller de PostgreSQL à SQLite")
    restoring = commands.add_parser("restore", help="remettre en place")
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--replace", action="store_true", help="mettre de côté ce qui est déjà là")
    chosen = options.parse_args(argv)
    django.setup()
    where: dict[str, Any] = {
        "database": settings.DATABASES["default"],
        "data_dir": settings.DATA_DIR,
        "now": timezone.now(),
    }
    try:
        if chosen.command == "backup":
            backup(chosen.file, secret_key=settings.SECRET_KEY, portable=chosen.portable, **where)
            print(f"Sauvegarde écrite dans {chosen.file}. Elle contient la clé secrète : gardez-la à l’abri.")
        else:
            restore(chosen.file, replace=chosen.replace, **where)
            _erase_again(where["data_dir"])
            print("C’est remis en place. Vous pouvez lancer ./escale serve.")
    except NotEmpty:
        print("Une instance est déjà là. Ajoutez --replace pour la mettre de côté.", file=sys.stderr)
        return 1
    except (BadArchive, CannotDump) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "escale.settings")
    sys.exit(main(sys.argv[1:]))
