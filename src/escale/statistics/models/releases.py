"""What leaves the team: figures frozen and masked, by link, in a report, in a file."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User


class ReleaseKind(models.TextChoices):
    LINK = "link", "par un lien"
    REPORT = "report", "dans un bilan"
    FILE = "file", "dans un fichier"


class ReleaseQuerySet(OwnedQuerySet["Release"]):
    def latest_first(self) -> Self:
        return self.select_related("organization", "made_by").order_by("-made_at", "-pk")


class Release(db.Model):
    """Figures that left the team, as they left: a later release is masked so that the two don't give away a small number.

    `filters` are those of the screen; `tables` are frozen: `{axis: {value: number or null when masked}}`.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    kind = models.CharField("comment", max_length=10, choices=ReleaseKind)
    title = models.CharField("titre", max_length=120)
    since = models.DateField("du")
    until = models.DateField("au")
    filters = models.JSONField("filtres", default=dict, blank=True)
    tables = models.JSONField("chiffres", default=dict, blank=True)
    objectives = models.TextField("objectifs", max_length=2000, blank=True)
    comments = models.TextField("commentaire", max_length=4000, blank=True)
    made_at = models.DateTimeField("fait le")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="fait par")
    expires_at = models.DateTimeField("s’ouvre jusqu’au", null=True, blank=True)
    revoked_at = models.DateTimeField("fermé le", null=True, blank=True)
    opened = models.PositiveIntegerField("ouvertures", default=0)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, blank=True, db_index=True, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "chiffres sortis"
        verbose_name_plural = "chiffres sortis"

    def __str__(self) -> str:
        return self.title

    @property
    def is_link(self) -> bool:
        return self.kind == ReleaseKind.LINK

    def is_open(self, *, now: datetime) -> bool:
        """Whether its link shows the figures: neither closed nor expired."""
        return self.is_link and self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class ReportSchedule(db.Model):
    """A report sent by mail at the beginning of each month, about the month before."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    title = models.CharField("titre", max_length=120)
    recipient = models.EmailField("adresse mail")
    filters = models.JSONField("filtres", default=dict, blank=True)
    next_on = models.DateField("prochain envoi")
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="demandé par"
    )
    made_at = models.DateTimeField("demandé le")
    ended_at = models.DateTimeField("arrêté le", null=True, blank=True)

    objects = OwnedQuerySet["ReportSchedule"].as_manager()

    class Meta:
        verbose_name = "bilan de chaque mois"

    def __str__(self) -> str:
        return self.title
