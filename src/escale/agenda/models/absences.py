"""When nobody receives: an adviser away, an organization closed."""

from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.agenda.models.resources import Commitment, Resource
from escale.places.models import Venue, is_time_zone
from escale.scheduling import recurrence_text
from escale.scheduling.recurrence import Recurrence


class RepeatedAbsenceQuerySet(db.QuerySet["RepeatedAbsence"]):
    def of_user(self, user: User) -> Self:
        return self.filter(adviser__adviser=user)

    def running(self, *, on: date) -> Self:
        """Not over that day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def written_short_of(self, day: date) -> Self:
        """Those whose dates are not written until that day, though the rule goes on."""
        short = Q(written_until=None) | Q(written_until__lt=day)
        return self.filter(short).filter(Q(ends_on=None) | Q(written_until=None) | Q(ends_on__gt=F("written_until")))


class RepeatedAbsence(db.Model):
    """The rule of an absence that comes back: wall-clock hours and RRULE text. Its dates are rows of `Absence`.

    No start hour means from the beginning of the day, no end hour until its end.
    """

    adviser = models.ForeignKey(
        Resource, models.CASCADE, related_name="repeated_absences", verbose_name="qui est absent"
    )
    label = models.CharField("raison, pour vous", max_length=80, blank=True)
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    start_time = models.TimeField("de", null=True, blank=True)
    end_time = models.TimeField("à", null=True, blank=True)
    rule = models.CharField("règle (RRULE)", max_length=200)
    time_zone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris", validators=[is_time_zone])
    written_until = models.DateField("dates écrites jusqu’au", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("notée le")

    objects = RepeatedAbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "absence répétée"
        verbose_name_plural = "absences répétées"
        constraints = [
            models.CheckConstraint(
                name="repeated_absence_ends_after_it_starts",
                condition=Q(start_time=None) | Q(end_time=None) | Q(end_time__gt=F("start_time")),
                violation_error_message="L’heure de fin vient avant l’heure de début.",
            )
        ]

    def __str__(self) -> str:
        return self.label or "absence répétée"

    @property
    def recurrence(self) -> Recurrence:
        return recurrence_text.read(self.rule, starts_on=self.starts_on)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class AbsenceQuerySet(db.QuerySet["Absence"]):
    def of_user(self, user: User) -> Self:
        return self.filter(adviser__adviser=user)

    def standing(self) -> Self:
        """Not taken back: its hours are not offered."""
        return self.filter(withdrawn_at=None)

    def once(self) -> Self:
        """Declared alone, not a date of a repeated one."""
        return self.filter(repeated=None)

    def overlapping(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)


class Absence(db.Model):
    """An adviser who is not available; writes its own commitment, and loses it when it is taken back."""

    adviser = models.ForeignKey(Resource, models.CASCADE, related_name="absences", verbose_name="qui est absent")
    commitment = models.OneToOneField(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="absence", verbose_name="occupation"
    )
    repeated = models.ForeignKey(
        RepeatedAbsence,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="dates",
        verbose_name="absence répétée",
    )
    original_on = models.DateField("date prévue par la règle", null=True, blank=True)
    label = models.CharField("raison, pour vous", max_length=80, blank=True)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    declared_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="notée par"
    )
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "absence"
        constraints = [
            models.CheckConstraint(name="absence_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.UniqueConstraint(fields=["repeated", "original_on"], name="one_absence_per_date"),
        ]
        indexes = [models.Index(fields=["adviser", "starts_at"], name="absence_adviser")]

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
