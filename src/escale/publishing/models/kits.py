"""What makes an activity known: channels, kits of pieces made from one source, short addresses and their visits."""

from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.agenda.models import Permanence
from escale.people.models import Acquisition
from escale.programme.models import Programme
from escale.workshops.models import Group


class Public(models.TextChoices):
    """Whom a channel reaches: the texts are written for them."""

    EVERYONE = "everyone", "tous les publics"
    SENIORS = "seniors", "les seniors"
    YOUNG = "young", "les 15-25 ans"
    PROFESSIONALS = "professionals", "les professionnels"


class ChannelKind(models.TextChoices):
    """What kind of channel it is: which pieces are made for it, and how they leave."""

    NEWSPAPER = "newspaper", "journal local"
    POSTERS = "posters", "affiches"
    FLYERS = "flyers", "flyers par courrier"
    CITY_APP = "city_app", "agenda de la ville"
    SENIORS_SITE = "seniors_site", "site pour bien vieillir"
    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    COLLEAGUES = "colleagues", "mail aux collègues"
    PARTNERS = "partners", "mail aux partenaires"
    SMS = "sms", "SMS aux personnes qui l’ont demandé"
    RADIO = "radio", "radio"
    DISPLAY = "display", "panneau de la ville"
    FEED = "feed", "flux et sites web"


class ChannelQuerySet(OwnedQuerySet["Channel"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)


class Channel(db.Model):
    """One way an organization has to make itself known: "Le Journal de Vitré", with its public and its deadline."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="channels", verbose_name="structure")
    kind = models.CharField("genre", max_length=15, choices=ChannelKind)
    name = models.CharField("nom", max_length=60)
    public = models.CharField("pour", max_length=15, choices=Public, default=Public.EVERYONE)
    acquisition = models.CharField("réponse qui lui correspond", max_length=20, choices=Acquisition, blank=True)
    created_at = models.DateTimeField("ajouté le")
    archived_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = "canal"
        verbose_name_plural = "canaux"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=Q(archived_at=None),
                name="one_channel_name_per_organization",
                violation_error_message="Un canal porte déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name


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
    created_at = models.DateTimeField("ouvert le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ouvert par"
    )

    objects = OwnedQuerySet["Kit"].as_manager()

    class Meta:
        verbose_name = "kit de communication"
        verbose_name_plural = "kits de communication"

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


class Piece(db.Model):
    """One text, poster, image or feed of a kit, for one channel.

    `text` is what somebody wrote by hand, empty while the text comes from the source; `source` is the fingerprint of the
    source when it was written: another one marks the piece as to refresh.
    """

    kit = models.ForeignKey(Kit, models.CASCADE, related_name="pieces", verbose_name="kit")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="pieces", verbose_name="canal")
    kind = models.CharField("genre", max_length=15, choices=PieceKind)
    text = models.TextField("texte écrit à la main", max_length=4000, blank=True)
    source = models.CharField("empreinte de la source", max_length=64, blank=True)
    state = models.CharField("état", max_length=10, choices=PieceState, default=PieceState.READY)
    planned_on = models.DateField("prévu le", null=True, blank=True)
    done_at = models.DateTimeField("envoyé le", null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="envoyé par"
    )
    revision = models.PositiveIntegerField("révision", default=0)

    objects = db.QuerySet["Piece"].as_manager()

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
