"""What can be busy, and when it is: the one table `Commitment`."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import User
from escale.agenda.models.equipment import Equipment
from escale.places.models import Room, Venue


class ResourceKind(models.TextChoices):
    ADVISER = "adviser", "personne qui reçoit"
    ROOM = "room", "salle"
    EQUIPMENT = "equipment", "matériel"


class Resource(db.Model):
    """What can be busy: an adviser (one row for all her organizations), a room, a piece of equipment."""

    kind = models.CharField("nature", max_length=10, choices=ResourceKind)
    adviser = models.OneToOneField(
        User, models.CASCADE, null=True, blank=True, related_name="resource", verbose_name="personne qui reçoit"
    )
    room = models.OneToOneField(
        Room, models.CASCADE, null=True, blank=True, related_name="resource", verbose_name="salle"
    )
    equipment = models.OneToOneField(
        Equipment, models.CASCADE, null=True, blank=True, related_name="resource", verbose_name="matériel"
    )
    label = models.CharField("nom", max_length=80, blank=True)

    objects = db.QuerySet["Resource"].as_manager()

    class Meta:
        verbose_name = "ressource"
        constraints = [
            models.CheckConstraint(
                name="resource_is_what_its_kind_says",
                condition=Q(kind=ResourceKind.ADVISER, adviser__isnull=False, room=None, equipment=None)
                | Q(kind=ResourceKind.ROOM, adviser=None, room__isnull=False, equipment=None)
                | Q(kind=ResourceKind.EQUIPMENT, adviser=None, room=None, equipment__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.label


class CommitmentKind(models.TextChoices):
    APPOINTMENT = "appointment", "rendez-vous"
    SESSION = "session", "séance"
    ABSENCE = "absence", "absence"
    EXTERNAL = "external", "autre agenda"
    OFFER = "offer", "heure proposée"
    LOAN = "loan", "prêt"


class CommitmentQuerySet(db.QuerySet["Commitment"]):
    def overlapping(self, start: datetime, end: datetime) -> Self:
        """Touching is not overlapping: intervals are half-open."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def of_resources(self, resource_ids: list[int]) -> Self:
        return self.filter(resource_id__in=resource_ids)


class Commitment(db.Model):
    """An interval, half-open, during which a resource is busy.

    `before` and `after` are the minutes kept free around it; `venue` is where it happens, for travel time, and `commune`
    (INSEE code) where a visit leads from there, when that is known and another.
    `exclusive` is False when somebody overbooked on purpose; PostgreSQL then leaves the row out of its constraint.
    """

    resource = models.ForeignKey(
        # With an index of its own PostgreSQL read all the past of somebody, rather than what the other index bounds.
        Resource,
        models.CASCADE,
        related_name="commitments",
        verbose_name="ressource",
        db_index=False,
    )
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    kind = models.CharField("nature", max_length=15, choices=CommitmentKind)
    exclusive = models.BooleanField("exclusif", default=True)
    overbooked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="surréservé par"
    )
    label = models.CharField("libellé", max_length=120, blank=True)
    venue = models.ForeignKey(Venue, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lieu")
    commune = models.CharField("commune de la visite (code INSEE)", max_length=5, blank=True)
    before = models.PositiveSmallIntegerField("minutes gardées avant", default=0)
    after = models.PositiveSmallIntegerField("minutes gardées après", default=0)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "occupation"
        constraints = [
            models.CheckConstraint(name="commitment_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at")))
        ]
        # The end comes first: what is asked about is to come, and most of an agenda is behind.
        indexes = [models.Index(fields=["resource", "ends_at", "starts_at"], name="commitment_range")]

    def __str__(self) -> str:
        return f"{self.label or self.get_kind_display()} {self.starts_at:%d/%m %H:%M}"
