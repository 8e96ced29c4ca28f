"""What an adviser writes of herself in an organization, and shows to all or to nobody: what all such pages have."""

from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User


class OwnPageQuerySet[P: models.Model](OwnedQuerySet[P]):
    def published(self) -> Self:
        """Those anyone reads."""
        return self.filter(published_at__isnull=False)


class OwnPage(db.Model):
    """One page of each kind for an adviser in an organization; `revision` tells two windows apart."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    adviser = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="de qui")
    slug = models.SlugField("adresse de la page", max_length=80, unique=True)
    revision = models.PositiveIntegerField("révision", default=0)
    changed_at = models.DateTimeField("écrite le")
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug


def lines_of(text: str) -> list[str]:
    """One line an item, blank ones left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]
