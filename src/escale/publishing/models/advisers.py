"""What the public reads of an adviser before meeting her; and the photo of a place."""

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet
from escale.places.models import Venue
from escale.publishing.models.identities import Picture
from escale.publishing.models.own_pages import OwnPage, OwnPageQuerySet, lines_of


class AdviserPage(OwnPage):
    """Her first name, what she can help with, the languages she speaks, a photo if she likes; shown once she says so."""

    helps_with = models.TextField("ce que je peux vous aider à faire", max_length=800)
    languages = models.CharField("langues parlées", max_length=100, blank=True)
    photo = models.ForeignKey(
        Picture, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ma photo"
    )

    objects = OwnPageQuerySet["AdviserPage"].as_manager()

    class Meta:
        verbose_name = "page d’une conseillère"
        verbose_name_plural = "pages des conseillères"
        constraints = [models.UniqueConstraint(fields=["organization", "adviser"], name="one_adviser_page_each")]

    @property
    def things_helped_with(self) -> list[str]:
        return lines_of(self.helps_with)


class VenuePhoto(db.Model):
    """What a place looks like from the street, so that one recognises it."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    venue = models.OneToOneField(Venue, models.CASCADE, related_name="photo", verbose_name="lieu")
    picture = models.ForeignKey(Picture, models.CASCADE, related_name="+", verbose_name="photo")

    objects = OwnedQuerySet["VenuePhoto"].as_manager()

    class Meta:
        verbose_name = "photo d’un lieu"
        verbose_name_plural = "photos des lieux"

    def __str__(self) -> str:
        return f"photo du lieu {self.venue_id}"
