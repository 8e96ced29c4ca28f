"""What keeps exchanges sound, and how each hears of them: reports, decisions, the digest, one's words when one leaves."""

import uuid
from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import User
from escale.community.models.circles import Circle
from escale.community.models.threads import Post


class ReportQuerySet(db.QuerySet["PostReport"]):
    def waiting(self) -> Self:
        return self.filter(settled_at=None)


class PostReport(db.Model):
    """Somebody says that a message breaks the charter; its author doesn't know who."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports", verbose_name="message")
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par")
    why = models.CharField("pourquoi", max_length=300)
    created_at = models.DateTimeField("signalé le")
    settled_at = models.DateTimeField("réglé le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "signalement d’un message"
        verbose_name_plural = "signalements d’un message"

    def __str__(self) -> str:
        return f"{self.post_id} {self.why}"


class DecisionKind(models.TextChoices):
    """What a moderator does."""

    HIDDEN = "hidden", "masqué"
    SHOWN = "shown", "remis"
    KEPT = "kept", "gardé"


class PostDecision(db.Model):
    """What a moderator decided of a message, and why. Never changed: the next one stands after it."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="decisions", verbose_name="cercle")
    post = models.ForeignKey(Post, models.CASCADE, related_name="decisions", verbose_name="message")
    kind = models.CharField("décision", max_length=10, choices=DecisionKind)
    why = models.CharField("pourquoi", max_length=300)
    at = models.DateTimeField("le")
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par")

    objects = db.QuerySet["PostDecision"].as_manager()

    class Meta:
        verbose_name = "décision sur un message"
        verbose_name_plural = "décisions sur un message"

    def __str__(self) -> str:
        return f"{self.post_id} {self.kind}"


class Rhythm(models.TextChoices):
    """How often the digest comes."""

    DAILY = "daily", "Par jour"
    WEEKLY = "weekly", "Par semaine"
    NEVER = "never", "Jamais"


class LeavingWords(models.TextChoices):
    """What becomes of one's words when one leaves."""

    UNSIGN = "unsign", "Les laisser, sans mon nom"
    TAKE = "take", "Les emporter : ils sont retirés"


class PeerSettings(db.Model):
    """How somebody hears of what her peers say, and what becomes of her words when she leaves.

    `covered_from` and `covered_until`: what the last digest told of. `due_at`: when the next one is prepared.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="peer_settings", verbose_name="pair")
    rhythm = models.CharField("résumé par mail", max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    leaving = models.CharField("mes mots si je pars", max_length=10, choices=LeavingWords, default=LeavingWords.UNSIGN)
    due_at = models.DateTimeField("prochain résumé le", null=True, blank=True)
    covered_from = models.DateTimeField("dernier résumé depuis le", null=True, blank=True)
    covered_until = models.DateTimeField("dernier résumé jusqu’au", null=True, blank=True)

    objects = db.QuerySet["PeerSettings"].as_manager()

    class Meta:
        verbose_name = "réglage entre pairs"
        verbose_name_plural = "réglages entre pairs"

    def __str__(self) -> str:
        return f"{self.user_id} {self.rhythm}"
