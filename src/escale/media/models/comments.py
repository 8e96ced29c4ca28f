"""What readers answer to an article: read again before it is shown, each decision kept with its reason."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.media.models.articles import Article


class CommentState(models.TextChoices):
    """Where a comment is."""

    WAITING = "waiting", "à relire"
    PUBLISHED = "published", "publié"
    REFUSED = "refused", "refusé"
    REMOVED = "removed", "retiré"


class CommentQuerySet(OwnedQuerySet["Comment"]):
    def shown(self) -> Self:
        """What the public reads; a text taken out, because it named somebody, shows nothing."""
        return self.filter(state=CommentState.PUBLISHED).exclude(text="")

    def waiting(self) -> Self:
        return self.filter(state=CommentState.WAITING)

    def reported(self) -> Self:
        """Shown, and somebody says it should not be."""
        return self.filter(state=CommentState.PUBLISHED, reports__settled_at=None, reports__isnull=False).distinct()

    def with_everything_shown(self) -> Self:
        return self.select_related("article", "parent", "written_by")


class Comment(db.Model):
    """Plain text, never mark-up. `written_by` is a member of a team who answers under her name; `email` is never shown.

    `doubt` counts the reasons in `suspicion`. Once corrected, `text_before` is what had been read over.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    article = models.ForeignKey(Article, models.CASCADE, related_name="comments", verbose_name="chronique")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name="en réponse à"
    )
    name = models.CharField("prénom ou surnom", max_length=40)
    email = models.EmailField("adresse mail", blank=True)
    text = models.TextField("message", max_length=2000)
    state = models.CharField("état", max_length=10, choices=CommentState, default=CommentState.WAITING)
    text_before = models.TextField("message d’avant la correction", max_length=2000, blank=True)
    suspicion = models.CharField("ce qui fait douter", max_length=200, blank=True)
    doubt = models.PositiveSmallIntegerField("doute", default=0)
    written_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="écrit par"
    )
    created_at = models.DateTimeField("écrit le")
    changed_at = models.DateTimeField("corrigé le", null=True, blank=True)
    decided_at = models.DateTimeField("relu le", null=True, blank=True)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, blank=True, editable=False)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "commentaire"
        constraints = [
            models.UniqueConstraint(fields=["link_hash"], name="comment_link_once", condition=~Q(link_hash=""))
        ]
        indexes = [
            models.Index(fields=["article", "state", "created_at"], name="comments_of_an_article"),
            models.Index(fields=["organization", "created_at"], name="comments_to_read", condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.article_id}"


class CommentDecision(db.Model):
    """One line of the log of moderation: what was decided of a comment, why, by whom."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="decisions", verbose_name="commentaire")
    state = models.CharField("décision", max_length=10, choices=CommentState)
    why = models.CharField("raison", max_length=200, blank=True)
    at = models.DateTimeField("décidé le")
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="décidé par")

    objects = db.QuerySet["CommentDecision"].as_manager()

    class Meta:
        verbose_name = "décision sur un commentaire"
        verbose_name_plural = "décisions sur les commentaires"

    def __str__(self) -> str:
        return f"{self.comment_id} {self.state}"


class CommentReport(db.Model):
    """A reader says that a comment shown should not be."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports", verbose_name="commentaire")
    why = models.CharField("ce qui ne va pas", max_length=300)
    created_at = models.DateTimeField("signalé le")
    settled_at = models.DateTimeField("traité le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = db.QuerySet["CommentReport"].as_manager()

    class Meta:
        verbose_name = "signalement d’un commentaire"
        verbose_name_plural = "signalements de commentaires"

    def __str__(self) -> str:
        return f"{self.comment_id}"


class RightOfReplyQuerySet(OwnedQuerySet["RightOfReply"]):
    def waiting(self) -> Self:
        """Neither shown nor refused."""
        return self.filter(published_at=None, refused_at=None)

    def shown(self) -> Self:
        return self.filter(published_at__isnull=False).exclude(text="")


class RightOfReply(db.Model):
    """Somebody named in an article asks that her answer stand with it (law of 29 July 1881, article 13; three months)."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    article = models.ForeignKey(Article, models.CASCADE, related_name="rights_of_reply", verbose_name="chronique")
    name = models.CharField("prénom et nom", max_length=80)
    contact = models.CharField("adresse mail ou téléphone", max_length=120)
    passage = models.TextField("passage contesté", max_length=600, blank=True)
    text = models.TextField("réponse", max_length=4000)
    created_at = models.DateTimeField("demandé le")
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    refused_at = models.DateTimeField("refusé le", null=True, blank=True)
    why = models.CharField("raison du refus", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="décidé par"
    )
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = RightOfReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "droit de réponse"
        verbose_name_plural = "droits de réponse"
        constraints = [
            models.CheckConstraint(
                name="right_of_reply_has_one_outcome", condition=Q(published_at=None) | Q(refused_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id}"
