"""Channels: the ways an organization has to make itself known, and the places where its posters hang."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet
from escale.people.models import Acquisition


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


class Sending(models.TextChoices):
    """How what is made for a channel leaves."""

    COPY = "copy", "je copie le texte"
    PRINT = "print", "j’imprime"
    DOWNLOAD = "download", "je télécharge l’image"
    MAIL = "mail", "par mail, depuis Escale"
    FEED = "feed", "tout seul, par le flux"


class DeadlineRule(models.TextChoices):
    """Until when a channel takes what is sent to it."""

    NONE = "none", "quand on veut"
    MONTH_DAY = "month_day", "avant un jour du mois d’avant"
    DAYS_BEFORE = "days_before", "un nombre de jours avant"


class ChannelQuerySet(OwnedQuerySet["Channel"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Channel(db.Model):
    """One way an organization has to make itself known: "Le Journal de Vitré", with its public and its deadline."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="channels", verbose_name="structure")
    kind = models.CharField("genre", max_length=15, choices=ChannelKind)
    name = models.CharField("nom", max_length=60)
    public = models.CharField("pour", max_length=15, choices=Public, default=Public.EVERYONE)
    reach = models.CharField("qui il touche", max_length=80, blank=True)
    acquisition = models.CharField("réponse qui lui correspond", max_length=20, choices=Acquisition, blank=True)
    sending = models.CharField("comment ça part", max_length=10, choices=Sending, default=Sending.COPY)
    contact_name = models.CharField("contact", max_length=80, blank=True)
    contact_email = models.EmailField("mail du contact", blank=True)
    contact_phone = models.CharField("téléphone du contact", max_length=20, blank=True)
    longest = models.PositiveSmallIntegerField(
        "signes au plus", null=True, blank=True, validators=[MinValueValidator(60), MaxValueValidator(4000)]
    )
    deadline = models.CharField("date limite", max_length=15, choices=DeadlineRule, default=DeadlineRule.NONE)
    deadline_number = models.PositiveSmallIntegerField(
        "quel jour, ou combien de jours",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    cost_euros = models.PositiveSmallIntegerField(
        "coût d’un envoi, en euros", default=0, validators=[MaxValueValidator(5000)]
    )
    effort_minutes = models.PositiveSmallIntegerField(
        "minutes de travail", default=10, validators=[MaxValueValidator(960)]
    )
    position = models.PositiveSmallIntegerField("ordre", default=0)
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
            ),
            models.CheckConstraint(
                name="channel_deadline_has_its_number",
                condition=Q(deadline=DeadlineRule.NONE) | Q(deadline_number__isnull=False),
                violation_error_message="Écrivez le jour, ou le nombre de jours.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OutletQuerySet(db.QuerySet["Outlet"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class Outlet(db.Model):
    """A place where the posters of a channel hang, or an address its flyers are posted to."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="outlets", verbose_name="canal")
    name = models.CharField("nom du lieu", max_length=80)
    contact_name = models.CharField("à qui le donner", max_length=80, blank=True)
    address = models.CharField("adresse", max_length=120, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    commune_name = models.CharField("commune", max_length=80, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    copies = models.PositiveSmallIntegerField(
        "combien", default=1, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    archived_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = OutletQuerySet.as_manager()

    class Meta:
        verbose_name = "lieu de diffusion"
        verbose_name_plural = "lieux de diffusion"
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "name"],
                condition=Q(archived_at=None),
                name="one_outlet_name_per_channel",
                violation_error_message="Un lieu porte déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name
