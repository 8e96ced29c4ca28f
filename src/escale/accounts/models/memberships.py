"""Who belongs to which organization, and what she does there."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from escale import db
from escale.accounts.models.organizations import Organization, OwnedQuerySet
from escale.accounts.models.users import User


class Role(models.TextChoices):
    """What a member does in her organization; `rules.py` says what each role may do."""

    ADVISER = "adviser", "conseiller numérique"
    COORDINATOR = "coordinator", "coordination"
    FRONT_DESK = "front_desk", "accueil"
    VOLUNTEER = "volunteer", "bénévole"
    ADMIN = "admin", "responsable"


class MembershipQuerySet(OwnedQuerySet["Membership"]):
    def active(self) -> Self:
        return self.filter(ended_at=None)


class Membership(db.Model):
    """One person's place in one organization."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="utilisateur")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="memberships", verbose_name="structure")
    role = models.CharField("rôle", max_length=20, choices=Role, default=Role.ADVISER)
    job_title = models.CharField("métier, tel que le public le lit", max_length=60, blank=True)
    joined_at = models.DateTimeField("arrivée", default=timezone.now)
    ended_at = models.DateTimeField("départ", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "membre"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"],
                condition=Q(ended_at=None),
                name="one_active_membership_per_organization",
                violation_error_message="Cette personne fait déjà partie de la structure.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
