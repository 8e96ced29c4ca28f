"""A database whose owner lifted the guards of the journal: how tests empty it, and spoil it."""

from django.db import connection

from escale.mandates import guards


def lift_the_guards_of_the_journal() -> None:
    """What the product has no way to do, and whoever owns a database can: the journal is emptied between two tests."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [guards.TABLE])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            # PostgreSQL alters no table whose keys are still to be checked.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {guards.TABLE} DISABLE TRIGGER USER")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
