"""Figures counted once a month and added up: of one organization, or of one network."""

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Network, Organization


class MonthCount(db.Model):
    """Activities, participations and minutes of a month, for one value of one axis ("topic", "kind", "hour"…)."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="réseau")
    month = models.DateField("premier jour du mois")
    axis = models.CharField("compté par", max_length=20)
    value = models.CharField("valeur", max_length=60, blank=True)
    activities = models.PositiveIntegerField("activités", default=0)
    participations = models.PositiveIntegerField("participations", default=0)
    minutes = models.PositiveBigIntegerField("minutes", default=0)

    objects = db.QuerySet["MonthCount"].as_manager()

    class Meta:
        verbose_name = "compte d’un mois"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "month", "axis", "value"],
                condition=Q(network=None),
                name="one_month_count_per_organization",
            ),
            models.UniqueConstraint(
                fields=["network", "month", "axis", "value"],
                condition=Q(organization=None),
                name="one_month_count_per_network",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y} {self.axis} {self.value}"


class PeopleCount(db.Model):
    """How many people with a file came in a month whose visit before was in `previous_month` (None: never before).

    So different people over months a to b are the sum of the rows of a…b whose `previous_month` is None or before a.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="réseau")
    month = models.DateField("premier jour du mois")
    previous_month = models.DateField("mois de la venue précédente", null=True, blank=True)
    axis = models.CharField("compté par", max_length=20)
    value = models.CharField("valeur", max_length=60, blank=True)
    people = models.PositiveIntegerField("personnes", default=0)

    objects = db.QuerySet["PeopleCount"].as_manager()

    class Meta:
        verbose_name = "compte des personnes d’un mois"
        indexes = [
            models.Index(fields=["organization", "month"], name="people_count_organization"),
            models.Index(fields=["network", "month"], name="people_count_network"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y} {self.axis} {self.value}"
