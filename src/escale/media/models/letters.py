"""Letters: articles chosen for those who asked to read us, sent by mail once somebody has read them over."""

import uuid
from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.media.models.articles import Article
from escale.publishing.models import Recipient, RecipientList


class LetterQuerySet(OwnedQuerySet["Letter"]):
    def to_leave(self) -> Self:
        return self.filter(left_at=None)

    def latest_first(self) -> Self:
        return self.order_by("-planned_on", "-pk")


class Letter(db.Model):
    """Some articles with a word before them. It leaves on its day, only once somebody has read it over."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    subject = models.CharField("objet", max_length=120)
    introduction = models.TextField("un mot avant", max_length=800, blank=True)
    lists = models.ManyToManyField(RecipientList, related_name="+", blank=True, verbose_name="listes")
    planned_on = models.DateField("jour d’envoi")
    revision = models.PositiveIntegerField("révision", default=0)
    created_at = models.DateTimeField("préparée le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="préparée par"
    )
    reviewed_at = models.DateTimeField("relue le", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="relue par"
    )
    left_at = models.DateTimeField("partie le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "lettre"

    def __str__(self) -> str:
        return self.subject


class LetterArticle(db.Model):
    """An article of a letter, at its place."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="entries", verbose_name="lettre")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name="chronique")
    position = models.PositiveSmallIntegerField("rang")

    objects = db.QuerySet["LetterArticle"].as_manager()

    class Meta:
        verbose_name = "chronique d’une lettre"
        verbose_name_plural = "chroniques des lettres"
        constraints = [models.UniqueConstraint(fields=["letter", "article"], name="article_once_a_letter")]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.article_id}"


class LetterCopy(db.Model):
    """A letter as one recipient receives it: what her message speaks of."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="copies", verbose_name="lettre")
    recipient = models.ForeignKey(
        Recipient, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="destinataire"
    )

    objects = db.QuerySet["LetterCopy"].as_manager()

    class Meta:
        verbose_name = "exemplaire d’une lettre"
        verbose_name_plural = "exemplaires des lettres"
        constraints = [models.UniqueConstraint(fields=["letter", "recipient"], name="one_letter_copy_per_recipient")]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.recipient_id}"
