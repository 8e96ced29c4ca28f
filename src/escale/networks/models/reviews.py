"""What the operators of a network decided of each offer."""

from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Network, User
from escale.workshops.models import Group


class ReviewState(models.TextChoices):
    """What the operators of a network answered; no row is no answer yet."""

    ACCEPTED = "accepted", "affichée"
    REFUSED = "refused", "refusée"


class OfferReviewQuerySet(db.QuerySet["OfferReview"]):
    def accepted(self) -> Self:
        return self.filter(state=ReviewState.ACCEPTED)

    def refused(self) -> Self:
        return self.filter(state=ReviewState.REFUSED)


class OfferReview(db.Model):
    """What was decided of one group for the site of one network; its organization shows it whatever was decided."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+", verbose_name="réseau")
    group = models.ForeignKey(Group, models.CASCADE, related_name="reviews", verbose_name="groupe")
    state = models.CharField("réponse", max_length=10, choices=ReviewState)
    reason = models.CharField("pourquoi", max_length=300, blank=True)
    decided_at = models.DateTimeField("décidé le")
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="décidé par"
    )
    revision = models.PositiveIntegerField("révision", default=0)

    objects = OfferReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "relecture d’une annonce"
        constraints = [models.UniqueConstraint(fields=["network", "group"], name="one_review_per_offer")]

    def __str__(self) -> str:
        return f"{self.group} ({self.get_state_display()})"

    @property
    def is_refused(self) -> bool:
        return self.state == ReviewState.REFUSED
