"""Who may see figures, and let them out, by role; whose networks are read together."""

import pytest

from escale.accounts.models import Membership, Network, Role
from escale.statistics import rules

READERS = {Role.ADVISER, Role.COORDINATOR, Role.ADMIN}


@pytest.mark.parametrize("rule", [rules.may_see_figures, rules.may_release])
def test_each_role_may_what_its_line_says_and_nothing_else(rule):
    assert {role for role in Role if rule(Membership(role=role)) is True} == READERS


def test_a_network_is_read_by_those_who_coordinate_it_and_nobody_else(adviser, coordinator):
    network = Network.objects.create(name="Ille-et-Vilaine", slug="ille-et-vilaine")
    network.organizations.add(adviser.organization)
    network.coordinators.add(coordinator.user)
    assert list(Network.objects.coordinated_by(coordinator.user)) == [network]
    assert not Network.objects.coordinated_by(adviser.user).exists()
