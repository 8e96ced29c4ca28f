"""Two peers: one learns the trade beside the other, for a while, towards goals. Nobody else reads it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import Organization, User


class MentoringState(models.TextChoices):
    ASKED = "asked", "demandé"
    ACCEPTED = "accepted", "en cours"
    DECLINED = "declined", "décliné"
    WITHDRAWN = "withdrawn", "retiré"
    ENDED = "ended", "terminé"


RUNNING = frozenset({MentoringState.ASKED, MentoringState.ACCEPTED})


class MentoringQuerySet(db.QuerySet["Mentoring"]):
    def visible_to(self, user: User) -> Self:
        """Of the two alone: neither a colleague, nor whoever coordinates, reads any other."""
        return self.filter(Q(learner=user) | Q(mentor=user))


class Mentoring(db.Model):
    """Asked by the one who learns; accepted or not by the other; ended by either."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="qui est accompagné")
    mentor = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="qui accompagne")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    words = models.TextField("ce que j’aimerais", max_length=600)
    state = models.CharField("état", max_length=10, choices=MentoringState, default=MentoringState.ASKED)
    created_at = models.DateTimeField("demandé le")
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    ended_at = models.DateTimeField("terminé le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = MentoringQuerySet.as_manager()

    class Meta:
        verbose_name = "mentorat"
        verbose_name_plural = "mentorats"
        constraints = [
            models.CheckConstraint(
                name="mentor_is_somebody_else",
                condition=~Q(mentor=F("learner")),
                violation_error_message="Choisissez quelqu’un d’autre que vous.",
            ),
            models.UniqueConstraint(
                fields=["learner", "mentor"], condition=Q(state__in=["asked", "accepted"]), name="one_running_mentoring"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} → {self.mentor_id}"


class MentoringGoal(db.Model):
    """Something to be able to do by the end; ticked by either."""

    mentoring = models.ForeignKey(Mentoring, models.CASCADE, related_name="goals", verbose_name="mentorat")
    text = models.CharField("objectif", max_length=200)
    created_at = models.DateTimeField("écrit le")
    done_at = models.DateTimeField("atteint le", null=True, blank=True)

    objects = db.QuerySet["MentoringGoal"].as_manager()

    class Meta:
        verbose_name = "objectif d’un mentorat"
        verbose_name_plural = "objectifs d’un mentorat"

    def __str__(self) -> str:
        return self.text
