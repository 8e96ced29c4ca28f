"""Who can be recognised on a picture, and what each agreed to."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.publishing.models import Picture


class Medium(models.TextChoices):
    """Where a picture may be seen. Each has its own field of a consent: `on_site`, `on_paper`, `on_networks`."""

    SITE = "site", "sur le site"
    PAPER = "paper", "sur le papier"
    NETWORKS = "networks", "sur les réseaux sociaux"


class PictureConsentQuerySet(OwnedQuerySet["PictureConsent"]):
    def missing(self, medium: str, *, on: date) -> Self:
        """Those that hide their picture on this medium, that day: withdrawn, over, or never given for it."""
        return self.filter(Q(withdrawn_at__isnull=False) | Q(until__lt=on) | Q(**{f"on_{medium}": False}))

    def over(self, *, on: date) -> Self:
        """Those that allow nothing any more: withdrawn, or over."""
        return self.filter(Q(withdrawn_at__isnull=False) | Q(until__lt=on))

    def ending(self, *, on: date, before: date) -> Self:
        """Those still good that day, that end before another."""
        return self.filter(withdrawn_at=None, until__gte=on, until__lt=before)


class PictureConsent(db.Model):
    """What one person seen on a picture agreed to: until when (that day included), and where.

    A picture without any shows nobody one could recognise: whoever brought it said so. With several, each must agree.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    picture = models.ForeignKey(Picture, models.CASCADE, related_name="consents", verbose_name="image")
    who = models.CharField("qui y est", max_length=80)
    until = models.DateField("jusqu’au")
    on_site = models.BooleanField("sur le site", default=True)
    on_paper = models.BooleanField("sur le papier", default=True)
    on_networks = models.BooleanField("sur les réseaux sociaux", default=False)
    noted_at = models.DateTimeField("noté le")
    noted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="noté par"
    )
    withdrawn_at = models.DateTimeField("accord repris le", null=True, blank=True)
    told_before_at = models.DateTimeField("équipe prévenue le", null=True, blank=True)
    told_after_at = models.DateTimeField("équipe informée de la fin le", null=True, blank=True)

    objects = PictureConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "droit à l’image"
        verbose_name_plural = "droits à l’image"
        indexes = [models.Index(fields=["picture", "until"], name="consents_of_a_picture")]

    def __str__(self) -> str:
        return f"{self.picture_id} {self.until}"

    @property
    def media(self) -> list[str]:
        """Where it was agreed to, in words."""
        return [medium.label for medium in Medium if getattr(self, f"on_{medium.value}")]
