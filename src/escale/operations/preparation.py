"""Brings an instance to this version before it serves: its tables, the sheets that come with it, then its static files.

python -m escale.operations.preparation
"""

import os
import sys

import django
from django.core.management import call_command
from django.db import DatabaseError, connection

from escale.mandates import guards

LOCK = 0x45736361
"""PostgreSQL's advisory lock of preparations ("Esca")."""


def prepare() -> None:
    """Apply what this version adds; on an instance that is up to date, change nothing.

    Raises `DatabaseError`, and `Unguarded` when the database doesn't protect the journal.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Rewriting a large table lasts longer than any page may. Machines that start together go one by one.
            cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    call_command("migrate", verbosity=0)
    guards.check(connection)
    call_command("createcachetable", verbosity=0)
    call_command("load_sheets", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def main() -> int:
    django.setup()
    try:
        prepare()
    except DatabaseError as problem:
        print(
            f"La base de données n’a pas pu être préparée. Elle répond : « {str(problem).strip()} ».\n"
            "Vérifiez ESCALE_DATABASE_URL, que la base tourne, et que son compte en est propriétaire.",
            file=sys.stderr,
        )
        return 1
    except guards.Unguarded as problem:
        print(f"La base ne protège pas le journal ({', '.join(problem.names)}).", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "escale.settings")
    sys.exit(main())
