"""The site of a network: where it is read, its look, its words."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from escale import db
from escale.accounts.models import Network
from escale.workshops.models import Group

DEFAULT_TITLE = "Le numérique, on l’apprend ensemble, près de chez vous"


class SiteQuerySet(db.QuerySet["Site"]):
    def open(self) -> Self:
        """Those anyone may read."""
        return self.filter(opened_at__isnull=False)

    def with_what_every_page_shows(self) -> Self:
        """With its network, without the image itself, which only its own address needs."""
        return self.select_related("network").defer("logo")


class Site(db.Model):
    """What the public sees of a network: where, in which look, with which words.

    `domain` is a host name of its own, without port; empty, the site is read at `/reseaux/<slug>/` alone.
    `color` (buttons, links) and `ground` (the foot of pages) are "#rrggbb", or empty for Escale's.
    `reviews_since`: what organizations publish from then on waits for a yes; what was shown before stays.
    """

    network = models.OneToOneField(Network, models.CASCADE, related_name="site", verbose_name="réseau")
    domain = models.CharField("nom de domaine", max_length=120, blank=True)
    title = models.CharField("titre de l’accueil", max_length=80, blank=True)
    sentence = models.CharField("phrase sous le titre", max_length=160, blank=True)
    welcome = models.TextField("mot d’accueil", max_length=1200, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    phone_hours = models.CharField("heures du téléphone", max_length=80, blank=True)
    email = models.EmailField("adresse mail", blank=True)
    color = models.CharField("couleur des boutons et des liens", max_length=7, blank=True)
    ground = models.CharField("couleur du bas des pages", max_length=7, blank=True)
    logo = models.BinaryField("logo", null=True, blank=True)
    logo_name = models.CharField("nom du logo", max_length=40, blank=True)
    logo_alt = models.CharField("ce que dit le logo", max_length=150, blank=True)
    logo_width = models.PositiveIntegerField("largeur du logo", default=0)
    logo_height = models.PositiveIntegerField("hauteur du logo", default=0)
    shows_figures = models.BooleanField("les chiffres sont publics", default=False)
    reviews_since = models.DateTimeField("annonces relues depuis le", null=True, blank=True)
    opened_at = models.DateTimeField("ouvert le", null=True, blank=True)
    created_at = models.DateTimeField("créé le", default=timezone.now)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = "site d’un réseau"
        constraints = [
            models.UniqueConstraint(
                fields=["domain"],
                condition=~Q(domain=""),
                name="one_site_per_domain",
                violation_error_message="Un autre réseau a déjà ce nom de domaine.",
            )
        ]

    def __str__(self) -> str:
        return self.network.name

    @property
    def heading(self) -> str:
        """The title of its first page."""
        return self.title or DEFAULT_TITLE

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None

    @property
    def reviews_first(self) -> bool:
        """Whether what is published waits for a yes."""
        return self.reviews_since is not None


class Block(db.Model):
    """A few words on the first page of a network, with the workshop they invite to, if any."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="blocks", verbose_name="site")
    position = models.PositiveSmallIntegerField("place", default=0)
    title = models.CharField("titre", max_length=80)
    text = models.TextField("texte", max_length=600, blank=True)
    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="l’atelier à voir"
    )

    objects = db.QuerySet["Block"].as_manager()

    class Meta:
        verbose_name = "encart de l’accueil"
        verbose_name_plural = "encarts de l’accueil"

    def __str__(self) -> str:
        return self.title
