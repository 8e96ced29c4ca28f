"""What was changed about an appointment: when, by whom, why, from where to where."""

from datetime import datetime
from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import User
from escale.appointments.models.appointments import Appointment, State
from escale.places.models import Room, Venue

LONGEST_WHY = 160


class ChangeKind(models.TextChoices):
    """What happened to the appointment; how it was booked is read from the appointment itself."""

    MOVED = "moved", "déplacé"
    RESIZED = "resized", "durée changée"
    GIVEN = "given", "confié à un collègue"
    MOVE_UNDONE = "move_undone", "déplacement défait"
    CANCELED_BY_PERSON = "canceled_by_person", "annulé par la personne"
    CANCELED_BY_US = "canceled_by_us", "annulé par l’équipe"
    RESTORED = "restored", "rétabli"
    OUTCOME_NOTED = "outcome_noted", "issue notée"
    OUTCOME_TAKEN_BACK = "outcome_taken_back", "issue retirée"
    CORRECTED = "corrected", "coordonnées corrigées"
    SMS_REFUSED = "sms_refused", "SMS refusés"


MOVES = frozenset({ChangeKind.MOVED, ChangeKind.RESIZED, ChangeKind.GIVEN})
"""The changes of hour, place or adviser that somebody chose, and may undo."""


class AppointmentChangeQuerySet(db.QuerySet["AppointmentChange"]):
    def in_order(self) -> Self:
        return self.order_by("at", "pk")

    def since(self, moment: datetime) -> Self:
        return self.filter(at__gte=moment)

    def with_names(self) -> Self:
        people = ("by", "from_adviser", "to_adviser", "from_co_adviser", "to_co_adviser")
        return self.select_related(*people, "from_venue", "to_venue", "from_room", "to_room")


class AppointmentChange(db.Model):
    """One line of the history of an appointment: written once with the change it tells, never changed after.

    `by` is None when the person did it herself with her secret link. `from_` and `to_` are where the appointment was and
    is; they are the same when it stayed. `revision` is the one the change made: the messages it sent carry it too.
    """

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="changes", verbose_name="rendez-vous")
    kind = models.CharField("nature", max_length=20, choices=ChangeKind)
    at = models.DateTimeField("changé le")
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="changé par, ou par la personne"
    )
    why = models.CharField("raison", max_length=LONGEST_WHY, blank=True)
    revision = models.PositiveIntegerField("révision")
    from_state = models.CharField("état d’avant", max_length=10, choices=State)
    to_state = models.CharField("nouvel état", max_length=10, choices=State)
    from_starts_at = models.DateTimeField("début d’avant")
    to_starts_at = models.DateTimeField("nouveau début")
    from_ends_at = models.DateTimeField("fin d’avant")
    to_ends_at = models.DateTimeField("nouvelle fin")
    from_venue = models.ForeignKey(Venue, models.PROTECT, related_name="+", verbose_name="lieu d’avant")
    to_venue = models.ForeignKey(Venue, models.PROTECT, related_name="+", verbose_name="nouveau lieu")
    from_room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="salle d’avant"
    )
    to_room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="nouvelle salle"
    )
    from_adviser = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="avec, avant")
    to_adviser = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="avec, depuis")
    from_co_adviser = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avec aussi, avant"
    )
    to_co_adviser = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avec aussi, depuis"
    )

    objects = AppointmentChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "changement de rendez-vous"
        verbose_name_plural = "changements de rendez-vous"
        indexes = [models.Index(fields=["appointment", "at"], name="appointment_change")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%d/%m/%Y %H:%M}"

    @property
    def from_minutes(self) -> int:
        return int((self.from_ends_at - self.from_starts_at).total_seconds() // 60)

    @property
    def to_minutes(self) -> int:
        return int((self.to_ends_at - self.to_starts_at).total_seconds() // 60)

    @property
    def local_from(self) -> datetime:
        """Where it was, on the clock of the venue it was at."""
        return self.from_starts_at.astimezone(self.from_venue.zone)

    @property
    def local_to(self) -> datetime:
        return self.to_starts_at.astimezone(self.to_venue.zone)
