"""What each role may do, and may not: the whole table, on a membership alone."""

import pytest

from escale.accounts import rules
from escale.accounts.models import Membership, Organization, Role
from escale.places.models import Room, Venue
from escale.testing import builders

EVERYBODY = set(Role)
READERS = {Role.ADVISER, Role.COORDINATOR, Role.ADMIN}


def holders(rule):
    return {role for role in Role if rule(Membership(role=role)) is True}


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        (rules.may_receive, EVERYBODY - {Role.FRONT_DESK}),
        (rules.may_see_notes, READERS),
        (rules.may_book, EVERYBODY),
        (rules.may_set_up, READERS),
        (rules.may_set_up_others, {Role.COORDINATOR, Role.ADMIN}),
        (rules.may_replace, EVERYBODY - {Role.VOLUNTEER}),
        (rules.may_manage_team, {Role.ADMIN}),
        (rules.must_have_second_factor, EVERYBODY),
    ],
)
def test_each_role_may_what_its_line_says_and_nothing_else(rule, who):
    assert holders(rule) == who


def test_a_role_nobody_knows_may_nothing():
    unknown = Membership(role="inspector")
    said = [
        rules.may_receive,
        rules.may_see_notes,
        rules.may_book,
        rules.may_set_up,
        rules.may_set_up_others,
        rules.may_replace,
        rules.may_manage_team,
    ]
    assert [rule(unknown) for rule in said] == [False] * 7


class TestOrganizationsSeen:
    def test_those_one_belongs_to_and_no_other(self, adviser, outsider):
        assert list(Organization.objects.visible_to(adviser.user)) == [adviser.organization]

    def test_one_left_is_seen_no_more(self, adviser, now):
        adviser.ended_at = now
        adviser.save()
        assert not Organization.objects.visible_to(adviser.user).exists()

    def test_one_that_was_left_and_joined_again_is_seen_once(self, adviser, now):
        Membership.objects.create(user=adviser.user, organization=adviser.organization, ended_at=now)
        assert list(Organization.objects.visible_to(adviser.user)) == [adviser.organization]

    def test_what_belongs_to_another_organization_does_not_exist(self, adviser, outsider, venue):
        elsewhere = builders.venue(outsider.organization)
        here, there = (Room.objects.create(venue=each, name="Salle") for each in (venue, elsewhere))
        assert list(Venue.objects.visible_to(adviser.user)) == [venue]
        assert list(Room.objects.visible_to(adviser.user)) == [here]
        assert list(Room.objects.visible_to(outsider.user)) == [there]
        assert list(Venue.objects.of_organization(venue.organization)) == [venue]
