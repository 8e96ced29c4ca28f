"""The site of a network, and what its operators decided of each offer."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from escale import db
from escale.accounts.models import Network, User
from escale.workshops.models import Group


class SiteQuerySet(db.QuerySet["Site"]):
    def open(self) -> Self:
        """Those anyone may read."""
        return self.filter(opened_at__isnull=False)


class Site(db.Model):
    """What the public sees of a network: where, in which look, with which words.

    `domain` is a host name of its own, without port; empty, the site is read at `/reseaux/<slug>/` alone.
    `reviews_since`: what organizations publish from then on waits for a yes; what was shown before stays.
    """

    network = models.OneToOneField(Network, models.CASCADE, related_name="site", verbose_name="réseau")
    domain = models.CharField("nom de domaine", max_length=120, blank=True)
    reviews_since = models.DateTimeField("annonces relues depuis le", null=True, blank=True)
    opened_at = models.DateTimeField("ouvert le", null=True, blank=True)
    created_at = models.DateTimeField("créé le", default=timezone.now)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = "site d’un réseau"
        constraints = [
            models.UniqueConstraint(
                fields=["domain"],
                condition=~Q(domain=""),
                name="one_site_per_domain",
                violation_error_message="Un autre réseau a déjà ce nom de domaine.",
            )
        ]

    def __str__(self) -> str:
        return self.network.name


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
    group = models.ForeignKey(Group, models.CASCADE, related_name="+", verbose_name="groupe")
    state = models.CharField("réponse", max_length=10, choices=ReviewState)
    reason = models.CharField("pourquoi", max_length=300, blank=True)
    decided_at = models.DateTimeField("décidé le")
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="décidé par"
    )

    objects = OfferReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "relecture d’une annonce"
        constraints = [models.UniqueConstraint(fields=["network", "group"], name="one_review_per_offer")]

    def __str__(self) -> str:
        return f"{self.group} ({self.get_state_display()})"
