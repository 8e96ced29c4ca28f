"""Other calendars: those an adviser lives by elsewhere, read as busy time; and the address where hers is read."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import User
from escale.agenda.models.resources import Commitment, Resource

LEASE = timedelta(minutes=5)
"""How long a worker may take to read a calendar before another takes its place."""


class CalendarKind(models.TextChoices):
    """How an external calendar is read."""

    ADDRESS = "address", "adresse d’agenda"
    FILE = "file", "fichier d’agenda"
    CALDAV = "caldav", "CalDAV"


class ReadingProblem(models.TextChoices):
    """Why a calendar could not be read: the end of a sentence that begins with since when."""

    UNREACHABLE = "unreachable", "l’adresse ne répond pas"
    FORBIDDEN = "forbidden", "cette adresse n’est pas permise"
    GONE = "gone", "il n’y a rien à cette adresse"
    PASSWORD = "password", "le mot de passe est refusé"
    REFUSED = "refused", "l’accès est refusé"
    BROKEN_DOWN = "broken_down", "le site de l’agenda est en panne"
    SLOW = "slow", "le site de l’agenda répond trop lentement"
    UNSAFE = "unsafe", "le certificat du site n’est pas valable"
    MOVED = "moved", "l’adresse a changé"
    TOO_BIG = "too_big", "l’agenda est trop gros"
    NOT_A_CALENDAR = "not_a_calendar", "ce n’est pas un agenda"
    SEALED = "sealed", "l’adresse enregistrée ne se lit plus"


class ExternalCalendarQuerySet(db.QuerySet["ExternalCalendar"]):
    def of_user(self, user: User) -> Self:
        return self.filter(resource__adviser=user)

    def due(self, *, now: datetime) -> Self:
        return self.filter(paused_at=None, next_read_at__lte=now)


class ExternalCalendar(db.Model):
    """A calendar kept elsewhere by an adviser: its events make her busy here.

    `sealed` holds its address, user, password or content, readable with the instance's key alone. `next_read_at` says
    when it is due; what was read last stays when a reading fails, and `problem` says why.
    """

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="external_calendars", verbose_name="agenda de qui"
    )
    name = models.CharField("nom", max_length=60)
    kind = models.CharField("nature", max_length=10, choices=CalendarKind)
    sealed = models.TextField("adresse et mot de passe scellés", editable=False)
    keeps_titles = models.BooleanField("garder les titres", default=False)
    created_at = models.DateTimeField("ajouté le")
    paused_at = models.DateTimeField("mis en pause le", null=True, blank=True)
    next_read_at = models.DateTimeField("prochaine lecture")
    read_started_at = models.DateTimeField("lecture commencée le", null=True, blank=True)
    last_read_at = models.DateTimeField("dernière lecture", null=True, blank=True)
    whole_read_at = models.DateTimeField("dernière lecture entière", null=True, blank=True)
    etag = models.CharField("version (ETag)", max_length=255, blank=True)
    last_modified = models.CharField("version (Last-Modified)", max_length=64, blank=True)
    event_count = models.PositiveIntegerField("événements lus", default=0)
    left_out = models.PositiveIntegerField("événements illisibles", default=0)
    problem = models.CharField("problème", max_length=20, choices=ReadingProblem, blank=True)
    failing_since = models.DateTimeField("en échec depuis", null=True, blank=True)
    failures = models.PositiveSmallIntegerField("échecs de suite", default=0)

    objects = ExternalCalendarQuerySet.as_manager()

    class Meta:
        verbose_name = "autre agenda"
        verbose_name_plural = "autres agendas"
        constraints = [
            models.CheckConstraint(
                name="failing_calendar_says_why",
                condition=Q(problem="", failing_since=None) | (~Q(problem="") & Q(failing_since__isnull=False)),
            )
        ]
        indexes = [models.Index(fields=["next_read_at"], name="calendar_due", condition=Q(paused_at=None))]

    def __str__(self) -> str:
        return self.name

    def is_being_read(self, *, now: datetime) -> bool:
        """Asked for and not read yet, or in the hands of a worker."""
        if self.paused_at is not None:
            return False
        return self.next_read_at <= now or self.next_read_at == self.leased_until

    @property
    def leased_until(self) -> datetime | None:
        """Until when the worker that began the last reading has it for itself."""
        return self.read_started_at + LEASE if self.read_started_at else None


class ExternalEvent(db.Model):
    """One event of an external calendar, over the days that are read. Its commitment makes the adviser busy.

    `key` is the fingerprint of its UID and of which occurrence it is: the same at every reading.
    """

    calendar = models.ForeignKey(ExternalCalendar, models.CASCADE, related_name="events", verbose_name="autre agenda")
    commitment = models.OneToOneField(
        Commitment, models.CASCADE, related_name="external_event", verbose_name="occupation"
    )
    key = models.CharField("empreinte", max_length=64)
    title = models.CharField("titre", max_length=120, blank=True)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    all_day = models.BooleanField("journée entière", default=False)
    noted_at = models.DateTimeField("lu à cette heure depuis le")

    objects = db.QuerySet["ExternalEvent"].as_manager()

    class Meta:
        verbose_name = "événement d’un autre agenda"
        verbose_name_plural = "événements d’un autre agenda"
        constraints = [
            models.UniqueConstraint(fields=["calendar", "key"], name="one_event_per_key"),
            models.CheckConstraint(name="external_event_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.calendar_id} {self.starts_at:%d/%m %H:%M}"


class CalendarFeed(db.Model):
    """The one secret address where an adviser's agenda is read by her telephone. Only its fingerprint is stored."""

    resource = models.OneToOneField(Resource, models.CASCADE, related_name="feed", verbose_name="agenda de qui")
    nonce = models.UUIDField("graine de l’adresse secrète", default=uuid.uuid4, editable=False)
    secret_hash = models.CharField("empreinte de l’adresse secrète", max_length=64, unique=True, editable=False)
    with_names = models.BooleanField("avec les prénoms", default=False)
    with_permanences = models.BooleanField("avec les permanences", default=False)
    created_at = models.DateTimeField("ouverte le")
    last_read_at = models.DateTimeField("dernière lecture", null=True, blank=True)

    objects = db.QuerySet["CalendarFeed"].as_manager()

    class Meta:
        verbose_name = "adresse d’agenda"
        verbose_name_plural = "adresses d’agenda"

    def __str__(self) -> str:
        return f"{self.resource_id}"
