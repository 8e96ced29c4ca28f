"""What an adviser says of her work to whoever may send her somebody: a sheet of her own, on the site and on paper."""

from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User


class MissionSheetQuerySet(OwnedQuerySet["MissionSheet"]):
    def published(self) -> Self:
        """Those anyone reads."""
        return self.filter(published_at__isnull=False)


class MissionSheet(db.Model):
    """ "Mes missions": what one adviser does, what she doesn't, how somebody is sent to her; one line an item."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="mission_sheets", verbose_name="structure"
    )
    adviser = models.ForeignKey(User, models.CASCADE, related_name="mission_sheets", verbose_name="de qui")
    slug = models.SlugField("adresse de la page", max_length=80, unique=True)
    does = models.TextField("ce que je fais", max_length=1200)
    does_not = models.TextField("ce que je ne fais pas", max_length=1200, blank=True)
    sending = models.TextField("comment m’adresser quelqu’un", max_length=800, blank=True)
    shows_email = models.BooleanField("montrer mon adresse mail", default=True)
    revision = models.PositiveIntegerField("révision", default=0)
    changed_at = models.DateTimeField("écrite le")
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    objects = MissionSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche Mes missions"
        verbose_name_plural = "fiches Mes missions"
        constraints = [models.UniqueConstraint(fields=["organization", "adviser"], name="one_mission_sheet_each")]

    def __str__(self) -> str:
        return self.slug

    @property
    def things_done(self) -> list[str]:
        return _lines(self.does)

    @property
    def things_not_done(self) -> list[str]:
        return _lines(self.does_not)

    @property
    def ways_in(self) -> list[str]:
        return _lines(self.sending)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
