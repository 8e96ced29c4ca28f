"""Figures counted once a month and added up: of one organization, or of one network."""

from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Network, Organization


class MonthCountQuerySet(db.QuerySet["MonthCount"]):
    def by_month(self) -> Self:
        return self.order_by("month", "pk")


class MonthCount(db.Model):
    """The tally of a month of one organization, or of one network. One row and not one for each number: a small
    organization has some 130 numbers a month, and they are always read together.

    `counts`: `{axis: {value: {measure: number}}}`, see `statistics/tallies.py`. People of a month are counted by the
    month of their visit before, so that different people of any months are a sum.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="réseau")
    month = models.DateField("premier jour du mois")
    counts = models.JSONField("chiffres", default=dict, blank=True)

    objects = MonthCountQuerySet.as_manager()

    class Meta:
        verbose_name = "compte d’un mois"
        constraints = [
            models.CheckConstraint(
                name="month_count_of_one_owner",
                condition=Q(organization__isnull=False, network=None) | Q(organization=None, network__isnull=False),
            ),
            models.UniqueConstraint(fields=["organization", "month"], name="one_month_count_per_organization"),
            models.UniqueConstraint(fields=["network", "month"], name="one_month_count_per_network"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"
