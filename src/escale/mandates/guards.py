"""The database itself refuses to change or remove a line of the journal: triggers, on SQLite and on PostgreSQL.

A migration that rebuilds the table on SQLite drops its triggers: they are put back after every `migrate` (apps.py). Knows
the table by its name alone, so that it can be called before models are loaded.
"""

import logging

from django.db.backends.base.base import BaseDatabaseWrapper

log = logging.getLogger(__name__)

TABLE = "mandates_journalentry"
REFUSAL = "the journal is append-only"

_SEALED = f"""EXISTS (SELECT 1 FROM {TABLE} AS sealing
    WHERE sealing.organization_id = OLD.organization_id AND sealing.until >= OLD.number)"""  # noqa: S608
"""The one controlled way out: a line signed later in the same chain says that those up to a number are gone."""

# An INSERT OR REPLACE of SQLite removes the row in its way without asking the trigger of DELETE: refused on its own.
_SQLITE = {
    "journal_keeps_its_words": f"""CREATE TRIGGER journal_keeps_its_words BEFORE UPDATE ON {TABLE}
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "journal_keeps_its_lines": f"""CREATE TRIGGER journal_keeps_its_lines BEFORE DELETE ON {TABLE}
WHEN NOT {_SEALED} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "journal_replaces_nothing": f"""CREATE TRIGGER journal_replaces_nothing BEFORE INSERT ON {TABLE}
WHEN EXISTS (SELECT 1 FROM {TABLE} AS there WHERE there.id = NEW.id
    OR (there.organization_id = NEW.organization_id AND there.number = NEW.number))
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608
}

_FUNCTION = "escale_journal_refuses"
_BODY = f"""
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF {_SEALED} THEN RETURN OLD; END IF;
    END IF;
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END
"""
_POSTGRES = {
    "journal_keeps_its_lines": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW",
    "journal_is_never_emptied": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
}


class Unguarded(Exception):
    """Some guards are missing, or aren't ours any more."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The guards that are absent, switched off or changed; none where the table isn't there yet. Two queries."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return []
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
            there = dict(cursor.fetchall())
            return [name for name, sql in _SQLITE.items() if there.get(name) != sql]
        cursor.execute(
            "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgrelid = to_regclass(%s) AND tgenabled = 'A' AND proname = %s AND prosrc = %s",
            [TABLE, _FUNCTION, _BODY],
        )
        armed = {name for (name,) in cursor.fetchall()}
        return [name for name in _POSTGRES if name not in armed]


def put_back(connection: BaseDatabaseWrapper) -> None:
    """Make the guards that are missing; where none is, touch nothing: dropping a trigger would wait for every reader."""
    absent = missing(connection)
    if not absent:
        return
    log.info("journal: guards put in place: %s", ", ".join(absent))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in absent:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(_SQLITE[name])
            return
        cursor.execute(f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$")
        for name in absent:
            when = _POSTGRES[name].format(table=TABLE)
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {TABLE}")
            cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {_FUNCTION}()")
            # “Always”: a replica’s role, which may skip the triggers of others, doesn’t skip these.
            cursor.execute(f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {name}")


def check(connection: BaseDatabaseWrapper) -> None:
    """Raises `Unguarded` when a guard is missing."""
    absent = missing(connection)
    if absent:
        raise Unguarded(absent)
