"""Mandates: the exceptional act done in somebody's place, what she agreed to, what was done."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.appointments.models import Appointment
from escale.people.models import Beneficiary


class Category(models.TextChoices):
    """What the formality is about, in the national vocabulary."""

    PAPERS = "papiers", "Papiers, citoyenneté, élections"
    FAMILY = "famille", "Famille, scolarité"
    SOCIAL = "social", "Social, santé"
    WORK = "travail", "Travail, formation"
    HOUSING = "logement", "Logement"
    TRANSPORT = "transports", "Transports, mobilité"
    MONEY = "argent", "Argent, impôts, consommation"
    JUSTICE = "justice", "Justice"
    ABROAD = "etranger", "Étranger, Europe"
    LEISURE = "loisirs", "Loisirs, sport, culture"


class Why(models.TextChoices):
    """Why she doesn't do it herself today. Never her health."""

    URGENT = "urgent", "C’est trop urgent pour apprendre d’abord"
    UNABLE = "unable", "Elle ne peut pas utiliser l’écran aujourd’hui"
    LANGUAGE = "language", "La langue du site"
    EQUIPMENT = "equipment", "Il lui manque le matériel"


class Presence(models.TextChoices):
    """Where she is during the act; absent, nothing is done."""

    BESIDE = "beside", "À côté de moi"
    PHONE = "phone", "Au téléphone avec moi"


class Duration(models.TextChoices):
    SESSION = "session", "Ce rendez-vous"
    DAY = "day", "Aujourd’hui"
    MONTH = "month", "31 jours au plus"


class ConsentBy(models.TextChoices):
    """How she says yes."""

    SCREEN = "screen", "À l’écran"
    PAPER = "paper", "Sur papier"
    SMS = "sms", "Par SMS"
    WITNESS = "witness", "Devant témoin"


class CopyHow(models.TextChoices):
    """How she received her copy."""

    PAPER = "paper", "Sur papier"
    LINK = "link", "Par SMS, une page"


class RevokedFrom(models.TextChoices):
    TEAM = "team", "dit à l’équipe"
    COPY = "copy", "depuis sa page"
    SMS = "sms", "par SMS"


class End(models.TextChoices):
    """What became of the formality."""

    DONE = "done", "C’est fait"
    PARTLY = "partly", "C’est fait en partie"
    NOT_DONE = "not_done", "Ce n’est pas fait"


class Result(models.TextChoices):
    DONE = "done", "Fait"
    PARTLY = "partly", "Fait en partie"
    FAILED = "failed", "Pas abouti"


class Standing(models.TextChoices):
    """Where a mandate stands at an instant."""

    UNSIGNED = "unsigned", "À signer"
    REFUSED = "refused", "Refusé"
    OPEN = "open", "En cours"
    OVER = "over", "Durée passée"
    REVOKED = "revoked", "Arrêté"
    ENDED = "ended", "Terminé"


class MandateQuerySet(OwnedQuerySet["Mandate"]):
    def open(self, *, now: datetime) -> Self:
        """Those an act may still be done under."""
        return self.exclude(signed_at=None).filter(revoked_at=None, ended_at=None, ends_at__gt=now)

    def with_everything_shown(self) -> Self:
        return self.select_related("organization", "person", "adviser", "appointment__venue", "revoked_by")


