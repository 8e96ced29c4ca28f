"""A picture as pages show it: lighter, at a few widths, in the formats browsers read."""

from django.db import models

from escale import db
from escale.publishing.models.identities import Picture


class RenditionFormat(models.TextChoices):
    """The lightest first: a browser takes the first it can read."""

    AVIF = "avif", "AVIF"
    WEBP = "webp", "WebP"
    JPEG = "jpg", "JPEG"


class Rendition(db.Model):
    """One picture at one width, made the first time somebody asks for it. `asked` is the width of its address."""

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="renditions", verbose_name="image")
    format = models.CharField("format", max_length=4, choices=RenditionFormat)
    asked = models.PositiveSmallIntegerField("largeur demandée")
    content = models.BinaryField("image")

    objects = db.QuerySet["Rendition"].as_manager()

    class Meta:
        verbose_name = "image allégée"
        verbose_name_plural = "images allégées"
        constraints = [models.UniqueConstraint(fields=["picture", "format", "asked"], name="one_rendition_of_each")]

    def __str__(self) -> str:
        return f"{self.picture_id}-{self.asked}.{self.format}"
