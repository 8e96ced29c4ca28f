"""PostgreSQL plans by what our tables hold, and nobody waits for its counting them."""

import pytest
from django.db import connection

from escale.accounts.models import Organization
from escale.operations import planner

HELD_OF_ALL_BASES = """
    SELECT count(*) FROM pg_locks
    WHERE pid = pg_backend_pid() AND locktype = 'relation' AND database = 0 AND mode = 'ShareUpdateExclusiveLock'
"""


def asked(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_rows_not_yet_committed_are_counted_and_nothing_of_other_bases_is_held() -> None:
    Organization.objects.bulk_create(Organization(name=f"Structure {n}", slug=f"structure-{n}") for n in range(300))
    planner.count_rows()
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans without counting")
    assert asked("SELECT reltuples FROM pg_class WHERE oid = 'accounts_organization'::regclass") == 300
    assert asked(HELD_OF_ALL_BASES) == 0
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert asked(HELD_OF_ALL_BASES) > 0
