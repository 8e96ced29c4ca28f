"""What advisers say to one another: threads, messages, what stands around them."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Membership, Organization, User
from escale.community.models.circles import Circle

CHANGEABLE = timedelta(hours=24)
"""How long an author may change her words: later, others have answered them."""


class ThreadKind(models.TextChoices):
    """What is expected of those who read."""

    QUESTION = "question", "Question"
    CASE = "case", "Étude de cas"
    TALK = "talk", "Discussion"


class Theme(models.TextChoices):
    """What it is about: the posture first, which no manual gives."""

    POSTURE = "posture", "Posture"
    WORKSHOPS = "workshops", "Ateliers"
    PAPERWORK = "paperwork", "Démarches en ligne"
    PUBLICS = "publics", "Publics et accueil"
    EQUIPMENT = "equipment", "Matériel et outils"
    SAFETY = "safety", "Arnaques et sécurité"
    PARTNERS = "partners", "Partenaires"
    WORK = "work", "Vie du métier"


class SharedLicence(models.TextChoices):
    """What others may do with what is shared."""

    UNKNOWN = "unknown", "Licence non précisée"
    ETALAB = "etalab", "Licence Ouverte 2.0"
    BY = "by", "CC BY"
    BY_SA = "by-sa", "CC BY-SA"
    BY_NC_SA = "by-nc-sa", "CC BY-NC-SA"
    PUBLIC = "public", "Domaine public"


class ThreadQuerySet(db.QuerySet["Thread"]):
    def of_member(self, member: Membership) -> Self:
        """Those of her circles, closed ones left out."""
        return self.filter(circle__in=Circle.objects.of_member(member).open().order_by().values("pk"))

    def visible_to(self, user: User) -> Self:
        return self.filter(circle__in=Circle.objects.visible_to(user).open().order_by().values("pk"))

    def listed(self) -> Self:
        """Without those whose first message is hidden: their title is part of it."""
        hidden = Post.objects.filter(opens=True, hidden_at__isnull=False).order_by().values("thread")
        return self.exclude(pk__in=hidden)

    def unanswered(self) -> Self:
        return self.filter(answers=0, solved_at=None).exclude(kind=ThreadKind.TALK)

    def solved(self) -> Self:
        return self.filter(solved_at__isnull=False)


class Thread(db.Model):
    """Something asked or told in a circle, and its answers. `answers` and `stems` are counted again with each message.

    `stems`: the stems of its title and of its messages that are shown, each between two spaces.
    """

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="threads", verbose_name="cercle")
    kind = models.CharField("nature", max_length=10, choices=ThreadKind)
    theme = models.CharField("thème", max_length=12, choices=Theme)
    title = models.CharField("titre", max_length=120)
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="commencé par"
    )
    created_at = models.DateTimeField("commencé le")
    last_at = models.DateTimeField("dernier message le")
    answers = models.PositiveIntegerField("réponses", default=0)
    solved_at = models.DateTimeField("résolu le", null=True, blank=True)
    stems = models.TextField("mots cherchés", blank=True, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = "fil d’échange"
        verbose_name_plural = "fils d’échange"
        indexes = [models.Index(fields=["circle", "-last_at"], name="thread_latest_of_a_circle")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_solved(self) -> bool:
        return self.solved_at is not None


class PostQuerySet(db.QuerySet["Post"]):
    def of_member(self, member: Membership) -> Self:
        return self.filter(thread__in=Thread.objects.of_member(member).order_by().values("pk"))

    def shown(self) -> Self:
        """Those whose words are read."""
        return self.filter(deleted_at=None, hidden_at=None)


class Post(db.Model):
    """One message of a thread; the first one opens it. A case study has three texts: `text`, `done`, `asked`.

    `organization`: under which its author wrote; she leaves it, and her words follow her choice. A message taken away, or
    hidden by a moderator, keeps its place. `author` is None when it is unsigned.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts", verbose_name="fil")
    author = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="écrit par")
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    opens = models.BooleanField("ouvre le fil", default=False)
    quotes = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="répond à"
    )
    text = models.TextField("texte", max_length=6000, blank=True)
    done = models.TextField("ce qui a été fait", max_length=6000, blank=True)
    asked = models.TextField("ce qui est demandé", max_length=2000, blank=True)
    helped = models.BooleanField("a aidé", default=False)
    created_at = models.DateTimeField("écrit le")
    changed_at = models.DateTimeField("changé le", null=True, blank=True)
    deleted_at = models.DateTimeField("retiré le", null=True, blank=True)
    hidden_at = models.DateTimeField("masqué le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "message entre pairs"
        verbose_name_plural = "messages entre pairs"
        constraints = [
            models.UniqueConstraint(fields=["thread"], condition=Q(opens=True), name="one_message_opens_a_thread")
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.deleted_at is None and self.hidden_at is None

    def can_change(self, *, now: datetime) -> bool:
        return self.is_shown and now < self.created_at + CHANGEABLE


class SharedResource(db.Model):
    """A page or a file elsewhere that a message shares, and what others may do with it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="resources", verbose_name="message")
    title = models.CharField("titre", max_length=120)
    url = models.URLField("adresse", max_length=500)
    licence = models.CharField("licence", max_length=10, choices=SharedLicence, default=SharedLicence.UNKNOWN)

    class Meta:
        verbose_name = "ressource partagée"
        verbose_name_plural = "ressources partagées"

    def __str__(self) -> str:
        return self.title


class Thanks(db.Model):
    """Somebody said thank you for a message."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="thanks", verbose_name="message")
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="par")
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "merci"
        verbose_name_plural = "mercis"
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="thanks_once_a_message")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.user_id}"


class Follow(db.Model):
    """Somebody follows a thread: whoever writes in it does, until she stops; `stopped_at` says she did."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="followers", verbose_name="fil")
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="qui suit")
    since = models.DateTimeField("depuis le")
    stopped_at = models.DateTimeField("arrêté le", null=True, blank=True)

    class Meta:
        verbose_name = "fil suivi"
        verbose_name_plural = "fils suivis"
        constraints = [models.UniqueConstraint(fields=["thread", "user"], name="follow_once_a_thread")]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.user_id}"


class Mention(db.Model):
    """Somebody is named in a message (“@Yann”), and told."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions", verbose_name="message")
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="qui est nommé")

    class Meta:
        verbose_name = "mention"
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="mentioned_once_a_message")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.user_id}"


class PeerDraft(db.Model):
    """What somebody began to write and keeps for later; `values`: what was typed, by field. `thread` is None for a new one."""

    author = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="écrit par")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="fil")
    values = models.JSONField("ce qui est tapé", default=dict)
    changed_at = models.DateTimeField("changé le")
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = db.QuerySet["PeerDraft"].as_manager()

    class Meta:
        verbose_name = "brouillon entre pairs"
        verbose_name_plural = "brouillons entre pairs"

    def __str__(self) -> str:
        return f"brouillon {self.pk}"

    @property
    def title(self) -> str:
        return str(self.values.get("title", ""))

    @property
    def text(self) -> str:
        return str(self.values.get("text", ""))
