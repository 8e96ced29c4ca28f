"""The same person asked for by several pages at once, or the same list imported twice at once: once on the list."""

from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from escale.accounts.models import Membership
from escale.testing.builders import NOW
from escale.testing.races import at_once, database_on_disk, met
from escale.workshops import importing, interest
from escale.workshops.interest import Wish
from escale.workshops.list_lines import read_rows
from escale.workshops.models import Interest, InterestSource
from escale.workshops.tests.test_races import leader

__all__ = ["database_on_disk", "leader"]

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PAGES = 6
LINES = read_rows([[f"Jeanne{chr(97 + n)}", "Le Goff", f"06 39 98 00 {n:02}"] for n in range(20)])


def ask(leader: Membership) -> None:
    interest.ask(
        leader.organization,
        Wish(first_name="Colette", phone="+33639980051"),
        source=InterestSource.ONLINE,
        submission=uuid4(),
        now=NOW,
    )


def test_several_pages_sent_at_once_are_one_place(leader: Membership) -> None:
    at_once([partial(ask, leader) for _ in range(PAGES)])
    assert Interest.objects.count() == 1


def test_a_list_imported_twice_at_once_is_written_once(leader: Membership) -> None:
    def write() -> None:
        importing.write(leader.organization, LINES, key=uuid4(), by=leader, now=NOW)

    at_once([write] * 3)
    assert Interest.objects.count() == len(LINES)


def test_without_the_lock_they_would_be_several_places(leader: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, lock or not")
    monkeypatch.setattr(interest, "lock_list", lambda _: None)
    monkeypatch.setattr(interest, "already_there", met(interest.already_there, PAGES))
    at_once([partial(ask, leader) for _ in range(PAGES)])
    assert Interest.objects.count() == PAGES
