"""Who is left to run an organization; which invitations still wait; whose memberships one works under."""

from datetime import timedelta

import pytest

from escale.accounts import access, membership
from escale.accounts.models import Invitation, Membership, Role
from escale.testing import builders


def test_colleagues_who_run_nothing_do_not_let_the_last_admin_leave(admin, adviser, coordinator, now):
    with pytest.raises(membership.LastAdmin):
        membership.leave(admin, now=now)
    with pytest.raises(membership.LastAdmin):
        membership.change_role(admin, role=Role.COORDINATOR, by=admin.user)


def test_whoever_runs_nothing_leaves_freely(admin, adviser, now):
    membership.leave(adviser, now=now)
    assert list(Membership.objects.active()) == [admin]


def test_leaving_twice_keeps_the_first_day(admin, adviser, now):
    membership.leave(adviser, now=now)
    membership.leave(adviser, now=now + timedelta(days=1))
    adviser.refresh_from_db()
    assert adviser.ended_at == now


def test_joining_says_since_when_and_as_what(organization, outsider, now):
    joined = membership.join(organization, user=outsider.user, role=Role.VOLUNTEER, now=now)
    kept = Membership.objects.get(pk=joined.pk)
    assert (kept.role, kept.joined_at, kept.organization, kept.user) == (
        Role.VOLUNTEER, now, organization, outsider.user
    )  # fmt: skip


def test_an_invitation_waits_until_it_is_used_taken_back_or_too_old(organization, now):
    def invited(number, **values):
        given = {"expires_at": now + timedelta(seconds=1)} | values
        return Invitation.objects.create(
            organization=organization, email=f"p{number}@example.org", secret_hash=str(number), created_at=now, **given
        )

    waits = invited(1)
    for number, gone in enumerate(({"accepted_at": now}, {"revoked_at": now}, {"expires_at": now}), start=2):
        invited(number, **gone)
    assert list(Invitation.objects.pending(now=now)) == [waits]


def test_ones_memberships_come_first_joined_first_and_without_those_ended(adviser, outsider, now):
    elsewhere, before = builders.organization("Ailleurs"), builders.organization("Avant")
    user = adviser.user
    ended = {"ended_at": now, "joined_at": now - timedelta(days=900)}
    Membership.objects.create(user=user, organization=before, role=Role.ADVISER, **ended)
    first = Membership.objects.create(
        user=user, organization=elsewhere, role=Role.ADMIN, joined_at=now - timedelta(days=90)
    )
    assert access.active_memberships(user.pk) == [first, adviser]
