"""People who wait for an hour."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet
from escale.appointments.models.appointments import Appointment
from escale.appointments.models.reasons import Reason
from escale.places.models import Venue

MOST_TIMES_TOLD = 3


class FreedHourAlertQuerySet(OwnedQuerySet["FreedHourAlert"]):
    def waiting(self, *, now: datetime) -> Self:
        """Asked not too long ago, and without an hour for the same reason since."""
        found = Appointment.objects.upcoming(now=now).filter(
            reason=OuterRef("reason"), contact_phone=OuterRef("phone"), created_at__gte=OuterRef("created_at")
        )
        return self.filter(~Exists(found), until__gt=now)

    def may_be_told(self, *, now: datetime) -> Self:
        """Told three times at most, once a day at most."""
        yesterday = now - timedelta(days=1)
        return self.waiting(now=now).filter(Q(told_at=None) | Q(told_at__lte=yesterday), times_told__lt=MOST_TIMES_TOLD)


class FreedHourAlert(db.Model):
    """Somebody who wants to be told when an hour becomes free. First come, first told; told three times at most."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="freed_hour_alerts", verbose_name="structure"
    )
    reason = models.ForeignKey(Reason, models.CASCADE, related_name="alerts", verbose_name="motif")
    first_name = models.CharField("prénom", max_length=60)
    phone = models.CharField("téléphone", max_length=20)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField("demandé le")
    until = models.DateTimeField("jusqu’au")
    times_told = models.PositiveSmallIntegerField("fois prévenu", default=0)
    told_at = models.DateTimeField("prévenu le", null=True, blank=True)
    hour_at = models.DateTimeField("heure proposée", null=True, blank=True)
    hour_venue = models.ForeignKey(
        Venue, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lieu de l’heure proposée"
    )

    objects = FreedHourAlertQuerySet.as_manager()

    class Meta:
        verbose_name = "alerte d’heure libre"

    def __str__(self) -> str:
        return self.first_name
