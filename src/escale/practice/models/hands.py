"""A hand asked for until a day, and what peers offer."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, User
from escale.community.models import Circle


class HandRequestQuerySet(db.QuerySet["HandRequest"]):
    def visible_to(self, user: User) -> Self:
        """Those of her circles."""
        return self.filter(circle__in=Circle.objects.visible_to(user).order_by().values("pk"))

    def open(self, *, on: date) -> Self:
        """Those that still wait that day: closed by themselves once their day is over."""
        return self.filter(closed_at=None, needed_on__gte=on)


class HandRequest(db.Model):
    """ "4 tablettes pour le 3 décembre": what, until when, where."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="+", verbose_name="cercle")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    asked_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="demandé par")
    what = models.CharField("ce qu’il faut", max_length=120)
    details = models.TextField("précisions", max_length=800, blank=True)
    needed_on = models.DateField("pour quel jour")
    commune = models.CharField("commune (code INSEE)", max_length=5, blank=True)
    commune_name = models.CharField("commune", max_length=80, blank=True)
    created_at = models.DateTimeField("demandé le")
    closed_at = models.DateTimeField("fermé le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = HandRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "coup de main"
        verbose_name_plural = "coups de main"

    def __str__(self) -> str:
        return self.what


class HandOfferState(models.TextChoices):
    OFFERED = "offered", "proposé"
    ACCEPTED = "accepted", "accepté"
    DECLINED = "declined", "décliné"
    WITHDRAWN = "withdrawn", "retiré"


class HandOfferQuerySet(db.QuerySet["HandOffer"]):
    def visible_to(self, user: User) -> Self:
        """Those she made, and those made to her."""
        return self.filter(Q(offered_by=user) | Q(request__asked_by=user))

    def standing(self) -> Self:
        return self.exclude(state=HandOfferState.WITHDRAWN)


class HandOffer(db.Model):
    """What a peer can do about it; read by her and by whoever asked."""

    request = models.ForeignKey(HandRequest, models.CASCADE, related_name="offers", verbose_name="coup de main")
    offered_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="proposé par")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    words = models.TextField("ce que je propose", max_length=600)
    state = models.CharField("état", max_length=10, choices=HandOfferState, default=HandOfferState.OFFERED)
    created_at = models.DateTimeField("proposé le")
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    thanked_at = models.DateTimeField("remercié le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = HandOfferQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition d’un coup de main"
        verbose_name_plural = "propositions d’un coup de main"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "offered_by"],
                condition=~Q(state=HandOfferState.WITHDRAWN),
                name="one_standing_offer_of_a_hand_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.offered_by_id}"
