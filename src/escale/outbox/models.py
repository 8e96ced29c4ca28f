"""Messages as rows: written with the event they speak of, delivered later by a worker."""

import uuid
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet
from escale.people.models import Beneficiary


class Channel(models.TextChoices):
    SMS = "sms", "SMS"
    EMAIL = "email", "mail"
    CALL = "call", "appel"


class MessageState(models.TextChoices):
    WAITING = "waiting", "en attente"
    SENDING = "sending", "en cours d’envoi"
    SENT = "sent", "envoyé"
    DELIVERED = "delivered", "remis"
    FAILED = "failed", "non remis"
    DROPPED = "dropped", "sans objet"


NOT_HEARD = frozenset({MessageState.WAITING, MessageState.DROPPED})
"""Nobody has read these: they never left."""


class MessageQuerySet(OwnedQuerySet["Message"]):
    def about(self, about: str, about_id: int) -> Self:
        return self.filter(about=about, about_id=about_id)

    def not_left(self) -> Self:
        """Still ours to change: no provider has heard of them."""
        return self.filter(state=MessageState.WAITING)

    def heard(self) -> Self:
        """Those she has heard, or is about to: a provider has them, or had."""
        return self.exclude(state__in=sorted(NOT_HEARD))

    def due(self, *, now: datetime) -> Self:
        """To send now: waiting and due, or taken by a worker that died before it could mark them.

        Calls are made by people: no worker takes them.
        """
        waiting = Q(state=MessageState.WAITING, due_at__lte=now)
        abandoned = Q(state=MessageState.SENDING, leased_until__lte=now)
        return self.exclude(channel=Channel.CALL).filter(waiting | abandoned)

    def calls_to_make(self, *, start: datetime, end: datetime) -> Self:
        """Calls not made yet that fall due before `end` and are still useful at `start`."""
        return self.filter(channel=Channel.CALL, state=MessageState.WAITING, due_at__lt=end, expires_at__gt=start)

    def to_settle(self) -> Self:
        """Failures an adviser has not dealt with yet."""
        return self.filter(state=MessageState.FAILED, settled_at=None)


class Message(db.Model):
    """One message to one person by one channel.

    `about` and `about_id` say what it speaks of; the text is rendered from that row when the message leaves, so that
    a moved appointment can't send its old hour. `revision` tells two messages of the same kind about the same row
    apart (a second change of hour); with it the unique constraint makes writing a message idempotent.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="messages", verbose_name="structure")
    person = models.ForeignKey(
        Beneficiary, models.SET_NULL, null=True, blank=True, related_name="messages", verbose_name="personne"
    )
    kind = models.CharField("nature", max_length=30)
    about = models.CharField("à propos de", max_length=30)
    about_id = models.BigIntegerField("numéro")
    revision = models.PositiveIntegerField("révision", default=0)
    channel = models.CharField("canal", max_length=10, choices=Channel)
    recipient = models.CharField("destinataire", max_length=254)
    key = models.UUIDField("clé d’envoi", default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField("état", max_length=10, choices=MessageState, default=MessageState.WAITING)
    time_zone = models.CharField("fuseau horaire du lieu", max_length=40, default="Europe/Paris")
    territory = models.CharField("territoire du lieu", max_length=20, default="metropole")
    can_wait = models.BooleanField("peut attendre les heures de jour", default=True)
    due_at = models.DateTimeField("à envoyer à partir de")
    expires_at = models.DateTimeField("inutile après")
    leased_until = models.DateTimeField("pris jusqu’à", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    counted_on = models.DateField("compté dans les plafonds du", null=True, blank=True)
    text = models.TextField("texte parti", blank=True)
    segments = models.PositiveSmallIntegerField("SMS comptés", default=0)
    problem = models.CharField("ce qui a manqué", max_length=200, blank=True)
    provider_id = models.CharField("référence du fournisseur", max_length=120, blank=True)
    created_at = models.DateTimeField("écrit le")
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    delivered_at = models.DateTimeField("remis le", null=True, blank=True)
    settled_at = models.DateTimeField("réglé le", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        constraints = [
            models.UniqueConstraint(
                fields=["about", "about_id", "kind", "revision", "channel"], name="one_message_per_event_and_channel"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="message_due",
                condition=Q(state__in=[MessageState.WAITING, MessageState.SENDING]),
            ),
            models.Index(fields=["recipient", "sent_at"], name="message_recipient"),
            models.Index(fields=["organization", "sent_at"], name="message_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_channel_display()} ({self.get_state_display()})"

    @property
    def zone(self) -> ZoneInfo:
        """Where the person lives her day: quiet hours and daily caps are counted there."""
        return ZoneInfo(self.time_zone)


class DailyCount(db.Model):
    """SMS counted in one local day for one scope: a number (its fingerprint), an organization, the instance.

    A row to lock and not a count of messages, so that two workers can't pass a cap together.
    """

    scope = models.CharField("portée", max_length=80)
    on = models.DateField("jour")
    count = models.PositiveIntegerField("SMS", default=0)

    objects = db.QuerySet["DailyCount"].as_manager()

    class Meta:
        verbose_name = "compte du jour"
        constraints = [models.UniqueConstraint(fields=["scope", "on"], name="one_count_per_scope_and_day")]

    def __str__(self) -> str:
        return f"{self.scope} {self.on:%d/%m/%Y}"


class OptOut(db.Model):
    """A number that asked for no more SMS, from anyone on this instance."""

    phone = models.CharField("téléphone", max_length=20, unique=True)
    asked_at = models.DateTimeField("demandé le")

    class Meta:
        verbose_name = "refus de SMS"

    def __str__(self) -> str:
        return self.phone


class AwaitedAnswer(db.Model):
    """A question asked by SMS, and the text that comes back: no other text received is kept.

    `about` and `about_id` say what was asked about; whoever asked reads the answer, then marks it read.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="awaited_answers", verbose_name="structure"
    )
    phone = models.CharField("téléphone", max_length=20)
    about = models.CharField("à propos de", max_length=30)
    about_id = models.BigIntegerField("numéro")
    asked_at = models.DateTimeField("demandé le")
    expires_at = models.DateTimeField("attendu jusqu’à")
    text = models.CharField("réponse", max_length=200, blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    read_at = models.DateTimeField("lu le", null=True, blank=True)

    objects = OwnedQuerySet["AwaitedAnswer"].as_manager()

    class Meta:
        verbose_name = "réponse attendue"
        verbose_name_plural = "réponses attendues"
        indexes = [
            models.Index(fields=["phone", "expires_at"], name="awaited_of_phone", condition=Q(answered_at=None)),
            models.Index(fields=["answered_at"], name="awaited_to_read", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.about_id}"


class MessageText(db.Model):
    """An organization's own words for one kind of message."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="message_texts", verbose_name="structure"
    )
    kind = models.CharField("nature", max_length=30)
    text = models.TextField("texte", max_length=480)

    class Meta:
        verbose_name = "texte de message"
        constraints = [models.UniqueConstraint(fields=["organization", "kind"], name="one_text_per_kind")]

    def __str__(self) -> str:
        return self.kind
