"""Who receives when, and who is busy. One table says who is busy: `Commitment`."""

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.places.models import Room, Venue
from escale.scheduling.recurrence import Recurrence


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
    label = models.CharField("nom", max_length=80, blank=True)

    objects = db.QuerySet["Resource"].as_manager()

    class Meta:
        verbose_name = "ressource"
        constraints = [
            models.CheckConstraint(
                name="resource_is_what_its_kind_says",
                condition=Q(kind=ResourceKind.ADVISER, adviser__isnull=False, room=None)
                | Q(kind=ResourceKind.ROOM, adviser=None, room__isnull=False)
                | Q(kind=ResourceKind.EQUIPMENT, adviser=None, room=None),
            )
        ]

    def __str__(self) -> str:
        return self.label


class CommitmentKind(models.TextChoices):
    APPOINTMENT = "appointment", "rendez-vous"
    SESSION = "session", "séance"
    ABSENCE = "absence", "absence"
    EXTERNAL = "external", "autre agenda"


class CommitmentQuerySet(db.QuerySet["Commitment"]):
    def overlapping(self, start: datetime, end: datetime) -> Self:
        """Touching is not overlapping: intervals are half-open."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def of_resources(self, resource_ids: list[int]) -> Self:
        return self.filter(resource_id__in=resource_ids)


class Commitment(db.Model):
    """An interval, half-open, during which a resource is busy.

    `before` and `after` are the minutes kept free around it; `venue` is where it happens, for travel time.
    `exclusive` is False when somebody overbooked on purpose; PostgreSQL then leaves the row out of its constraint.
    """

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="commitments", verbose_name="ressource")
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    kind = models.CharField("nature", max_length=15, choices=CommitmentKind)
    exclusive = models.BooleanField("exclusif", default=True)
    overbooked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="surréservé par"
    )
    label = models.CharField("libellé", max_length=120, blank=True)
    venue = models.ForeignKey(Venue, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lieu")
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
        return Recurrence.from_text(self.rule, starts_on=self.starts_on)


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

    permanence = models.ForeignKey(Permanence, models.CASCADE, related_name="occurrences", verbose_name="permanence")
    adviser = models.ForeignKey(Resource, models.CASCADE, related_name="occurrences", verbose_name="qui reçoit")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="occurrences", verbose_name="lieu")
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="occurrences", verbose_name="salle"
    )
    original_on = models.DateField("date prévue par la règle")
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    changed_at = models.DateTimeField("changée à la main le", null=True, blank=True)
    canceled_at = models.DateTimeField("annulée le", null=True, blank=True)

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
            models.Index(fields=["permanence"], name="occurrence_changed", condition=Q(changed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.permanence_id} {self.original_on}"


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
