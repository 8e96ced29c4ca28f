"""When advisers receive: the rule, and its dates as rows."""

import uuid
from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet
from escale.agenda.models.resources import Resource
from escale.places.models import Room, Venue
from escale.scheduling import recurrence_text
from escale.scheduling.recurrence import Recurrence


class Reception(models.TextChoices):
    """How people come to a permanence."""

    APPOINTMENT = "appointment", "sur rendez-vous"
    WALK_IN = "walk_in", "sans rendez-vous"
    BOTH = "both", "avec ou sans rendez-vous"


class PermanenceQuerySet(OwnedQuerySet["Permanence"]):
    def running(self, *, on: date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def written_short_of(self, last: date) -> Self:
        """Permanences whose dates are not all written until that day."""
        return self.filter(Q(written_until=None) | Q(written_until__lt=last))


class Permanence(db.Model):
    """The rule of when an adviser receives at a venue: wall-clock hours, in the venue's zone."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="permanences", verbose_name="structure")
    adviser = models.ForeignKey(Resource, models.CASCADE, related_name="permanences", verbose_name="qui reçoit")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="permanences", verbose_name="lieu")
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="permanences", verbose_name="salle"
    )
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    start_time = models.TimeField("de")
    end_time = models.TimeField("à")
    rule = models.CharField("règle (RRULE)", max_length=200)
    reception = models.CharField("comment on vient", max_length=15, choices=Reception, default=Reception.APPOINTMENT)
    skips_public_holidays = models.BooleanField("pas les jours fériés", default=True)
    skips_school_holidays = models.BooleanField("pas pendant les vacances scolaires", default=False)
    written_until = models.DateField("dates écrites jusqu’au", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("créée le")
    revision = models.PositiveIntegerField("révision", default=0, editable=False)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)

    objects = PermanenceQuerySet.as_manager()

    class Meta:
        verbose_name = "permanence"
        constraints = [
            models.CheckConstraint(
                name="permanence_ends_after_it_starts",
                condition=Q(end_time__gt=F("start_time")),
                violation_error_message="L’heure de fin vient avant l’heure de début.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.adviser} {self.venue}"

    @property
    def recurrence(self) -> Recurrence:
        return recurrence_text.read(self.rule, starts_on=self.starts_on)


LONGEST_DAY = timedelta(hours=25)


class OccurrenceQuerySet(db.QuerySet["PermanenceOccurrence"]):
    def held(self) -> Self:
        return self.filter(canceled_at=None)

    def changed(self) -> Self:
        """Changed alone, by hand: canceled, moved, held elsewhere."""
        return self.filter(changed_at__isnull=False)

    def overlapping(self, start: datetime, end: datetime) -> Self:
        # The last bound changes nothing to the answer: an occurrence lies within one local day. It spares the past.
        return self.filter(starts_at__lt=end, ends_at__gt=start, starts_at__gt=start - LONGEST_DAY)


class PermanenceOccurrence(db.Model):
    """One date of a permanence. It can be moved, canceled or changed alone; `original_on` says which date it stands for.

    The adviser and the venue are written here too: search reads this table alone, and one occurrence may differ.
    """

    # Each comes first in an index below.
    permanence = models.ForeignKey(
        Permanence, models.CASCADE, related_name="occurrences", verbose_name="permanence", db_index=False
    )
    adviser = models.ForeignKey(
        Resource, models.CASCADE, related_name="occurrences", verbose_name="qui reçoit", db_index=False
    )
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="occurrences", verbose_name="lieu", db_index=False)
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="occurrences", verbose_name="salle"
    )
    original_on = models.DateField("date prévue par la règle")
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    changed_at = models.DateTimeField("changée à la main le", null=True, blank=True)
    canceled_at = models.DateTimeField("annulée le", null=True, blank=True)
    note = models.CharField("pourquoi, pour l’équipe", max_length=80, blank=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "date de permanence"
        constraints = [
            models.UniqueConstraint(fields=["permanence", "original_on"], name="one_occurrence_per_date"),
            models.CheckConstraint(name="occurrence_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
        ]
        indexes = [
            models.Index(fields=["adviser", "starts_at"], name="occurrence_adviser"),
            models.Index(fields=["permanence", "starts_at"], name="occurrence_permanence"),
            models.Index(fields=["venue", "starts_at"], name="occurrence_venue"),
            models.Index(fields=["permanence"], name="occurrence_changed", condition=Q(changed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.permanence_id} {self.original_on}"
