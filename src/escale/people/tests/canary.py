"""How to look for a person in the whole database: every word of hers is recognisable."""

from datetime import UTC, datetime

from django.db import connection

VISIT = datetime(2026, 11, 16, 9, tzinfo=UTC)
CANARIES = ("Zéphyrine", "zephyrine", "Quetzal", "639984271", "canari", "Violaine", "639984272")


def everything_stored() -> str:
    """Every value of every table, as text."""
    with connection.cursor() as cursor:
        values = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            values += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(values)


def found_canaries() -> list[str]:
    stored = everything_stored()
    return [word for word in CANARIES if word in stored]
