"""Articles, alone or as episodes of a series. Drafts, revisions, re-reading and schedule are Wagtail's."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.publishing.models import Picture
from escale.workshops.models import Workshop
from escale.writing.blocks import FigureBlock, QuoteBlock, WorkshopChooserBlock, text_blocks
from escale.writing.fields import Body
from escale.writing.previewing import PreviewedText


class Category(db.Model):
    """A subject under which an organization files what it writes."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    name = models.CharField("nom", max_length=40)
    slug = models.SlugField("adresse", max_length=50)

    objects = OwnedQuerySet["Category"].as_manager()

    class Meta:
        verbose_name = "rubrique"
        constraints = [models.UniqueConstraint(fields=["organization", "slug"], name="category_address_once")]

    def __str__(self) -> str:
        return self.name


class Series(db.Model):
    """Articles told one after the other: "Chronique de conseillère", episodes 1 to 12."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    title = models.CharField("titre", max_length=80)
    slug = models.SlugField("adresse", max_length=80, unique=True)
    episode_name = models.CharField("nom d’un épisode", max_length=30, default="épisode")
    sentence = models.CharField("en une phrase", max_length=200, blank=True)
    archived_at = models.DateTimeField("rangée le", null=True, blank=True)

    objects = OwnedQuerySet["Series"].as_manager()

    class Meta:
        verbose_name = "série"
        verbose_name_plural = "séries"

    def __str__(self) -> str:
        return self.title


class ArticleQuerySet(OwnedQuerySet["Article"]):
    def published(self) -> Self:
        """What the public reads. Wagtail's worker task opens and closes it at the hours chosen."""
        return self.filter(live=True)

    def latest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def published_since(self, since: datetime) -> Self:
        return self.published().filter(first_published_at__gte=since)


NOT_WRITTEN = ("organization_id", "helped", "created_at")
"""Columns of an article that no version of its text brings back."""


class Article(WorkflowMixin, DraftStateMixin, RevisionMixin, PreviewedText, ClusterableModel):
    """What an adviser tells. `body` is the live text; what is being written stands in its latest revision."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    title = models.CharField("titre", max_length=120)
    slug = models.SlugField("adresse", max_length=120, unique=True)
    lead = models.TextField("chapeau", max_length=300, blank=True)
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="série")
    episode = models.PositiveSmallIntegerField("épisode", null=True, blank=True)
    category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="rubrique"
    )
    authors = ParentalManyToManyField(User, related_name="articles", verbose_name="autrices et auteurs")
    cover = models.ForeignKey(
        Picture, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="image du haut"
    )
    body = Body(
        [
            *text_blocks(),
            ("quote", QuoteBlock()),
            ("figure", FigureBlock()),
            ("workshop", WorkshopChooserBlock(label="Atelier", template="writing/blocks/workshop.html")),
        ],
        blank=True,
        verbose_name="texte",
    )
    workshop = models.ForeignKey(
        Workshop, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="atelier à proposer"
    )
    takes_comments = models.BooleanField("ouvert aux commentaires", default=True)
    helped = models.PositiveIntegerField("a aidé", default=0, editable=False)
    created_at = models.DateTimeField("commencé le", default=timezone.now, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "chronique"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "episode"],
                name="episode_once_a_series",
                violation_error_message="Cette série a déjà un épisode de ce numéro.",
            ),
            models.CheckConstraint(
                name="episode_belongs_to_a_series",
                condition=Q(episode=None) | Q(series__isnull=False),
                violation_error_message="Un numéro d’épisode va avec une série.",
            ),
        ]
        indexes = [models.Index(fields=["-first_published_at"], name="article_latest", condition=Q(live=True))]

    def __str__(self) -> str:
        return self.title

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """A version written before, with what isn’t part of a text as it is now: whose it is, what readers said."""
        version: Self = super().with_content_json(content)
        for name in NOT_WRITTEN:
            setattr(version, name, getattr(self, name))
        return version
