"""What an organization looks like on paper: its logo, its colour, its partners; and its pictures for posters."""

from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User


class PictureKind(models.TextChoices):
    """What a picture is for."""

    LOGO = "logo", "logo"
    PHOTO = "photo", "photo"
    PORTRAIT = "portrait", "portrait"
    PLACE = "place", "photo d’un lieu"


class PictureQuerySet(OwnedQuerySet["Picture"]):
    def photos(self) -> Self:
        """The photos that can be chosen for a poster."""
        return self.filter(kind=PictureKind.PHOTO, archived_at=None)

    def without_content(self) -> Self:
        """All but the image itself, which only its own address needs."""
        return self.defer("content")


class Picture(db.Model):
    """An image written again by us (PNG or JPEG, without its metadata), what it shows, whose it is.

    It stands in the database: a backup has it, and so has whoever moves to another one. `name` says its contents.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="pictures", verbose_name="structure")
    kind = models.CharField("genre", max_length=10, choices=PictureKind)
    name = models.CharField("nom", max_length=40)
    content = models.BinaryField("image")
    width = models.PositiveIntegerField("largeur")
    height = models.PositiveIntegerField("hauteur")
    alt = models.CharField("ce que montre l’image", max_length=150)
    credit = models.CharField("auteur de l’image", max_length=60, blank=True)
    added_at = models.DateTimeField("ajoutée le")
    added_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ajoutée par"
    )
    archived_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = "image"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"], name="one_picture_of_each_content_per_organization"
            )
        ]

    def __str__(self) -> str:
        return self.alt


class Identity(db.Model):
    """How an organization signs its sheets."""

    organization = models.OneToOneField(Organization, models.CASCADE, related_name="identity", verbose_name="structure")
    color = models.CharField("couleur", max_length=7, blank=True)
    partners = models.CharField("partenaires", max_length=120, blank=True)
    logo = models.ForeignKey(Picture, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="logo")

    objects = OwnedQuerySet["Identity"].as_manager()

    class Meta:
        verbose_name = "identité visuelle"
        verbose_name_plural = "identités visuelles"

    def __str__(self) -> str:
        return f"identité {self.organization_id}"
