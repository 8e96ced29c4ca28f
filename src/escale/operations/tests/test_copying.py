"""Which bases this version brings to itself."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from escale.operations import copying


@pytest.mark.parametrize(
    ("applied", "later"),
    [
        (("places", "0003_places_near_a_point"), False),
        (("places", "0099_of_a_later_version"), True),
        (("taggit", "0099_of_somebody_else"), False),
    ],
)
@pytest.mark.django_db
def test_a_base_is_later_by_migrations_of_ours_nobody_replaced(applied: tuple[str, str], later: bool) -> None:
    MigrationRecorder(connection).record_applied(*applied)
    assert copying.is_later(MigrationLoader(connection)) is later