class Mandate(db.Model):
    """One precise formality done in a person's place, as an exception: why, which acts, until when, how she agreed.

    It has no room for a password nor an identifier. Once signed, nothing of it changes but what happens to it.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="mandates", verbose_name="structure")
    person = models.ForeignKey(
        Beneficiary, models.SET_NULL, null=True, blank=True, related_name="mandates", verbose_name="personne"
    )
    appointment = models.ForeignKey(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="mandates", verbose_name="pendant"
    )
    adviser = models.ForeignKey(User, models.PROTECT, related_name="mandates", verbose_name="par")
    deadline_on = models.DateField("échéance", null=True, blank=True)
    consequence = models.CharField("ce qui arrive sinon", max_length=200)
    nobody_words = models.CharField("pourquoi personne d’habilité à temps", max_length=200)
    tried_words = models.CharField("pourquoi pas ensemble", max_length=200)
    formality = models.CharField("démarche", max_length=160)
    service = models.CharField("auprès de", max_length=80)
    category = models.CharField("domaine", max_length=10, choices=Category)
    why = models.CharField("motif", max_length=10, choices=Why)
    presence = models.CharField("présence", max_length=10, choices=Presence)
    permitted = models.TextField("actes permis", max_length=1000)
    duration = models.CharField("durée", max_length=10, choices=Duration)
    until_on = models.DateField("jusqu’au", null=True, blank=True)
    of_age = models.BooleanField("majeure")
    not_protected = models.BooleanField("sans mesure de protection")
    understands = models.BooleanField("redit ce qui sera fait")
    knows_stop = models.BooleanField("sait qu’elle peut dire stop")
    stays = models.BooleanField("reste pendant l’acte")
    text_version = models.CharField("version de l’information", max_length=20)
    text_hash = models.CharField("empreinte de l’information", max_length=64)
    created_at = models.DateTimeField("écrit le")
    consent_by = models.CharField("accord", max_length=10, choices=ConsentBy)
    asked_at = models.DateTimeField("accord demandé par SMS le", null=True, blank=True)
    asked_times = models.PositiveSmallIntegerField("demandes envoyées", default=0)
    refused_at = models.DateTimeField("refusé le", null=True, blank=True)
    signed_at = models.DateTimeField("accord donné le", null=True, blank=True)
    signed_name = models.CharField("prénom écrit pour accord", max_length=60, blank=True)
    signature = models.TextField("signature dessinée", max_length=12000, blank=True)
    paper_place = models.CharField("où est gardé le papier signé", max_length=120, blank=True)
    witness = models.CharField("témoin", max_length=80, blank=True)
    seal = models.CharField("empreinte du mandat signé", max_length=64, blank=True)
    ends_at = models.DateTimeField("jusqu’à", null=True, blank=True)
    copy_how = models.CharField("exemplaire remis", max_length=10, choices=CopyHow, blank=True)
    copy_at = models.DateTimeField("exemplaire remis le", null=True, blank=True)
    revoked_at = models.DateTimeField("arrêté le", null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="arrêt noté par"
    )
    revoked_from = models.CharField("arrêt", max_length=10, choices=RevokedFrom, blank=True)
    ended_at = models.DateTimeField("terminé le", null=True, blank=True)
    outcome = models.CharField("résultat", max_length=10, choices=End, blank=True)
    outcome_words = models.CharField("ce qu’il reste à faire", max_length=200, blank=True)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, unique=True, editable=False)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        constraints = [
            models.CheckConstraint(
                name="a_mandate_stands_on_five_yes",
                condition=Q(of_age=True, not_protected=True, understands=True, knows_stop=True, stays=True),
            ),
            models.CheckConstraint(
                name="a_signed_mandate_has_an_end",
                condition=Q(signed_at=None) | (Q(ends_at__isnull=False) & ~Q(seal="")),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "created_at"], name="mandate_organization"),
            models.Index(fields=["person", "created_at"], name="mandate_person"),
        ]

    def __str__(self) -> str:
        return self.formality

    @property
    def permitted_acts(self) -> list[str]:
        """The acts allowed, one by one."""
        return [line for line in self.permitted.splitlines() if line]

    def standing(self, *, now: datetime) -> Standing:
        """Where it stands at this instant."""
        if self.revoked_at:
            return Standing.REVOKED
        if self.refused_at:
            return Standing.REFUSED
        if self.ended_at:
            return Standing.ENDED
        if self.ends_at is None:
            return Standing.UNSIGNED
        return Standing.OPEN if now < self.ends_at else Standing.OVER


class MandateAct(db.Model):
    """One act done under a mandate, when, with what result; the receipt is the one the service gave."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="acts", verbose_name="mandat")
    what = models.CharField("acte", max_length=120)
    at = models.DateTimeField("fait le")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="par")
    result = models.CharField("résultat", max_length=10, choices=Result)
    words = models.CharField("en quelques mots", max_length=200, blank=True)
    receipt = models.CharField("numéro de reçu", max_length=60, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False)

    objects = OwnedQuerySet["MandateAct"].as_manager()

    class Meta:
        verbose_name = "acte d’un mandat"
        verbose_name_plural = "actes des mandats"

    def __str__(self) -> str:
        return self.what
