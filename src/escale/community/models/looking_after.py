"""Notes of their own, whom to call, a peer to talk to."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User

READS_SMS = "114"
"""Emergencies for whoever can't hear or speak: nobody answers by voice."""


class ProfessionalNoteQuerySet(db.QuerySet["ProfessionalNote"]):
    def visible_to(self, user: User) -> Self:
        """Her own: neither her team, nor whoever manages it, has any other."""
        return self.filter(author=user)


class ProfessionalNote(db.Model):
    """What an adviser writes for herself alone; `sealed` opens with the instance's key (notes.py)."""

    author = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="écrite par")
    sealed = models.TextField("texte scellé", max_length=20_000)
    created_at = models.DateTimeField("écrite le")
    changed_at = models.DateTimeField("changée le")
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = ProfessionalNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "note pour soi"
        verbose_name_plural = "notes pour soi"

    def __str__(self) -> str:
        return f"{self.pk}"


class HelpNumber(db.Model):
    """One line of the list of numbers to call, as an organization changed it; without any, the national list holds."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="help_numbers", verbose_name="structure"
    )
    number = models.CharField("numéro", max_length=20)
    label = models.CharField("qui répond", max_length=60)
    words = models.CharField("quand, pour qui", max_length=160, blank=True)
    position = models.PositiveSmallIntegerField("rang")

    objects = OwnedQuerySet["HelpNumber"].as_manager()

    class Meta:
        verbose_name = "numéro d’aide"
        verbose_name_plural = "numéros d’aide"

    def __str__(self) -> str:
        return f"{self.number} {self.label}"

    @property
    def address(self) -> str:
        """What calls it, or writes to it."""
        number = self.number.replace(" ", "")
        return f"sms:{number}" if number == READS_SMS else f"tel:{number}"


class PeerCallQuerySet(db.QuerySet["PeerCall"]):
    def visible_to(self, user: User) -> Self:
        """Those she asked for, and those asked of her."""
        return self.filter(Q(asked_by=user) | Q(peer=user))

    def asked_of(self, user: User) -> Self:
        return self.filter(peer=user)


class PeerCall(db.Model):
    """Somebody who would like to talk with a colleague: no word of why is kept."""

    asked_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="demandé par")
    peer = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="à qui")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    created_at = models.DateTimeField("demandé le")
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = PeerCallQuerySet.as_manager()

    class Meta:
        verbose_name = "demande à un pair"
        verbose_name_plural = "demandes à un pair"
        constraints = [
            models.CheckConstraint(
                condition=~Q(peer=F("asked_by")),
                name="peer_is_somebody_else",
                violation_error_message="Choisissez quelqu’un d’autre que vous.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_by_id} → {self.peer_id}"
