"""Bringing an organization into a network: a link by mail, for one address, one time, thirty days."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from escale.accounts import founding, rules
from escale.accounts.founding import NewOrganization
from escale.accounts.models import Membership, Network, Organization, User
from escale.accounts.secret_links import hashed
from escale.networks import charters, messages
from escale.networks.links import secret_of
from escale.networks.models import JOINING_LIFETIME, JoinInvitation

log = logging.getLogger(__name__)


class JoiningRefused(Exception):
    """The link can't be used; each kind says why."""


class JoiningUsed(JoiningRefused):
    """An organization has already come in by it."""


class JoiningDeclined(JoiningRefused):
    """Whoever received it said no."""


class JoiningRevoked(JoiningRefused):
    """It was taken back, or replaced by a later one."""


class JoiningExpired(JoiningRefused):
    """Its thirty days are over."""


class JoiningForSomeoneElse(JoiningRefused):
    """It was sent to another address than the one of the person who uses it."""


class NotHers(Exception):
    """She doesn't run the organization she would bring in."""


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """Whoever accepts without having an account yet; without a password, she signs in by code."""

    first_name: str
    last_name: str
    password: str | None


def invite(
    network: Network, *, email: str, organization_name: str, words: str, by: Membership, now: datetime
) -> JoinInvitation:
    """Send an invitation; one that waits at the same address is replaced."""
    email = email.strip().lower()
    with transaction.atomic():
        Network.objects.locked().get(pk=network.pk)
        JoinInvitation.objects.filter(network=network, email=email).waiting().update(revoked_at=now)
        invitation = JoinInvitation(
            network=network,
            email=email,
            organization_name=organization_name,
            words=words,
            invited_by=by.user,
            created_at=now,
            expires_at=now + JOINING_LIFETIME,
        )
        invitation.link_hash = hashed(secret_of(invitation))
        invitation.save(force_insert=True)
        messages.send_invitation(invitation, organization=by.organization, now=now)
    return invitation


def revoke(invitation: JoinInvitation, *, by: User, now: datetime) -> None:
    """Take back an invitation that waits; one already answered stays as it is."""
    JoinInvitation.objects.waiting().filter(pk=invitation.pk).update(revoked_at=now)
    log.info("Invitation %d into a network: taken back by user %d", invitation.pk, by.pk)


def check(invitation: JoinInvitation, *, now: datetime) -> None:
    """Raises the `JoiningRefused` that says why it can't be used."""
    if invitation.accepted_at is not None:
        raise JoiningUsed
    if invitation.refused_at is not None:
        raise JoiningDeclined
    if invitation.revoked_at is not None:
        raise JoiningRevoked
    if invitation.is_expired(now=now):
        raise JoiningExpired


def decline(invitation: JoinInvitation, *, why: str, now: datetime) -> None:
    """Say no; whoever invited is told. Raises a `JoiningRefused`."""
    with transaction.atomic():
        mine = _use(invitation, now=now)
        mine.refused_at, mine.refused_why = now, why
        mine.save(update_fields=["refused_at", "refused_why"])
        messages.tell_answer(mine, now=now)


def accept_with(
    invitation: JoinInvitation, organization: Organization, *, charter_read: int, user: User, now: datetime
) -> Membership:
    """Bring in an organization she runs; `charter_read` is the id of the version she agreed to, 0 without any.

    Raises a `JoiningRefused`, `NotHers`, or `charters.CharterChanged`.
    """
    with transaction.atomic():
        mine = _use(invitation, now=now)
        _check_it_is_hers(mine, user)
        member = Membership.objects.active().of_organization(organization).one(user=user)
        if member is None or not rules.may_manage_team(member):
            raise NotHers
        _come_in(mine, member, charter_read=charter_read, now=now)
        return member


def accept_with_new_organization(
    invitation: JoinInvitation, described: NewOrganization, *, charter_read: int, user: User, now: datetime
) -> Membership:
    """Make an organization for somebody who has an account, and bring it in. Raises as `accept_with`."""
    with transaction.atomic():
        mine = _use(invitation, now=now)
        _check_it_is_hers(mine, user)
        member = founding.found(described, admin=user, now=now)
        _come_in(mine, member, charter_read=charter_read, now=now)
        return member


def accept_with_new_account(
    invitation: JoinInvitation,
    described: NewOrganization,
    *,
    account: NewAccount,
    charter_read: int,
    now: datetime,
) -> Membership:
    """Make the account of the invited address and its organization, and bring it in.

    Raises as `accept_with`; `JoiningForSomeoneElse` when the address has had an account meanwhile.
    """
    with transaction.atomic():
        mine = _use(invitation, now=now)
        if has_account(mine):
            raise JoiningForSomeoneElse
        user = User.objects.create_user(
            mine.email,
            account.password,
            first_name=account.first_name,
            last_name=account.last_name,
            joined_at=now,
        )
        member = founding.found(described, admin=user, now=now)
        _come_in(mine, member, charter_read=charter_read, now=now)
        return member


def has_account(invitation: JoinInvitation) -> bool:
    return User.objects.filter(email__iexact=invitation.email).exists()


def _use(invitation: JoinInvitation, *, now: datetime) -> JoinInvitation:
    """Lock the invitation: of two answers at the same time, the second finds the first."""
    mine = JoinInvitation.objects.select_related("network", "invited_by").get_locked(pk=invitation.pk)
    check(mine, now=now)
    return mine


def _check_it_is_hers(invitation: JoinInvitation, user: User) -> None:
    if invitation.email.lower() != user.email.lower():
        raise JoiningForSomeoneElse


def _come_in(invitation: JoinInvitation, member: Membership, *, charter_read: int, now: datetime) -> None:
    network, organization = invitation.network, member.organization
    if charters.current(network) is not None:
        charters.agree(network, organization, read=charter_read, by=member.user, now=now)
    network.organizations.add(organization)
    invitation.accepted_at, invitation.organization = now, organization
    invitation.save(update_fields=["accepted_at", "organization"])
    messages.tell_answer(invitation, now=now)
    log.info("Network %d: organization %d came in", network.pk, organization.pk)
