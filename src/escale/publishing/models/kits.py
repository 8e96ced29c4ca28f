"""Kits: everything that makes one activity known, a piece for each channel; short addresses and their visits."""

from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.agenda.models import Permanence
from escale.programme.models import Programme
from escale.publishing.models.channels import Channel
from escale.publishing.models.events import Event
from escale.publishing.models.identities import Picture
from escale.workshops.models import Group


class Kit(db.Model):
    """Everything that makes one activity known. Its source is one of a group, a permanence, a programme, or an event."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="kits", verbose_name="structure")
    group = models.OneToOneField(
        Group, models.CASCADE, null=True, blank=True, related_name="kit", verbose_name="atelier ou cycle"
    )
    permanence = models.OneToOneField(
        Permanence, models.CASCADE, null=True, blank=True, related_name="kit", verbose_name="permanence"
    )
    programme = models.OneToOneField(
        Programme, models.CASCADE, null=True, blank=True, related_name="kit", verbose_name="programme"
    )
    event = models.OneToOneField(
        Event, models.CASCADE, null=True, blank=True, related_name="kit", verbose_name="rendez-vous public"
    )
    picture = models.ForeignKey(
        Picture, models.SET_NULL, null=True, blank=True, related_name="kits", verbose_name="photo des affiches"
    )
    created_at = models.DateTimeField("ouvert le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ouvert par"
    )

    objects = OwnedQuerySet["Kit"].as_manager()

    class Meta:
        verbose_name = "kit de communication"
        verbose_name_plural = "kits de communication"
        constraints = [
            models.CheckConstraint(
                name="kit_of_one_activity",
                condition=Q(group__isnull=False, permanence=None, programme=None, event=None)
                | Q(group=None, permanence__isnull=False, programme=None, event=None)
                | Q(group=None, permanence=None, programme__isnull=False, event=None)
                | Q(group=None, permanence=None, programme=None, event__isnull=False),
                violation_error_message="Un kit fait connaître une seule activité.",
            )
        ]

    def __str__(self) -> str:
        return f"kit {self.pk}"


class PieceKind(models.TextChoices):
    """What a piece is: a text with its limit, a sheet to print, an image."""

    ARTICLE = "article", "article"
    AGENDA_LINE = "agenda_line", "ligne d’agenda"
    POSTER = "poster", "affiche"
    FLYER = "flyer", "flyer"
    POST = "post", "publication"
    SQUARE = "square", "image carrée"
    STORY = "story", "image verticale"
    MAIL = "mail", "mail"
    SMS = "sms", "SMS"
    RADIO = "radio", "annonce radio"
    DISPLAY = "display", "texte de panneau"
    FEED = "feed", "flux"


class PieceState(models.TextChoices):
    """Where a piece is on its way."""

    READY = "ready", "à envoyer"
    PLANNED = "planned", "prévu"
    DONE = "done", "envoyé"
    SKIPPED = "skipped", "pas cette fois"


class PieceQuerySet(db.QuerySet["Piece"]):
    def of_organization(self, organization: Organization) -> Self:
        return self.filter(kit__organization=organization)

    def waiting(self) -> Self:
        """Not sent yet, on a channel in use."""
        return self.filter(state__in=[PieceState.READY, PieceState.PLANNED], channel__archived_at=None)

    def in_order(self) -> Self:
        """As the channels are listed; the pieces of one channel in the order they were made."""
        return self.order_by("channel__position", "channel__pk", "pk")


class Piece(db.Model):
    """One text, poster, image or feed of a kit, for one channel.

    `text` is what somebody wrote by hand, empty while the text comes from the source: `set_aside` then holds the last one.
    `source` is the fingerprint of the source when it was written, or sent: another one marks the piece as to refresh.
    """

    kit = models.ForeignKey(Kit, models.CASCADE, related_name="pieces", verbose_name="kit")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="pieces", verbose_name="canal")
    kind = models.CharField("genre", max_length=15, choices=PieceKind)
    text = models.TextField("texte écrit à la main", max_length=4000, blank=True)
    set_aside = models.TextField("dernier texte mis de côté", max_length=4000, blank=True)
    source = models.CharField("empreinte de la source", max_length=64, blank=True)
    state = models.CharField("état", max_length=10, choices=PieceState, default=PieceState.READY)
    planned_on = models.DateField("prévu le", null=True, blank=True)
    done_at = models.DateTimeField("envoyé le", null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="envoyé par"
    )
    revision = models.PositiveIntegerField("révision", default=0)

    objects = PieceQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce"
        constraints = [
            models.UniqueConstraint(fields=["kit", "channel", "kind"], name="one_piece_per_channel_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.channel_id}"


class TrackedLink(db.Model):
    """A short address, `/r/<code>`, printed or sent through one channel: it leads on, for as long as it is in the street.

    `path` is where it leads on the public site, kept when the piece and the channel are gone.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="links", verbose_name="structure")
    code = models.CharField("code", max_length=12, unique=True)
    path = models.CharField("page", max_length=200)
    channel = models.ForeignKey(
        Channel, models.SET_NULL, null=True, blank=True, related_name="links", verbose_name="canal"
    )
    piece = models.OneToOneField(
        Piece, models.SET_NULL, null=True, blank=True, related_name="link", verbose_name="pièce"
    )
    created_at = models.DateTimeField("fait le")

    objects = OwnedQuerySet["TrackedLink"].as_manager()

    class Meta:
        verbose_name = "adresse suivie"
        verbose_name_plural = "adresses suivies"

    def __str__(self) -> str:
        return self.code


class LinkDay(db.Model):
    """What one short address brought on one day: visits, and how many of them enrolled or booked. Never who."""

    link = models.ForeignKey(TrackedLink, models.CASCADE, related_name="days", verbose_name="adresse suivie")
    on = models.DateField("jour")
    visits = models.PositiveIntegerField("visites", default=0)
    bookings = models.PositiveIntegerField("inscriptions et rendez-vous", default=0)

    objects = db.QuerySet["LinkDay"].as_manager()

    class Meta:
        verbose_name = "jour d’une adresse suivie"
        verbose_name_plural = "jours d’une adresse suivie"
        constraints = [models.UniqueConstraint(fields=["link", "on"], name="one_row_per_link_and_day")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.on:%d/%m/%Y}"
