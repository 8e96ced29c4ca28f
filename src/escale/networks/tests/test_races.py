"""Two people who click at the same instant: one organization comes in, one coordinator stays."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.db.models import QuerySet

from escale.accounts.founding import NewOrganization
from escale.accounts.models import Network, Organization
from escale.networks import coordinating, founding, joining
from escale.networks.joining import JoiningUsed, NewAccount
from escale.networks.models import JoinInvitation
from escale.testing import builders
from escale.testing.races import at_once, met

pytestmark = [
    pytest.mark.race,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time: no race to win"),
    pytest.mark.django_db(transaction=True),
]


def take_each_other_off(now: datetime) -> list[object]:
    """What becomes of the two coordinators of a network who take each other off together."""
    organization = builders.organization()
    users = [builders.member(organization).user for _ in range(2)]
    network = founding.found("Pays de Vitré", coordinator=users[0], now=now)
    network.coordinators.add(users[1])

    def take_off(gone: int) -> Callable[[], None]:
        return lambda: coordinating.remove(network, coordinator=users[gone], by=users[1 - gone])

    at_once([take_off(0), take_off(1)])
    return list(network.coordinators.order_by("pk"))


def test_two_coordinators_who_take_each_other_off_leave_one(now: datetime) -> None:
    assert len(take_each_other_off(now)) == 1


def test_without_the_lock_a_network_would_be_left_with_nobody(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(Network.objects.all()), "locked", lambda rows: rows)
    monkeypatch.setattr(QuerySet, "exists", met(QuerySet.exists, 2))
    assert take_each_other_off(now) == []


def test_an_invitation_answered_twice_together_brings_in_one_organization(now: datetime) -> None:
    claire = builders.member(builders.organization())
    network = founding.found("Pays de Vitré", coordinator=claire.user, now=now)
    invitation: JoinInvitation = joining.invite(
        network, email="elodie@example.org", organization_name="", words="", by=claire, now=now
    )
    described = NewOrganization(name="Médiathèque", commune="Vitré", phone="")
    account = NewAccount(first_name="Élodie", last_name="", password=None)

    def accept() -> str:
        return joining.accept_with_new_account(
            invitation, described, account=account, charter_read=0, now=now
        ).organization.name

    got = at_once([accept, accept])
    assert "Médiathèque" in got
    assert [type(each) for each in got if each != "Médiathèque"] == [JoiningUsed]
    assert Organization.objects.filter(name="Médiathèque").count() == 1
