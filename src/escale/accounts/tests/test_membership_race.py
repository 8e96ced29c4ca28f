"""Two admins who leave at the same moment: one of them stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from escale.accounts import membership
from escale.accounts.models import Membership, Role
from escale.testing import builders


@pytest.mark.race
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time: no race to win")
@pytest.mark.django_db(transaction=True)
def test_two_admins_leaving_together_leave_one(now):
    organization = builders.organization()
    admins = [builders.member(organization, role=Role.ADMIN) for _ in range(2)]
    start = Barrier(len(admins))

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
        left = list(threads.map(leave, admins))
    assert sorted(left) == [False, True]
    assert Membership.objects.active().filter(organization=organization).count() == 1
