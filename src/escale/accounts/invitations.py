"""Inviting a colleague: a link sent by mail, for one address, one time, fourteen days."""

import logging
from datetime import datetime

from django.db import transaction

from escale.accounts import membership, messages
from escale.accounts.models import INVITATION_LIFETIME, Invitation, Membership, Organization, Role, User
from escale.accounts.secret_links import hashed, new_secret

log = logging.getLogger(__name__)


class AlreadyMember(Exception):
    """The address is the one of somebody who already belongs to the organization."""


class InvitationRefused(Exception):
    """The link can't be used; each kind says why."""


class InvitationUnknown(InvitationRefused):
    """No invitation has this secret."""


class InvitationUsed(InvitationRefused):
    """It has already let somebody in."""


class InvitationRevoked(InvitationRefused):
    """It was taken back, or replaced by a later one."""


class InvitationExpired(InvitationRefused):
    """Its fourteen days are over."""


class InvitationForSomeoneElse(InvitationRefused):
    """It was sent to another address than the one of the person who uses it."""


def invite(organization: Organization, *, email: str, role: Role, by: User, now: datetime) -> Invitation:
    """Send an invitation; one that waits at the same address is replaced.

    Raises `AlreadyMember`, and `OSError` when the mail can't leave (the invitation then waits to be sent again).
    """
    email = email.strip().lower()
    secret = new_secret()
    with transaction.atomic():
        Organization.objects.locked().get(pk=organization.pk)
        if Membership.objects.active().of_organization(organization).filter(user__email__iexact=email).exists():
            raise AlreadyMember
        Invitation.objects.of_organization(organization).waiting().filter(email=email).update(revoked_at=now)
        invitation = Invitation.objects.create(
            organization=organization,
            email=email,
            role=role,
            secret_hash=hashed(secret),
            invited_by=by,
            created_at=now,
            expires_at=now + INVITATION_LIFETIME,
        )
    # After the transaction: a mail that can't be sent doesn't undo the invitation, and no lock waits for a mail server.
    messages.send_invitation(invitation, secret=secret, by=by)
    return invitation


def revoke(invitation: Invitation, *, by: User, now: datetime) -> None:
    """Take back an invitation that waits; one already used stays as it is."""
    Invitation.objects.waiting().filter(pk=invitation.pk).update(revoked_at=now)
    log.info("Invitation %d: taken back by user %d", invitation.pk, by.pk)


def usable(secret: str, *, now: datetime) -> Invitation:
    """The invitation of this link. Raises the `InvitationRefused` that says why it can't be used."""
    return _check(Invitation.objects.with_secret(secret).select_related("organization").get_or_none(), now=now)


def accept(secret: str, *, user: User, now: datetime) -> Membership:
    """Join with an account. Raises an `InvitationRefused`, among them `InvitationForSomeoneElse`."""
    with transaction.atomic():
        invitation = _use(secret, now=now)
        if invitation.email.lower() != user.email.lower():
            raise InvitationForSomeoneElse
        return membership.join(invitation.organization, user=user, role=Role(invitation.role), now=now)


def accept_with_new_account(
    secret: str, *, first_name: str, last_name: str, password: str | None, now: datetime
) -> Membership:
    """Create the account of the invited address and join; without a password, she signs in by code.

    Raises an `InvitationRefused`; `InvitationForSomeoneElse` when the address has had an account meanwhile.
    """
    with transaction.atomic():
        invitation = _use(secret, now=now)
        if has_account(invitation):
            raise InvitationForSomeoneElse
        user = User.objects.create_user(
            invitation.email, password, first_name=first_name, last_name=last_name, joined_at=now
        )
        return membership.join(invitation.organization, user=user, role=Role(invitation.role), now=now)


def has_account(invitation: Invitation) -> bool:
    return User.objects.filter(email__iexact=invitation.email).exists()


def _use(secret: str, *, now: datetime) -> Invitation:
    """Burn the invitation: of two uses at the same time, the second waits for the lock and finds it used."""
    invitation = _check(Invitation.objects.with_secret(secret).locked().get_or_none(), now=now)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    return invitation


def _check(invitation: Invitation | None, *, now: datetime) -> Invitation:
    if invitation is None:
        raise InvitationUnknown
    if invitation.accepted_at is not None:
        raise InvitationUsed
    if invitation.revoked_at is not None:
        raise InvitationRevoked
    if invitation.expires_at <= now:
        raise InvitationExpired
    return invitation
