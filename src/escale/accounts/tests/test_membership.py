import pytest

from escale.accounts import membership
from escale.accounts.models import Membership, Role
from escale.testing import builders


def test_joining_twice_keeps_the_first_place_and_role(organization, outsider, now):
    first = membership.join(organization, user=outsider.user, role=Role.VOLUNTEER, now=now)
    again = membership.join(organization, user=outsider.user, role=Role.ADMIN, now=now)
    assert (again.pk, again.role) == (first.pk, Role.VOLUNTEER)


def test_leaving_ends_the_membership_and_keeps_its_row(adviser, now):
    membership.leave(adviser, now=now)
    adviser.refresh_from_db()
    assert adviser.ended_at == now


def test_coming_back_opens_a_second_membership(adviser, now):
    membership.leave(adviser, now=now)
    back = membership.join(adviser.organization, user=adviser.user, role=Role.ADVISER, now=now)
    assert back.pk != adviser.pk
    assert back.ended_at is None


def test_the_last_admin_cannot_leave(admin, now):
    with pytest.raises(membership.LastAdmin):
        membership.leave(admin, now=now)
    admin.refresh_from_db()
    assert admin.ended_at is None


def test_an_admin_leaves_once_another_is_named(admin, adviser, now):
    membership.change_role(adviser, role=Role.ADMIN, by=admin.user)
    membership.leave(admin, now=now)
    assert list(Membership.objects.active().filter(role=Role.ADMIN)) == [adviser]


def test_the_last_admin_cannot_take_another_role(admin):
    with pytest.raises(membership.LastAdmin):
        membership.change_role(admin, role=Role.ADVISER, by=admin.user)


def test_an_admin_of_another_organization_does_not_count(admin, now):
    builders.member(builders.organization("Ailleurs"), role=Role.ADMIN)
    with pytest.raises(membership.LastAdmin):
        membership.leave(admin, now=now)


def test_an_admin_who_left_does_not_count(admin, organization, now):
    gone = builders.member(organization, role=Role.ADMIN)
    membership.end(gone, by=admin.user, now=now)
    with pytest.raises(membership.LastAdmin):
        membership.leave(admin, now=now)
