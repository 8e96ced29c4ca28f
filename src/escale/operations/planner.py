"""What PostgreSQL plans its queries by: how many rows it counted last."""

from django.db import connection


def count_rows() -> None:
    """Count the rows of our tables anew, inside a transaction too; SQLite plans without.

    Taken for empty, tables of some hundred rows make an update through several of them last for minutes. Unless tables
    are named, PostgreSQL counts also those all bases of a server share, and holds them until the transaction ends.
    """
    if connection.vendor == "postgresql":
        tables = map(connection.ops.quote_name, connection.introspection.django_table_names(only_existing=True))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(tables)}")
