"""Which circles a member has: hers only, made when somebody first writes there."""

import pytest

from escale.accounts.models import Network, Role
from escale.community import circles
from escale.community.models import Circle, CircleGuest, CircleKind
from escale.testing import builders

pytestmark = pytest.mark.django_db

NOW = builders.NOW


@pytest.fixture
def network(adviser):
    row = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre")
    row.organizations.add(adviser.organization)
    return row


def named(member):
    return [(place.kind, place.name) for place in circles.places(member)]


def test_a_member_speaks_in_her_team_and_its_networks_before_anything_is_written(adviser, network):
    team, region = circles.places(adviser)
    assert (team.kind, team.name, team.circle) == (CircleKind.TEAM, adviser.organization.name, None)
    assert (region.kind, region.name, region.circle) == (CircleKind.NETWORK, "Pays de Vitré", None)
    assert not Circle.objects.exists()


def test_a_circle_is_made_with_the_first_word_and_once(adviser, colleague, network):
    for place in circles.places(adviser):
        made = circles.take(adviser, place.key, now=NOW)
        assert circles.take(colleague, place.key, now=NOW) == made
        assert circles.key_of(made) == place.key
    assert Circle.objects.count() == 2
    assert {place.circle for place in circles.places(colleague)} == set(Circle.objects.all())


def test_a_circle_of_others_is_nobody_s(adviser, outsider, network):
    team, region = circles.places(adviser)
    for key in (team.key, region.key, "cercle-1", "equipe-", "x", ""):
        with pytest.raises(circles.NotInCircle):
            circles.take(outsider, key, now=NOW)
    circles.take(adviser, region.key, now=NOW)
    assert not Circle.objects.visible_to(outsider.user).exists()
    assert not Circle.objects.of_member(outsider).exists()


def test_a_network_s_circle_opens_to_its_other_organizations_and_to_who_runs_it(adviser, outsider, network):
    circle = circles.take(adviser, f"reseau-{network.pk}", now=NOW)
    coordinator = builders.member(builders.organization("Hub"), role=Role.COORDINATOR, first_name="Ana")
    network.organizations.add(outsider.organization)
    network.coordinators.add(coordinator.user)
    for member in (outsider, coordinator):
        assert list(Circle.objects.visible_to(member.user)) == [circle]
        assert list(Circle.objects.of_member(member)) == [circle]
    assert [each["people"] for each in circles.people_counted(circle)] == [3]


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.VOLUNTEER])
def test_the_front_desk_and_volunteers_are_of_no_circle(adviser, network, role):
    circles.take(adviser, f"equipe-{adviser.organization_id}", now=NOW)
    circles.take(adviser, f"reseau-{network.pk}", now=NOW)
    member = builders.member(adviser.organization, role=role, first_name="Sophie")
    assert not Circle.objects.visible_to(member.user).exists()
    assert all(each.user_id != member.user_id for circle in Circle.objects.all() for each in circles.members_of(circle))


def test_an_invited_peer_is_inside_when_she_has_come_and_until_she_leaves(adviser, outsider):
    circle = Circle.objects.create(kind=CircleKind.OPEN, organization=adviser.organization, name="Posture")
    guest = CircleGuest.objects.create(circle=circle, user=outsider.user, invited_by=adviser.user, invited_at=NOW)
    assert not Circle.objects.visible_to(outsider.user).exists()
    CircleGuest.objects.filter(pk=guest.pk).update(joined_at=NOW)
    assert list(Circle.objects.visible_to(outsider.user)) == [circle]
    assert (CircleKind.OPEN, "Posture") in named(outsider)
    assert not Circle.objects.visible_to(adviser.user).exists()
    CircleGuest.objects.filter(pk=guest.pk).update(left_at=NOW)
    assert not Circle.objects.visible_to(outsider.user).exists()


def test_who_moderates(adviser, coordinator, outsider, network):
    network.coordinators.add(adviser.user)
    team = circles.take(adviser, f"equipe-{adviser.organization_id}", now=NOW)
    region = circles.take(adviser, f"reseau-{network.pk}", now=NOW)
    opened = Circle.objects.create(
        kind=CircleKind.OPEN, organization=adviser.organization, name="Posture", opened_by=adviser.user
    )
    who = {
        (circle.kind, member.user.first_name)
        for circle in (team, region, opened)
        for member in (adviser, coordinator, outsider)
        if circles.may_moderate(circle, member.user)
    }
    assert who == {("team", "Claire"), ("network", "Maëlle"), ("open", "Maëlle"), ("open", "Claire")}
