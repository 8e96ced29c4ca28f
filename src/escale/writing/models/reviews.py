"""Asking a colleague to read a text over before it is shown."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User


class ReviewKind(models.TextChoices):
    """What is to be read: its row is `text_id` of that table."""

    ARTICLE = "article", "chronique"
    SHEET = "sheet", "fiche"


class ReviewQuerySet(OwnedQuerySet["Review"]):
    def waiting(self) -> Self:
        return self.filter(answered_at=None)


class Review(db.Model):
    """A reading asked of a colleague, and her answer. The text stands above this package: it is named, not pointed to."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    kind = models.CharField("genre", max_length=10, choices=ReviewKind)
    text_id = models.PositiveBigIntegerField("texte")
    title = models.CharField("titre", max_length=120)
    asked_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="demandé par")
    asked_of = models.ForeignKey(User, models.CASCADE, related_name="reviews", verbose_name="demandé à")
    asked_at = models.DateTimeField("demandé le")
    word = models.CharField("ce qu’il faut regarder", max_length=300, blank=True)
    answered_at = models.DateTimeField("relu le", null=True, blank=True)
    is_ready = models.BooleanField("peut paraître", default=False)
    answer = models.CharField("réponse", max_length=1000, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "relecture"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "text_id", "asked_of"],
                condition=Q(answered_at=None),
                name="asked_once_of_each_reader",
                violation_error_message="Cette personne a déjà ce texte à relire.",
            )
        ]
        indexes = [models.Index(fields=["organization", "kind", "text_id"], name="reviews_of_a_text")]

    def __str__(self) -> str:
        return f"{self.kind} {self.text_id}"
