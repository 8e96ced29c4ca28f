"""Questions heard again and again: a text, where, from which public. Never a name."""

from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.places.models import Venue


class HeardFrom(models.TextChoices):
    """The public it was heard from."""

    ANYONE = "anyone", "tous les publics"
    SENIORS = "seniors", "les seniors"
    YOUNG = "young", "les 15-25 ans"
    ADULTS = "adults", "les adultes"


class RecurringQuestionQuerySet(OwnedQuerySet["RecurringQuestion"]):
    def standing(self) -> Self:
        """Neither joined to another nor taken off the list."""
        return self.filter(merged_into=None, archived_at=None)


class RecurringQuestion(db.Model):
    """One question people ask in many words: the wordings a person said mean the same. Never a name."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="recurring_questions", verbose_name="structure"
    )
    title = models.CharField("question", max_length=80)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ajoutée par"
    )
    created_at = models.DateTimeField("ajoutée le")
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="réunie à"
    )
    archived_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = RecurringQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question récurrente"
        verbose_name_plural = "questions récurrentes"

    def __str__(self) -> str:
        return self.title


class NotedQuestionQuerySet(OwnedQuerySet["NotedQuestion"]):
    def standing(self) -> Self:
        """Those nobody has taken off the list."""
        return self.filter(removed_at=None)

    def matching(self, text: str) -> Self:
        """Those whose text holds every word typed."""
        found = self
        for word in text.split():
            found = found.filter(text__icontains=word)
        return found


class NotedQuestion(db.Model):
    """One question as it was heard, one time or several the same day."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="questions", verbose_name="structure")
    text = models.CharField("question", max_length=160)
    question = models.ForeignKey(
        RecurringQuestion,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="wordings",
        verbose_name="question récurrente",
    )
    times = models.PositiveSmallIntegerField("fois", default=1)
    heard_from = models.CharField("entendue chez", max_length=10, choices=HeardFrom, default=HeardFrom.ANYONE)
    venue = models.ForeignKey(Venue, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lieu")
    on = models.DateField("jour")
    noted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="notée par"
    )
    noted_at = models.DateTimeField("notée le")
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = NotedQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question notée"
        verbose_name_plural = "questions notées"
        indexes = [models.Index(fields=["organization", "on"], name="question_organization")]

    def __str__(self) -> str:
        return self.text
