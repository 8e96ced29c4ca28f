"""Where offers of other sites are read, and each offer as it was read."""

from datetime import datetime, timedelta
from typing import Self
from urllib.parse import urlsplit

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet
from escale.places.models import Venue
from escale.workshops.models import Group

LEASE = timedelta(minutes=5)
"""How long a worker may take to read a source before another takes its place."""


class SourceKind(models.TextChoices):
    """What an address answers with."""

    ESCALE = "escale", "Un autre site Escale"
    OPENAGENDA = "openagenda", "OpenAgenda (JSON)"
    CALENDAR = "ical", "Agenda (iCalendar)"
    NEWS = "rss", "Fil d’actualité (RSS)"
    PLACES = "lieux", "Lieux de médiation numérique (CSV)"
    SERVICES = "data-inclusion", "Services data·inclusion (JSON)"


class SourceProblem(models.TextChoices):
    """Why a source could not be read: the end of a sentence that begins with since when."""

    UNREACHABLE = "unreachable", "l’adresse ne répond pas"
    FORBIDDEN = "forbidden", "cette adresse n’est pas permise"
    GONE = "gone", "il n’y a rien à cette adresse"
    REFUSED = "refused", "l’accès est refusé"
    BROKEN_DOWN = "broken_down", "le site est en panne"
    SLOW = "slow", "le site répond trop lentement"
    UNSAFE = "unsafe", "le certificat du site n’est pas valable"
    MOVED = "moved", "l’adresse a changé"
    TOO_BIG = "too_big", "le fichier est trop gros"
    TOO_MANY = "too_many", "il y a trop d’offres"
    A_PAGE = "a_page", "c’est une page, pas un flux"
    UNREADABLE = "unreadable", "ce qui est reçu ne se lit pas"


class SourceQuerySet(OwnedQuerySet["Source"]):
    def due(self, *, now: datetime) -> Self:
        return self.filter(paused_at=None, due_at__lte=now)


class Source(db.Model):
    """An address whose offers are shown beside ours, read again by the worker when it is due.

    What was read last stays when a reading fails, and `problem` says why; once it has failed for a week, `stale_at` takes
    its offers off the public site. `words` says what theirs mean here: a topic, an audience, or "" for nothing.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    kind = models.CharField("nature", max_length=20, choices=SourceKind)
    name = models.CharField("nom", max_length=80)
    url = models.URLField("adresse", max_length=500)
    around = models.CharField("autour de (code INSEE)", max_length=5, blank=True)
    within_km = models.PositiveSmallIntegerField("jusqu’à (km)", default=40)
    words = models.JSONField("mots de la source", default=dict, blank=True)
    unknown_words = models.JSONField("mots non compris", default=list, blank=True)
    created_at = models.DateTimeField("ajoutée le", default=timezone.now)
    paused_at = models.DateTimeField("arrêtée le", null=True, blank=True)
    due_at = models.DateTimeField("à relire le", default=timezone.now)
    read_started_at = models.DateTimeField("lecture commencée le", null=True, blank=True)
    read_at = models.DateTimeField("lue le", null=True, blank=True)
    problem = models.CharField("ce qui n’a pas marché", max_length=20, choices=SourceProblem, blank=True)
    failing_since = models.DateTimeField("en échec depuis", null=True, blank=True)
    failures = models.PositiveSmallIntegerField("échecs de suite", default=0)
    stale_at = models.DateTimeField("trop ancienne depuis", null=True, blank=True)
    etag = models.CharField("version (ETag)", max_length=200, blank=True)
    last_modified = models.CharField("version (Last-Modified)", max_length=64, blank=True)
    left_out = models.PositiveIntegerField("offres illisibles", default=0)
    own_count = models.PositiveIntegerField("offres à nous", default=0)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "source d’offres"
        constraints = [
            models.UniqueConstraint(fields=["organization", "url"], name="source_once"),
            models.CheckConstraint(
                name="failing_source_says_why",
                condition=Q(problem="", failing_since=None) | (~Q(problem="") & Q(failing_since__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="source_due", condition=Q(paused_at=None))]

    def __str__(self) -> str:
        return self.name

    def is_being_read(self, *, now: datetime) -> bool:
        """Asked for and not read yet, or in the hands of a worker."""
        if self.paused_at is not None:
            return False
        leased = self.read_started_at is not None and self.due_at == self.read_started_at + LEASE
        return leased or self.due_at <= now


class ForeignKind(models.TextChoices):
    """What is offered."""

    SESSION = "atelier", "Atelier"
    VENUE = "lieu", "Lieu"
    SERVICE = "service", "Service"


class ForeignOfferQuerySet(db.QuerySet["ForeignOffer"]):
    def shown(self) -> Self:
        """Those that may be shown: still offered by a source that is read, hidden by nobody, told by nobody else."""
        return self.kept().filter(same_as=None, same_group=None, same_venue=None)

    def kept(self) -> Self:
        """The same, with those somebody else tells already."""
        return self.filter(hidden_at=None, gone_at=None, source__paused_at=None, source__stale_at=None)


class ForeignOffer(db.Model):
    """What another site offers: a dated workshop, or a place or a service with no date.

    `topics` are codes of `topics.Topic`, `languages` codes of two or three letters. `url` leads to the site it comes from.
    `gone_at`: when a reading no longer held it. `told_apart_at`: when somebody said it isn't what it was taken for.
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
    is_full = models.BooleanField("complet", default=False)
    seats_left = models.PositiveSmallIntegerField("places qui restent", null=True, blank=True)
    languages = models.JSONField("langues", default=list, blank=True)
    accessibility = models.TextField("accès", max_length=600, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    url = models.URLField("page", max_length=500, blank=True)
    seen_at = models.DateTimeField("vue le", default=timezone.now)
    gone_at = models.DateTimeField("retirée là-bas le", null=True, blank=True)
    same_group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="le nôtre, qui est le même"
    )
    same_venue = models.ForeignKey(
        Venue, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="notre lieu, qui est le même"
    )
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="la même, d’une autre source"
    )
    told_apart_at = models.DateTimeField("dite différente le", null=True, blank=True)
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

    @property
    def seen_on(self) -> str:
        """Whose site it leads to: "mediatheque.example.org", or the name of the source. Reads the source."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.") or self.source.name

    @property
    def is_same(self) -> bool:
        """Whether somebody else tells it already."""
        return bool(self.same_as_id or self.same_group_id or self.same_venue_id)
