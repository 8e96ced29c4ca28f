"""Sessions: a group at a date, with what it keeps busy."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.agenda.models import Commitment, Equipment
from escale.places.models import Room, Venue
from escale.workshops.models.groups import Group


class Mode(models.TextChoices):
    """Where people follow it from."""

    ON_SITE = "on_site", "sur place"
    ONLINE = "online", "à distance"
    MIXED = "mixed", "sur place ou à distance"


class SessionQuerySet(OwnedQuerySet["Session"]):
    def standing(self) -> Self:
        """Not called off."""
        return self.filter(canceled_at=None)

    def upcoming(self, *, now: datetime) -> Self:
        return self.standing().filter(starts_at__gt=now)

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def published(self) -> Self:
        """Those anyone reads on the public site."""
        return self.standing().filter(group__in=Group.objects.published())

    def led_by(self, user: User) -> Self:
        """Those she leads, alone or with others."""
        return self.filter(Q(adviser=user) | Q(co_advisers=user)).distinct()

    def without_roll(self, *, before: datetime) -> Self:
        """Over before that instant, and nobody has called the roll."""
        return self.standing().filter(ends_at__lte=before, roll_called_at=None)

    def with_everything_shown(self) -> Self:
        return self.select_related(
            "organization", "group__workshop", "group__cycle", "group__organization", "venue", "room", "adviser"
        )

    def by_date(self) -> Self:
        return self.order_by("starts_at", "pk")


class Session(db.Model):
    """A group at a date. `number` counts those that stand within a cycle, from 1; a called-off one keeps none."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="sessions", verbose_name="structure")
    group = models.ForeignKey(Group, models.CASCADE, related_name="sessions", verbose_name="groupe")
    number = models.PositiveSmallIntegerField("numéro", null=True, blank=True)
    subject = models.CharField("ce qu’on y fait", max_length=120, blank=True)
    preparation = models.CharField("à préparer", max_length=200, blank=True)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    # It comes first in an index below.
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="sessions", verbose_name="lieu", db_index=False)
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name="salle"
    )
    adviser = models.ForeignKey(User, models.PROTECT, related_name="sessions", verbose_name="animé par")
    co_advisers = models.ManyToManyField(User, related_name="shared_sessions", blank=True, verbose_name="avec aussi")
    equipment = models.ManyToManyField(Equipment, related_name="sessions", blank=True, verbose_name="matériel")
    mode = models.CharField("comment on y vient", max_length=10, choices=Mode, default=Mode.ON_SITE)
    video_link = models.URLField("lien de la visio", blank=True)
    replay_link = models.URLField("adresse pour la revoir", max_length=500, blank=True)
    revision = models.PositiveIntegerField("révision", default=0)
    created_at = models.DateTimeField("créée le")
    moved_from = models.DateTimeField("était le", null=True, blank=True)
    canceled_at = models.DateTimeField("annulée le", null=True, blank=True)
    canceled_why = models.CharField("pourquoi elle est annulée", max_length=160, blank=True)
    reminded_at = models.DateTimeField("rappels écrits le", null=True, blank=True)
    roll_called_at = models.DateTimeField("appel fait le", null=True, blank=True)
    roll_called_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="appel fait par"
    )
    unnamed = models.PositiveSmallIntegerField("personnes venues sans donner leur nom", default=0)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "séance"
        constraints = [
            models.CheckConstraint(name="session_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
        ]
        indexes = [
            models.Index(fields=["organization", "starts_at"], name="session_organization"),
            models.Index(fields=["starts_at"], name="session_start"),
            models.Index(fields=["adviser", "starts_at"], name="session_adviser"),
            models.Index(fields=["venue", "starts_at"], name="session_venue"),
            models.Index(
                fields=["starts_at"], name="session_online", condition=Q(mode=Mode.ONLINE, canceled_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.starts_at:%d/%m/%Y %H:%M}"

    @property
    def local_start(self) -> datetime:
        """The start, in the venue's zone: what every surface shows."""
        return self.starts_at.astimezone(self.venue.zone)

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(self.venue.zone)

    @property
    def is_followed_online(self) -> bool:
        """Whether one may follow it from home."""
        return self.mode != Mode.ON_SITE

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class SessionHold(db.Model):
    """One commitment of a session: its adviser, another one, its room, a piece of equipment."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="holds", verbose_name="séance")
    commitment = models.OneToOneField(
        Commitment, models.CASCADE, related_name="session_hold", verbose_name="occupation"
    )

    objects = db.QuerySet["SessionHold"].as_manager()

    class Meta:
        verbose_name = "occupation d’une séance"

    def __str__(self) -> str:
        return f"{self.session_id} {self.commitment_id}"


class Mark(models.TextChoices):
    """What the roll says of somebody."""

    PRESENT = "present", "là"
    LATE = "late", "retard"
    LEFT_EARLY = "left_early", "parti avant la fin"
    ABSENT = "absent", "absence"
    EXCUSED = "excused", "prévenu"


CAME = frozenset({Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY})


class Attendance(db.Model):
    """What became of one person at one session. `enrollment` is empty for somebody who came without being enrolled."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances", verbose_name="séance")
    person = models.ForeignKey(
        "people.Beneficiary", models.PROTECT, related_name="attendances", verbose_name="personne"
    )
    enrollment = models.ForeignKey(
        "workshops.Enrollment",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name="inscription",
    )
    mark = models.CharField("présence", max_length=10, choices=Mark)
    submission = models.UUIDField("clé du formulaire", default=uuid.uuid4, unique=True, editable=False)
    noted_at = models.DateTimeField("noté le")
    noted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="noté par"
    )

    objects = db.QuerySet["Attendance"].as_manager()

    class Meta:
        verbose_name = "présence"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                name="one_attendance_per_session",
                violation_error_message="Cette personne est déjà dans l’appel.",
            )
        ]
        indexes = [models.Index(fields=["person", "session"], name="attendance_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.get_mark_display()}"


class CatchUp(db.Model):
    """A missed session caught up in another group: the person is expected there that day, and takes a seat."""

    enrollment = models.ForeignKey(
        "workshops.Enrollment", models.CASCADE, related_name="catch_ups", verbose_name="inscription"
    )
    missed = models.ForeignKey(Session, models.CASCADE, related_name="+", verbose_name="séance manquée")
    session = models.ForeignKey(Session, models.CASCADE, related_name="catch_ups", verbose_name="séance rattrapée")
    created_at = models.DateTimeField("noté le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="noté par"
    )

    objects = db.QuerySet["CatchUp"].as_manager()

    class Meta:
        verbose_name = "rattrapage"
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "missed"], name="one_catch_up_per_missed_session"),
            models.UniqueConstraint(fields=["enrollment", "session"], name="one_catch_up_per_session"),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.session_id}"
