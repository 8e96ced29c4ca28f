"""Resource sheets, where they are filed, attached and given, and whether their links still answer."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.appointments.models import Appointment
from escale.people.models import Beneficiary
from escale.publishing.models import Picture
from escale.workshops.models import Audience, Level, Workshop
from escale.writing.blocks import StepBlock, text_blocks
from escale.writing.fields import Body
from escale.writing.previewing import PreviewedText


class SheetKind(models.TextChoices):
    """What a sheet is. The first is for the person helped; the others are tools of whoever teaches."""

    HOW_TO = "how_to", "Fiche pratique"
    KIT = "kit", "Kit d’atelier"
    EXERCISE = "exercise", "Exercice"
    METHOD = "method", "Méthode"
    SITE = "site", "Site à connaître"


class Licence(models.TextChoices):
    """Under what terms others may use it again."""

    ETALAB = "etalab-2.0", "Licence Ouverte 2.0 (Etalab)"
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC_BY_NC_SA = "cc-by-nc-sa-4.0", "CC BY-NC-SA 4.0"
    RESERVED = "reserved", "Tous droits réservés"


class ResourceSheetQuerySet(db.QuerySet["ResourceSheet"]):
    def visible_to(self, user: User) -> Self:
        """Those of her organizations, and those that come with Escale."""
        return self.filter(Q(organization=None) | Q(organization__in=Organization.objects.visible_to(user)))

    def published(self) -> Self:
        return self.filter(live=True)

    def for_people(self) -> Self:
        """What the public reads; the rest is for advisers."""
        return self.filter(kind=SheetKind.HOW_TO)

    def about(self, topic: str) -> Self:
        """Those filed under a subject. The codes are read as the text they are: SQLite looks into no list."""
        return self.alias(topics_said=Cast("topics", TextField())).filter(topics_said__contains=f'"{topic}"')

    def for_device(self, device: str) -> Self:
        """Those with a step said for a device."""
        return self.alias(body_said=Cast("body", TextField())).filter(body_said__contains=f'"device": "{device}"')

    def readable_by(self, organization: Organization) -> Self:
        """Its own, drafts included, and those that come with Escale as they are shown."""
        return self.filter(Q(organization=organization) | Q(organization=None, live=True))

    def with_uses(self, organization: Organization) -> Self:
        """With `uses_here`: how many times it served this organization."""
        return self.annotate(uses_here=Count("uses", filter=Q(uses__organization=organization)))

    def of_organization(self, organization: Organization) -> Self:
        """Its own, those that come with Escale apart."""
        return self.filter(organization=organization)

    def to_read_again(self, *, on: date) -> Self:
        return self.filter(read_again_on__lte=on)


NOT_WRITTEN = (
    "organization_id",
    "read_again_at",
    "read_again_by_id",
    "starter",
    "copied_from_id",
    "liked",
    "not_liked",
    "created_at",
    "submission",
)
"""Columns of a sheet that no version of its text brings back."""


class ResourceSheet(WorkflowMixin, DraftStateMixin, RevisionMixin, PreviewedText, ClusterableModel):
    """A sheet on paper and on screen. Without an organization it comes with Escale, and nobody changes it here:
    one makes a copy of it. `starter` names the file it was read from; `topics` holds codes of `Topic`.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    kind = models.CharField("genre", max_length=10, choices=SheetKind, default=SheetKind.HOW_TO)
    title = models.CharField("titre", max_length=100)
    slug = models.SlugField("adresse", max_length=110, unique=True)
    sentence = models.CharField("à quoi elle sert, en une phrase", max_length=200, blank=True)
    topics = models.JSONField("sujets", default=list, blank=True)
    level = models.CharField("niveau", max_length=15, choices=Level, blank=True)
    audience = models.CharField("pour", max_length=15, choices=Audience, default=Audience.EVERYONE)
    minutes = models.PositiveSmallIntegerField("durée en minutes", null=True, blank=True)
    licence = models.CharField("licence", max_length=20, choices=Licence, default=Licence.CC_BY_SA)
    credit = models.CharField("source ou auteur", max_length=160, blank=True)
    url = models.URLField("adresse du site", max_length=500, blank=True)
    cover = models.ForeignKey(Picture, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="image")
    body = Body([*text_blocks(), ("step", StepBlock())], blank=True, verbose_name="texte")
    read_again_at = models.DateTimeField("relue le", default=timezone.now)
    read_again_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="relue par"
    )
    read_again_on = models.DateField("à relire le", null=True, blank=True)
    starter = models.CharField("vient avec Escale", max_length=60, blank=True, editable=False)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="copiée de"
    )
    liked = models.PositiveIntegerField("a aidé", default=0, editable=False)
    not_liked = models.PositiveIntegerField("n’a pas aidé", default=0, editable=False)
    created_at = models.DateTimeField("commencée le", default=timezone.now, editable=False)
    submission = models.UUIDField("clé du formulaire", null=True, unique=True, editable=False)

    objects = ResourceSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche"
        constraints = [
            models.UniqueConstraint(
                fields=["starter"], condition=Q(organization=None) & ~Q(starter=""), name="shipped_sheet_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """A version written before, with what isn’t part of a text as it is now: what people said, who read it over."""
        version: Self = super().with_content_json(content)
        for name in NOT_WRITTEN:
            setattr(version, name, getattr(self, name))
        return version


class CollectionQuerySet(OwnedQuerySet["Collection"]):
    def shown_to_public(self) -> Self:
        return self.filter(is_public=True)


class Collection(db.Model):
    """Sheets gathered for an occasion: "Premiers pas", "Semaine bleue"."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    title = models.CharField("titre", max_length=80)
    slug = models.SlugField("adresse", max_length=90, unique=True)
    sentence = models.CharField("en une phrase", max_length=200, blank=True)
    is_public = models.BooleanField("montrée au public", default=False)
    created_at = models.DateTimeField("créée le", default=timezone.now)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = "collection de fiches"
        verbose_name_plural = "collections de fiches"

    def __str__(self) -> str:
        return self.title


class CollectedSheetQuerySet(db.QuerySet["CollectedSheet"]):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class CollectedSheet(db.Model):
    """A sheet at its place in a collection."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="entries", verbose_name="collection")
    sheet = models.ForeignKey(ResourceSheet, models.CASCADE, related_name="+", verbose_name="fiche")
    position = models.PositiveSmallIntegerField("rang")

    objects = CollectedSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche d’une collection"
        verbose_name_plural = "fiches des collections"
        constraints = [models.UniqueConstraint(fields=["collection", "sheet"], name="sheet_once_a_collection")]

    def __str__(self) -> str:
        return f"{self.collection_id} {self.sheet_id}"


class WorkshopSheet(db.Model):
    """A sheet a workshop leans on: what is taught with it, or taken home after it."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="resource_sheets", verbose_name="atelier")
    sheet = models.ForeignKey(ResourceSheet, models.CASCADE, related_name="workshops", verbose_name="fiche")
    position = models.PositiveSmallIntegerField("rang", default=0)

    objects = db.QuerySet["WorkshopSheet"].as_manager()

    class Meta:
        verbose_name = "fiche d’un atelier"
        verbose_name_plural = "fiches des ateliers"
        constraints = [models.UniqueConstraint(fields=["workshop", "sheet"], name="sheet_once_a_workshop")]

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.sheet_id}"


class UseKind(models.TextChoices):
    """How a sheet served."""

    PRINTED = "printed", "imprimée"
    GIVEN = "given", "remise"
    SMS = "sms", "envoyée par SMS"
    TAUGHT = "taught", "utilisée en atelier"


class SheetUse(db.Model):
    """Once a sheet served. `person` and `appointment` say to whom it was given, until her file is emptied."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    sheet = models.ForeignKey(ResourceSheet, models.CASCADE, related_name="uses", verbose_name="fiche")
    kind = models.CharField("comment", max_length=10, choices=UseKind)
    person = models.ForeignKey(
        Beneficiary, models.SET_NULL, null=True, blank=True, related_name="sheets", verbose_name="personne"
    )
    appointment = models.ForeignKey(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="sheets", verbose_name="rendez-vous"
    )
    at = models.DateTimeField("le")
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par")

    objects = OwnedQuerySet["SheetUse"].as_manager()

    class Meta:
        verbose_name = "usage d’une fiche"
        verbose_name_plural = "usages des fiches"

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.kind}"


class SheetLink(db.Model):
    """An address a sheet leads to, asked from time to time whether it still answers."""

    sheet = models.ForeignKey(ResourceSheet, models.CASCADE, related_name="links", verbose_name="fiche")
    url = models.URLField("adresse", max_length=500)
    due_at = models.DateTimeField("à vérifier le")
    checked_at = models.DateTimeField("vérifiée le", null=True, blank=True)
    problem = models.CharField("ce qui ne va pas", max_length=20, blank=True)
    failing_since = models.DateTimeField("ne répond plus depuis", null=True, blank=True)

    objects = db.QuerySet["SheetLink"].as_manager()

    class Meta:
        verbose_name = "lien d’une fiche"
        verbose_name_plural = "liens des fiches"
        constraints = [models.UniqueConstraint(fields=["sheet", "url"], name="link_once_a_sheet")]
        indexes = [models.Index(fields=["due_at"], name="link_due")]

    def __str__(self) -> str:
        return self.url
