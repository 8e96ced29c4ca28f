"""Joining an organization, changing role, leaving: an organization always keeps somebody to run it."""

import logging
from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership, Organization, Role, User

log = logging.getLogger(__name__)


class LastAdmin(Exception):
    """The organization would be left with nobody to run it: another admin has to be named first."""


def join(organization: Organization, *, user: User, role: Role, now: datetime) -> Membership:
    """Make the user a member; whoever already belongs keeps her place and role."""
    with transaction.atomic():
        _lock(organization.pk)
        here = Membership.objects.active().of_organization(organization).one(user=user)
        return here or Membership.objects.create(user=user, organization=organization, role=role, joined_at=now)


def change_role(membership: Membership, *, role: Role, by: User) -> None:
    """Give another role. Raises `LastAdmin` when nobody else runs the organization."""
    with transaction.atomic():
        current = _locked(membership)
        if role != Role.ADMIN:
            _keep_an_admin(current)
        current.role = role
        current.save(update_fields=["role"])
    log.info("Membership %d: role %s, by user %d", current.pk, role, by.pk)


def end(membership: Membership, *, by: User, now: datetime) -> None:
    """End a membership; its past stays. Raises `LastAdmin` when nobody else runs the organization."""
    with transaction.atomic():
        current = _locked(membership)
        _keep_an_admin(current)
        if current.ended_at is None:
            current.ended_at = now
            current.save(update_fields=["ended_at"])
    log.info("Membership %d: ended by user %d", current.pk, by.pk)


def leave(membership: Membership, *, now: datetime) -> None:
    """Leave of one's own will. Raises `LastAdmin` when nobody else runs the organization."""
    end(membership, by=membership.user, now=now)


def _lock(organization: int) -> None:
    """One change of members at a time: two admins leaving together would each count on the other."""
    Organization.objects.locked().get(pk=organization)


def _locked(membership: Membership) -> Membership:
    _lock(membership.organization_id)
    return Membership.objects.get(pk=membership.pk)


def _keep_an_admin(leaving: Membership) -> None:
    if leaving.role != Role.ADMIN or leaving.ended_at is not None:
        return
    others = Membership.objects.active().filter(organization=leaving.organization_id, role=Role.ADMIN)
    if not others.exclude(pk=leaving.pk).exists():
        raise LastAdmin
