"""How an organization comes into a network, and how it leaves."""

from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Network, Organization, User
from escale.accounts.secret_links import hashed

JOINING_LIFETIME = timedelta(days=30)
"""A board has to meet before an organization says yes."""


class JoinInvitationQuerySet(db.QuerySet["JoinInvitation"]):
    def waiting(self) -> Self:
        """Neither answered nor taken back; some may be too old to be used."""
        return self.filter(accepted_at=None, refused_at=None, revoked_at=None)

    def with_secret(self, secret: str) -> Self:
        return self.filter(link_hash=hashed(secret))


class JoinInvitation(db.Model):
    """A single-use link, bound to one e-mail address, to bring an organization into a network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="invitations", verbose_name="réseau")
    email = models.EmailField("adresse mail")
    organization_name = models.CharField("structure invitée", max_length=80, blank=True)
    words = models.TextField("mot joint", max_length=600, blank=True)
    link_nonce = models.UUIDField("graine du lien", default=uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien", max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="invité par")
    created_at = models.DateTimeField("envoyée le")
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="structure entrée"
    )
    refused_at = models.DateTimeField("refusée le", null=True, blank=True)
    refused_why = models.CharField("pourquoi", max_length=300, blank=True)
    revoked_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = JoinInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation dans un réseau"
        verbose_name_plural = "invitations dans un réseau"
        constraints = [
            models.UniqueConstraint(
                fields=["network", "email"],
                condition=Q(accepted_at=None, refused_at=None, revoked_at=None),
                name="one_waiting_join_invitation_per_email",
                violation_error_message="Une invitation attend déjà à cette adresse.",
            )
        ]

    def __str__(self) -> str:
        return self.organization_name or self.email

    def is_expired(self, *, now: datetime) -> bool:
        return self.expires_at <= now


class Departure(db.Model):
    """An organization is of a network no more: it left, or was taken out, and why."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="departures", verbose_name="réseau")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    left_at = models.DateTimeField("partie le")
    taken_out = models.BooleanField("retirée par le réseau", default=False)
    why = models.CharField("pourquoi", max_length=300, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par")

    objects = db.QuerySet["Departure"].as_manager()

    class Meta:
        verbose_name = "départ d’un réseau"
        verbose_name_plural = "départs d’un réseau"

    def __str__(self) -> str:
        return f"{self.organization} ({self.network})"
