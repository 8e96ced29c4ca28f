"""What has to be counted again."""

from django.db import models

from escale import db
from escale.accounts.models import Organization


class MonthToCount(db.Model):
    """A month of an organization whose figures have moved. Only ever added to, in the transaction that moved them.

    Whoever counts reads the marks, counts, and deletes those it read: a mark written meanwhile stays.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    month = models.DateField("premier jour du mois")

    objects = db.QuerySet["MonthToCount"].as_manager()

    class Meta:
        verbose_name = "mois à recompter"
        verbose_name_plural = "mois à recompter"

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"
