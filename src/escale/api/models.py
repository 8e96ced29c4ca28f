"""Programs that read our figures and activities."""

from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.accounts.secret_links import hashed


class ApiClientQuerySet(OwnedQuerySet["ApiClient"]):
    def active(self) -> Self:
        return self.filter(revoked_at=None)

    def with_key(self, key: str, secret: str) -> Self:
        return self.active().filter(key=key, secret_hash=hashed(secret))


class ApiClient(db.Model):
    """One program, what it may read, and the secret it shows: kept as a print only."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="api_clients", verbose_name="structure")
    name = models.CharField("nom du programme", max_length=80)
    key = models.CharField("identifiant", max_length=40, unique=True)
    secret_hash = models.CharField("empreinte du secret", max_length=64)
    reaches = models.JSONField("ce qu’il peut lire", default=list)
    created_at = models.DateTimeField("ajouté le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ajouté par"
    )
    last_used_at = models.DateTimeField("dernière lecture", null=True, blank=True)
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = ApiClientQuerySet.as_manager()

    class Meta:
        verbose_name = "programme relié"

    def __str__(self) -> str:
        return self.name

    def may(self, reach: str) -> bool:
        return reach in self.reaches
