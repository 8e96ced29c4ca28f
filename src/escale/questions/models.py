"""Questions heard again and again: a text, where, from which public. Never a name."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Q

from escale import db
from escale.accounts.models import Network, Organization, OwnedQuerySet, User
from escale.places.models import Venue


class HeardFrom(models.TextChoices):
    """The public it was heard from."""

    ANYONE = "anyone", "tous les publics"
    SENIORS = "seniors", "les seniors"
    YOUNG = "young", "les 15-25 ans"
    ADULTS = "adults", "les adultes"


class HeardHow(models.TextChoices):
    """How it reached the team."""

    ON_SITE = "on_site", "sur place"
    APPOINTMENT = "appointment", "pendant un rendez-vous"
    REPORT = "report", "dans un compte rendu"
    PHONE = "phone", "au téléphone"
    LINK = "link", "par un partenaire"


class RecurringQuestionQuerySet(OwnedQuerySet["RecurringQuestion"]):
    def standing(self) -> Self:
        """Neither joined to another nor taken off the list."""
        return self.filter(merged_into=None, archived_at=None)

    def with_everything_shown(self) -> Self:
        return self.select_related("organization", "created_by")


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


class QuestionMerge(db.Model):
    """Two questions joined: which wordings changed question, so that it can be undone."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    kept = models.ForeignKey(RecurringQuestion, models.CASCADE, related_name="merges", verbose_name="question gardée")
    gone = models.ForeignKey(
        RecurringQuestion, models.CASCADE, related_name="merged_by", verbose_name="question réunie"
    )
    moved = models.JSONField("phrases déplacées", default=list, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="par")
    at = models.DateTimeField("le")
    undone_at = models.DateTimeField("défaite le", null=True, blank=True)

    objects = OwnedQuerySet["QuestionMerge"].as_manager()

    class Meta:
        verbose_name = "réunion de deux questions"
        verbose_name_plural = "réunions de questions"
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="a_question_is_joined_to_one_other"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class QuestionLinkQuerySet(OwnedQuerySet["QuestionLink"]):
    def standing(self) -> Self:
        return self.filter(revoked_at=None)


class QuestionLink(db.Model):
    """The secret address by which a partner or a colleague notes a question; whoever holds it needs no account."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="question_links", verbose_name="structure"
    )
    label = models.CharField("qui s’en sert", max_length=80)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("créé le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="créé par"
    )
    revoked_at = models.DateTimeField("fermé le", null=True, blank=True)

    objects = QuestionLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "lien pour noter une question"
        verbose_name_plural = "liens pour noter une question"

    def __str__(self) -> str:
        return self.label


class NotedQuestionQuerySet(OwnedQuerySet["NotedQuestion"]):
    def standing(self) -> Self:
        """Those nobody has taken off the list."""
        return self.filter(removed_at=None)

    def without_question(self) -> Self:
        """Those nobody said the question of."""
        return self.standing().filter(question=None)

    def to_group(self) -> Self:
        """Those that still ask for somebody's opinion: neither of a question nor kept apart."""
        return self.without_question().filter(set_apart_at=None)

    def counted(self, *, since: date) -> dict[str, int]:
        """How many were noted since that day, and how many ask for an opinion whatever their age. One query."""
        return self.aggregate(
            noted=Count("pk", filter=Q(on__gte=since)),
            to_group=Count("pk", filter=Q(question=None, set_apart_at=None)),
        )

    def since(self, on: date) -> Self:
        """Heard on this day or after."""
        return self.filter(on__gte=on)

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
    heard_how = models.CharField("entendue", max_length=15, choices=HeardHow, default=HeardHow.ON_SITE)
    link = models.ForeignKey(
        QuestionLink, models.SET_NULL, null=True, blank=True, related_name="questions", verbose_name="lien"
    )
    venue = models.ForeignKey(Venue, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lieu")
    on = models.DateField("jour")
    noted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="notée par"
    )
    noted_at = models.DateTimeField("notée le")
    submission = models.UUIDField("clé du dernier envoi", null=True, blank=True, editable=False)
    set_apart_at = models.DateTimeField("laissée à part le", null=True, blank=True)
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = NotedQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question notée"
        verbose_name_plural = "questions notées"
        indexes = [models.Index(fields=["organization", "on"], name="question_organization")]

    def __str__(self) -> str:
        return self.text


class UnansweredSearch(db.Model):
    """What was looked for on the public site and not found, how many times a day: words and a commune, nobody."""

    words = models.CharField("mots cherchés", max_length=80)
    commune_code = models.CharField("code de la commune", max_length=5, blank=True)
    commune_name = models.CharField("commune", max_length=80, blank=True)
    on = models.DateField("jour")
    times = models.PositiveIntegerField("fois", default=1)

    objects = db.QuerySet["UnansweredSearch"].as_manager()

    class Meta:
        verbose_name = "recherche sans réponse"
        verbose_name_plural = "recherches sans réponse"
        constraints = [
            models.UniqueConstraint(fields=["on", "words", "commune_code"], name="one_count_per_search_and_day")
        ]

    def __str__(self) -> str:
        return self.words


class AskedList(db.Model):
    """A list of answers somebody asked for by SMS: the end of the address of her search, kept until the SMS has left."""

    query = models.CharField("recherche", max_length=600, blank=True)
    network = models.ForeignKey(
        Network, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="réseau sur le site duquel"
    )
    asked_at = models.DateTimeField("demandée le")

    objects = db.QuerySet["AskedList"].as_manager()

    class Meta:
        verbose_name = "liste demandée par SMS"
        verbose_name_plural = "listes demandées par SMS"

    def __str__(self) -> str:
        return self.query
