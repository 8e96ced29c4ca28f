"""Who knows what among peers, by their own words; and writing to one of them without her address."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Membership, Organization, User
from escale.community.models import CircleGuest
from escale.community.rules import EXCHANGES


class PeerProfileQuerySet(db.QuerySet["PeerProfile"]):
    def shown(self) -> Self:
        """Those their owner shows, as long as she works there."""
        return self.filter(shown_at__isnull=False, membership__ended_at=None, membership__role__in=EXCHANGES)

    def visible_to(self, user: User) -> Self:
        """Those shown by her colleagues, by the members of their networks, and in her open circles; her own too."""
        own = Membership.objects.active().filter(user=user, role__in=EXCHANGES).order_by().values("organization")
        near = Organization.objects.filter(networks__organizations__in=own).order_by().values("pk")
        circles = CircleGuest.objects.inside().filter(user=user).order_by().values("circle")
        guests = CircleGuest.objects.inside().filter(circle__in=circles).order_by().values("user")
        return self.shown().filter(
            Q(membership__organization__in=own) | Q(membership__organization__in=near) | Q(membership__user__in=guests)
        )


class PeerProfile(db.Model):
    """What a member says of herself to her peers; nobody reads it before she shows it."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="peer_profile", verbose_name="de qui")
    knows = models.TextField("ce que je sais faire", max_length=400)
    seeks = models.TextField("ce que je cherche", max_length=400, blank=True)
    topics = models.JSONField("mes sujets", default=list, blank=True)
    languages = models.CharField("langues parlées", max_length=100, blank=True)
    commune = models.CharField("commune (code INSEE)", max_length=5, blank=True)
    commune_name = models.CharField("commune", max_length=80, blank=True)
    mentors = models.BooleanField("peut accompagner un pair", default=False)
    search_key = models.TextField("texte cherché", max_length=1500, blank=True, editable=False)
    changed_at = models.DateTimeField("écrite le")
    shown_at = models.DateTimeField("montrée le", null=True, blank=True)

    objects = PeerProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche de l’annuaire des pairs"
        verbose_name_plural = "fiches de l’annuaire des pairs"

    def __str__(self) -> str:
        return f"{self.membership_id}"


class PeerMessageQuerySet(db.QuerySet["PeerMessage"]):
    def visible_to(self, user: User) -> Self:
        """Those she wrote, and those written to her."""
        return self.filter(Q(sender=user) | Q(recipient=user))

    def unread_by(self, user: User) -> Self:
        return self.filter(recipient=user, read_at=None)


class PeerMessage(db.Model):
    """A message from one peer to another, read here: neither sees the address of the other."""

    sender = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="de")
    recipient = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="à")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    text = models.TextField("message", max_length=1500)
    created_at = models.DateTimeField("écrit le")
    read_at = models.DateTimeField("lu le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = PeerMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message entre pairs"
        verbose_name_plural = "messages entre pairs"

    def __str__(self) -> str:
        return f"{self.sender_id} → {self.recipient_id}"
