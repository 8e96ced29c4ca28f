"""Where offers of other sites are read, and each offer as it was read."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet
from escale.workshops.models import Group


class SourceKind(models.TextChoices):
    """What an address answers with."""

    ESCALE = "escale", "Un autre site Escale"
    OPENAGENDA = "openagenda", "OpenAgenda (JSON)"
    CALENDAR = "ical", "Agenda (iCalendar)"
    NEWS = "rss", "Fil d’actualité (RSS)"
    PLACES = "lieux", "Lieux de médiation numérique (CSV)"
    SERVICES = "data-inclusion", "Services data·inclusion (JSON)"


class SourceQuerySet(OwnedQuerySet["Source"]):
    pass


class Source(db.Model):
    """An address whose offers are shown beside ours, read again by the worker when it is due."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    kind = models.CharField("nature", max_length=20, choices=SourceKind)
    name = models.CharField("nom", max_length=80)
    url = models.URLField("adresse", max_length=500)
    created_at = models.DateTimeField("ajoutée le", default=timezone.now)
    paused_at = models.DateTimeField("arrêtée le", null=True, blank=True)
    due_at = models.DateTimeField("à relire le", default=timezone.now)
    read_at = models.DateTimeField("lue le", null=True, blank=True)
    problem = models.CharField("ce qui n’a pas marché", max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField("échecs de suite", default=0)
    etag = models.CharField("version", max_length=200, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "source d’offres"
        constraints = [models.UniqueConstraint(fields=["organization", "url"], name="source_once")]

    def __str__(self) -> str:
        return self.name


class ForeignKind(models.TextChoices):
    """What is offered."""

    SESSION = "atelier", "Atelier"
    VENUE = "lieu", "Lieu"
    SERVICE = "service", "Service"


class ForeignOfferQuerySet(db.QuerySet["ForeignOffer"]):
    def shown(self) -> Self:
        """Those that may be shown: not hidden by somebody, not already told by us or by another source."""
        return self.filter(hidden_at=None, same_as=None, same_group=None, source__paused_at=None)


class ForeignOffer(db.Model):
    """What another site offers: a dated workshop, or a place or a service with no date.

    `topics` are codes of `topics.Topic`, `languages` codes of two or three letters. `url` leads to the site it comes from.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="offers", verbose_name="source")
    uid = models.CharField("identifiant là-bas", max_length=200)
    kind = models.CharField("nature", max_length=10, choices=ForeignKind)
    title = models.CharField("titre", max_length=140)
    text = models.TextField("texte", max_length=2000, blank=True)
    starts_at = models.DateTimeField("début", null=True, blank=True)
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    place_name = models.CharField("lieu", max_length=120, blank=True)
    address = models.CharField("adresse", max_length=160, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    commune = models.CharField("commune (INSEE)", max_length=5, blank=True)
    commune_name = models.CharField("nom de la commune", max_length=80, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    topics = models.JSONField("sujets", default=list, blank=True)
    audience = models.CharField("public", max_length=20, blank=True)
    is_free = models.BooleanField("gratuit", null=True, blank=True)
    is_online = models.BooleanField("à distance", default=False)
    languages = models.JSONField("langues", default=list, blank=True)
    accessibility = models.TextField("accès", max_length=600, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    url = models.URLField("page", max_length=500, blank=True)
    seen_at = models.DateTimeField("vue le", default=timezone.now)
    same_group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="le nôtre, qui est le même"
    )
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="la même, d’une autre source"
    )
    hidden_at = models.DateTimeField("cachée le", null=True, blank=True)

    objects = ForeignOfferQuerySet.as_manager()

    class Meta:
        verbose_name = "offre d’ailleurs"
        verbose_name_plural = "offres d’ailleurs"
        constraints = [
            models.UniqueConstraint(fields=["source", "uid"], name="foreign_offer_once"),
            models.CheckConstraint(
                name="foreign_offer_in_order",
                condition=Q(ends_at=None) | Q(starts_at=None) | Q(ends_at__gte=F("starts_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "latitude", "longitude"], name="foreign_offer_near"),
        ]

    def __str__(self) -> str:
        return self.title
