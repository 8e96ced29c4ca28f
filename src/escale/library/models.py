"""The index of what there is to read: each text as it was read last, and the words by which it is found."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from escale import db
from escale.accounts.models import Organization
from escale.media.models import Article
from escale.sheets.models import ResourceSheet, SheetKind

ARTICLE = "article"
KINDS = [(ARTICLE, "Chronique"), *SheetKind.choices]


class DocumentQuerySet(db.QuerySet["Document"]):
    def within(self, organization_ids: Collection[int] | None, *, for_team: bool) -> Self:
        """What may be found there: what comes with Escale, and what these organizations publish; by a team, or by the public
        for those that have opened.
        """
        owners = Organization.objects.all() if for_team else Organization.objects.open_to_public()
        if organization_ids is not None:
            owners = owners.filter(pk__in=organization_ids)
        rows = self if for_team else self.filter(is_for_team=False)
        return rows.filter(Q(organization=None) | Q(organization__in=owners))

    def published(self) -> Self:
        """Those whose text is still published: what was taken away is never shown, however late the index is."""
        return self.filter(Q(article__live=True) | Q(sheet__live=True))

    def with_what_is_read(self) -> Self:
        return self.select_related("article__series", "sheet")

    def with_what_is_shown(self) -> Self:
        """Without the text of sheets: a card says none of it. That of an article says how long it takes."""
        return self.with_what_is_read().defer("sheet__body")


class Document(db.Model):
    """A published text as it is found: an article or a sheet. Everything here is read from it, and may be read again.

    `sentences` is its text cut where one is shown; `fingerprint` tells whether it has changed since; `origin` is the sheet
    it was copied from, or itself: of all that have one, a search shows one. `compared_at` is due once another has changed.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, null=True, blank=True, related_name="document", verbose_name="chronique"
    )
    sheet = models.OneToOneField(
        ResourceSheet, models.CASCADE, null=True, blank=True, related_name="document", verbose_name="fiche"
    )
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    kind = models.CharField("genre", max_length=10, choices=KINDS)
    is_for_team = models.BooleanField("pour les conseillers seulement", default=False)
    sentences = models.JSONField("phrases", default=list, blank=True)
    origin = models.BigIntegerField("fiche d’origine", null=True, blank=True)
    fingerprint = models.CharField("empreinte", max_length=64)
    read_at = models.DateTimeField("lu le")
    changed_at = models.DateTimeField("changé le", default=timezone.now)
    compared_at = models.DateTimeField("comparé aux autres le", null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "texte de la bibliothèque"
        verbose_name_plural = "textes de la bibliothèque"
        constraints = [
            models.CheckConstraint(
                name="document_of_one_text",
                condition=Q(article__isnull=False, sheet=None) | Q(article=None, sheet__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.article_id or self.sheet_id}"


class Word(db.Model):
    """A word of a text, a need it answers, a subject it is about: `key` says which, `weight` how much, in thousandths.

    `place` is the sentence where it is said first.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="words", db_index=False, verbose_name="texte")
    key = models.CharField("mot", max_length=80)
    weight = models.PositiveSmallIntegerField("poids")
    place = models.PositiveSmallIntegerField("phrase", null=True, blank=True)

    objects = db.QuerySet["Word"].as_manager()

    class Meta:
        verbose_name = "mot de la bibliothèque"
        verbose_name_plural = "mots de la bibliothèque"
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="word_once_a_document")]
        indexes = [models.Index(fields=["key", "document", "weight", "place"], name="documents_with_a_word")]

    def __str__(self) -> str:
        return self.key


class NeighbourQuerySet(db.QuerySet["Neighbour"]):
    def nearest_first(self) -> Self:
        return self.order_by("rank", "pk")

    def with_what_is_shown(self) -> Self:
        """The other texts with their titles, without their words."""
        read = self.select_related("other__article__series", "other__sheet")
        return read.defer("other__sentences", "other__article__body", "other__sheet__body")


class Neighbour(db.Model):
    """A text that resembles another, the nearest first: counted by the worker, read by pages."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="neighbours", verbose_name="texte")
    other = models.ForeignKey(Document, models.CASCADE, related_name="+", verbose_name="texte semblable")
    rank = models.PositiveSmallIntegerField("rang")

    objects = NeighbourQuerySet.as_manager()

    class Meta:
        verbose_name = "texte semblable"
        verbose_name_plural = "textes semblables"
        constraints = [models.UniqueConstraint(fields=["document", "other"], name="neighbour_once_a_document")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.other_id}"
