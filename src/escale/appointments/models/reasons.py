"""What an appointment is for, and its rules."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet
from escale.agenda.models import Permanence
from escale.places.models import VenueKind


class BookableBy(models.TextChoices):
    STAFF = "staff", "l’équipe seulement"
    PRESCRIBERS = "prescribers", "l’équipe et les prescripteurs"
    EVERYONE = "everyone", "tout le monde"


class ReasonQuerySet(OwnedQuerySet["Reason"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def offered_to_everyone(self) -> Self:
        """Reasons the public sees once the organization opens: offered online and carried by a permanence."""
        return (
            self.in_use()
            .filter(bookable_by=BookableBy.EVERYONE, offered_online=True, permanences__isnull=False)
            .distinct()
        )

    def open_to_public(self) -> Self:
        """Reasons anyone may book online: offered by an open organization and carried by a permanence."""
        return self.offered_to_everyone().filter(organization__online_booking_opened_at__isnull=False)

    def open_to_prescribers(self) -> Self:
        """Reasons a partner's professional may book from her page, whatever the public site shows of them."""
        may = self.in_use().filter(bookable_by__in=[BookableBy.PRESCRIBERS, BookableBy.EVERYONE])
        return may.filter(permanences__isnull=False).distinct()


class Reason(db.Model):
    """What an appointment is for, and its rules.

    Durations are minutes; `notice`, `cancel_until` and `move_until` are elapsed minutes, limit included;
    `horizon_days` ends with the whole last local day.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="reasons", verbose_name="structure")
    name = models.CharField("nom", max_length=60)
    public_sentence = models.CharField("phrase que le public lit", max_length=80, blank=True)
    description = models.CharField("ce qu’on peut faire ensemble", max_length=200, blank=True)
    bring = models.TextField("à apporter, une chose par ligne", max_length=300, blank=True)
    icon = models.CharField("dessin", max_length=30, default="life-buoy")
    kind = models.CharField("comment on se voit", max_length=10, choices=VenueKind, default=VenueKind.ON_SITE)
    duration = models.PositiveSmallIntegerField(
        "durée", default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    step = models.PositiveSmallIntegerField("une heure proposée toutes les", null=True, blank=True)
    before = models.PositiveSmallIntegerField("minutes gardées avant", default=0)
    after = models.PositiveSmallIntegerField("minutes gardées après", default=0)
    round_to = models.PositiveSmallIntegerField("arrondir le début à", null=True, blank=True)
    notice = models.PositiveIntegerField("délai avant de venir", default=30)
    horizon_days = models.PositiveSmallIntegerField("réservable jusqu’à (jours)", default=90)
    cancel_until = models.PositiveIntegerField("annulable jusqu’à", default=240)
    move_until = models.PositiveIntegerField("modifiable jusqu’à", default=1440)
    bookable_by = models.CharField("qui peut réserver", max_length=15, choices=BookableBy, default=BookableBy.STAFF)
    offered_online = models.BooleanField("proposé en ligne", default=False)
    discreet = models.BooleanField("message discret : ni le sujet ni le lieu", default=False)
    permanences = models.ManyToManyField(Permanence, related_name="reasons", blank=True, verbose_name="permanences")
    position = models.PositiveSmallIntegerField("ordre", default=0)
    archived_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        verbose_name = "motif"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=Q(archived_at=None),
                name="one_reason_name_per_organization",
                violation_error_message="Ce motif existe déjà.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sentence(self) -> str:
        return self.public_sentence or self.name

    @property
    def things_to_bring(self) -> list[str]:
        return [line.strip() for line in self.bring.splitlines() if line.strip()]
