"""Codes by which somebody opens her own space, and the agreements that let a relative act for her."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.people.models import Beneficiary

MOST_TRIES = 5


class CodePurpose(models.TextChoices):
    OPEN = "open", "ouvrir son espace"
    NEW_NUMBER = "new_number", "changer de numéro"


class SpaceCodeQuerySet(db.QuerySet["SpaceCode"]):
    def usable(self, *, now: datetime) -> Self:
        """Not used, not over, not guessed at too often."""
        return self.filter(used_at=None, expires_at__gt=now, tries__lt=MOST_TRIES)


class SpaceCode(db.Model):
    """One code asked for by somebody who typed a number, known to us or not.

    The code itself is stored nowhere: it is made again from `nonce` and the key of the instance.
    """

    phone = models.CharField("téléphone", max_length=20)
    purpose = models.CharField("pour", max_length=12, choices=CodePurpose)
    nonce = models.UUIDField("graine du code", default=uuid.uuid4, editable=False)
    asked_at = models.DateTimeField("demandé le")
    expires_at = models.DateTimeField("valable jusqu’à")
    tries = models.PositiveSmallIntegerField("essais", default=0)
    used_at = models.DateTimeField("utilisé le", null=True, blank=True)

    objects = SpaceCodeQuerySet.as_manager()

    class Meta:
        verbose_name = "code d’accès à son espace"
        verbose_name_plural = "codes d’accès à son espace"

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.asked_at:%d/%m/%Y %H:%M}"


class AgreedHow(models.TextChoices):
    """How the person said yes."""

    SMS = "sms", "en ouvrant le lien reçu par SMS"
    SPOKEN = "spoken", "de vive voix, à l’équipe"


class EndedBy(models.TextChoices):
    PERSON = "person", "la personne"
    HELPER = "helper", "son proche"
    TEAM = "team", "l’équipe"


class HelperAgreementQuerySet(OwnedQuerySet["HelperAgreement"]):
    def live(self, *, now: datetime) -> Self:
        """Said yes to, and neither stopped nor over."""
        return self.filter(agreed_at__isnull=False, ended_at=None, until__gt=now)

    def asked(self, *, now: datetime) -> Self:
        """Still waiting for an answer."""
        return self.filter(agreed_at=None, refused_at=None, ended_at=None, answer_by__gt=now)

    def with_everything_shown(self) -> Self:
        return self.select_related("organization", "person")


class HelperAgreement(db.Model):
    """Somebody lets a relative see what is planned for her, book and cancel in her place, for a year at most."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    person = models.ForeignKey(
        Beneficiary, models.CASCADE, related_name="helper_agreements", verbose_name="personne aidée"
    )
    helper_name = models.CharField("prénom du proche", max_length=60)
    helper_phone = models.CharField("téléphone du proche", max_length=20)
    asked_at = models.DateTimeField("demandé le")
    answer_by = models.DateTimeField("réponse attendue avant")
    agreed_at = models.DateTimeField("accord donné le", null=True, blank=True)
    agreed_how = models.CharField("accord donné", max_length=8, choices=AgreedHow, blank=True)
    noted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="accord noté par"
    )
    until = models.DateTimeField("valable jusqu’au", null=True, blank=True)
    refused_at = models.DateTimeField("refusé le", null=True, blank=True)
    ended_at = models.DateTimeField("arrêté le", null=True, blank=True)
    ended_by = models.CharField("arrêté par", max_length=8, choices=EndedBy, blank=True)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, unique=True, editable=False)

    objects = HelperAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "accord pour un proche"
        verbose_name_plural = "accords pour un proche"
        constraints = [
            models.CheckConstraint(
                name="an_agreement_says_how_and_until_when",
                condition=Q(agreed_at=None, until=None, agreed_how="")
                | Q(agreed_at__isnull=False, until__isnull=False) & ~Q(agreed_how=""),
            ),
        ]
        indexes = [models.Index(fields=["helper_phone", "until"], name="agreement_of_helper")]

    def __str__(self) -> str:
        return f"{self.helper_name} pour {self.person_id}"

    def is_live(self, *, now: datetime) -> bool:
        return self.agreed_at is not None and self.ended_at is None and self.until is not None and now < self.until

    def may_answer(self, *, now: datetime) -> bool:
        """Whether her yes or no is still waited for."""
        return self.agreed_at is None and self.refused_at is None and self.ended_at is None and now < self.answer_by
