"""Where people are received: venues and their rooms."""

from typing import Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.places.distance import Point
from escale.scheduling.french_calendar import METROPOLE, UnknownCommune, territory_of


class VenueKind(models.TextChoices):
    ON_SITE = "on_site", "sur place"
    HOME = "home", "à domicile"
    PHONE = "phone", "par téléphone"
    VIDEO = "video", "en visio"


def is_time_zone(value: str) -> None:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError) as problem:
        raise ValidationError("Ce fuseau horaire n’existe pas. Exemple : Europe/Paris.") from problem


class VenueQuerySet(OwnedQuerySet["Venue"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def on_public_pages(self) -> Self:
        """Places one can go to, of organizations that opened online booking."""
        return self.in_use().filter(kind=VenueKind.ON_SITE, organization__online_booking_opened_at__isnull=False)


class Venue(db.Model):
    """A place where people are received, or a way to receive them (home, telephone, video)."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="venues", verbose_name="structure")
    name = models.CharField("nom du lieu", max_length=80)
    slug = models.SlugField("adresse de la page", max_length=80, unique=True)
    kind = models.CharField("comment on s’y voit", max_length=10, choices=VenueKind, default=VenueKind.ON_SITE)
    address = models.CharField("adresse", max_length=120, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    commune = models.CharField("commune (code INSEE)", max_length=5, blank=True)
    commune_name = models.CharField("commune", max_length=80, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    time_zone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris", validators=[is_time_zone])
    phone = models.CharField("téléphone", max_length=20, blank=True)
    radius_km = models.PositiveSmallIntegerField(
        "on se déplace jusqu’à (km)", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    access_notes = models.TextField("comment entrer", max_length=300, blank=True)
    transport = models.TextField("comment venir", max_length=300, blank=True)
    accessibility = models.TextField("accès et confort", max_length=500, blank=True)
    video_link = models.URLField("lien de la visio", blank=True)
    archived_at = models.DateTimeField("fermé le", null=True, blank=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = "lieu"
        verbose_name_plural = "lieux"
        # A search around a commune reads the places in a box of degrees.
        indexes = [models.Index(fields=["latitude", "longitude"], name="venue_near")]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def territory(self) -> str:
        """The one whose public holidays hold here; the mainland's when the commune isn't known."""
        try:
            return territory_of(self.commune)
        except UnknownCommune:
            return METROPOLE

    @property
    def one_line_address(self) -> str:
        town = f"{self.postcode} {self.commune_name}".strip()
        return ", ".join(part for part in (self.address, town) if part)

    @property
    def has_address(self) -> bool:
        return bool(self.address and self.commune) or self.kind != VenueKind.ON_SITE

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)


class RoomQuerySet(db.QuerySet["Room"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(venue__organization__in=Organization.objects.visible_to(user))


class Room(db.Model):
    """A room of a venue: it can be busy, and it limits how many people come."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="rooms", verbose_name="lieu")
    name = models.CharField("nom de la salle", max_length=60)
    seats = models.PositiveSmallIntegerField("places", default=2)
    computers = models.PositiveSmallIntegerField("ordinateurs", default=0)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = "salle"
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "name"],
                name="one_room_name_per_venue",
                violation_error_message="Cette salle existe déjà.",
            )
        ]

    def __str__(self) -> str:
        return self.name
