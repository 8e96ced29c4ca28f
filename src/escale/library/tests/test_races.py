"""Several workers read one text at once: its words are written once, whole."""

import pytest
from django.db import connection

from escale.accounts.models import Organization
from escale.library import indexing, similar
from escale.library.models import Document, Neighbour, Word
from escale.library.tests.conftest import NOW, article
from escale.testing import races
from escale.testing.races import database_on_disk  # noqa: F401 - it is automatic

WORKERS = 6

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")


def test_a_text_read_by_several_workers_is_written_once(organization: Organization) -> None:
    row = article(organization, "Le train de Noël", slug="train")
    got = races.at_once([lambda: indexing.read(row, now=NOW)] * WORKERS)
    assert sorted(got) == [False] * (WORKERS - 1) + [True]
    assert Document.objects.count() == 1
    assert Word.objects.filter(key="train").count() == 1


def test_a_text_compared_by_several_workers_has_its_neighbours_once(organization: Organization) -> None:
    for rank in range(3):
        article(organization, f"Le train de Noël, {rank}", slug=f"train-{rank}")
    indexing.read_published(now=NOW)
    got = races.at_once([lambda: similar.compare_due(now=NOW)] * WORKERS)
    assert all(isinstance(each, int) for each in got), got
    assert Neighbour.objects.count() == 6
