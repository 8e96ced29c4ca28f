"""When nobody receives: an adviser away, an organization closed."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet
from escale.agenda.models.resources import Commitment, Resource
from escale.places.models import Venue


class Absence(db.Model):
    """An adviser who is not available; writes its own commitment."""

    adviser = models.ForeignKey(Resource, models.CASCADE, related_name="absences", verbose_name="qui est absent")
    commitment = models.OneToOneField(Commitment, models.CASCADE, related_name="absence", verbose_name="occupation")
    label = models.CharField("raison, pour vous", max_length=80, blank=True)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")

    objects = db.QuerySet["Absence"].as_manager()

    class Meta:
        verbose_name = "absence"

    def __str__(self) -> str:
        return self.label or "absence"


class ClosureQuerySet(OwnedQuerySet["Closure"]):
    def touching(self, first: date, last: date) -> Self:
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class Closure(db.Model):
    """Days a whole organization, or one of its venues, is closed. Both days included."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="closures", verbose_name="structure")
    venue = models.ForeignKey(
        Venue, models.CASCADE, null=True, blank=True, related_name="closures", verbose_name="lieu"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    label = models.CharField("raison", max_length=80)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = "fermeture"
        constraints = [
            models.CheckConstraint(
                name="closure_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Le dernier jour vient avant le premier.",
            )
        ]

    def __str__(self) -> str:
        return self.label
