"""Two admins who leave at the same moment: one of them stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from escale.accounts import membership
from escale.accounts.models import Membership, Role
from escale.testing import builders

pytestmark = [
    pytest.mark.race,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time: no race to win"),
    pytest.mark.django_db(transaction=True),
]


def leave_together(now, *, start: Barrier) -> list[bool]:
    """Who could leave, of the two admins of an organization."""
    organization = builders.organization()
    admins = [builders.member(organization, role=Role.ADMIN) for _ in range(2)]

    def leave(admin: Membership) -> bool:
        start.wait()
        try:
            membership.leave(admin, now=now)
        except membership.LastAdmin:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(admins)) as threads:
        return sorted(threads.map(leave, admins))


def test_two_admins_leaving_together_leave_one(now):
    assert leave_together(now, start=Barrier(2)) == [False, True]


def test_without_the_lock_both_would_leave(now, monkeypatch):
    inside = Barrier(2)
    check = membership._keep_an_admin
    monkeypatch.setattr(membership, "_lock", lambda organization: None)
    monkeypatch.setattr(membership, "_keep_an_admin", lambda leaving: (check(leaving), inside.wait(timeout=5)))
    assert leave_together(now, start=Barrier(2)) == [True, True]
