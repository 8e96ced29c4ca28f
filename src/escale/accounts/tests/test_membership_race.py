"""Two admins who leave at the same moment: one of them stays."""

from functools import partial

import pytest
from django.db import connection

from escale.accounts import membership
from escale.accounts.models import Membership, Role
from escale.testing import builders
from escale.testing.races import at_once, met

pytestmark = [
    pytest.mark.race,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time: no race to win"),
    pytest.mark.django_db(transaction=True),
]


def leave_together(now) -> list[bool]:
    """Who could leave, of the two admins of an organization."""
    organization = builders.organization()
    admins = [builders.member(organization, role=Role.ADMIN) for _ in range(2)]

    def leave(admin: Membership) -> bool:
        try:
            membership.leave(admin, now=now)
        except membership.LastAdmin:
            return False
        return True

    return sorted(at_once([partial(leave, admin) for admin in admins]))


def test_two_admins_leaving_together_leave_one(now):
    assert leave_together(now) == [False, True]


def test_without_the_lock_both_would_leave(now, monkeypatch):
    monkeypatch.setattr(membership, "_lock", lambda organization: None)
    monkeypatch.setattr(membership, "_keep_an_admin", met(membership._keep_an_admin, 2))
    assert leave_together(now) == [True, True]
