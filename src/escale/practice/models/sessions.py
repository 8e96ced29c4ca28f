"""Sessions in which advisers talk over their practice, and who comes."""

import uuid
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q

from escale import db
from escale.accounts.models import Organization, User
from escale.agenda.models import Absence
from escale.community.models import Circle
from escale.places.models import is_time_zone

USUAL_SEATS, FEWEST_SEATS, MOST_SEATS = 8, 2, 20


class PracticeSessionQuerySet(db.QuerySet["PracticeSession"]):
    def visible_to(self, user: User) -> Self:
        """Those of her circles."""
        return self.filter(circle__in=Circle.objects.visible_to(user).order_by().values("pk"))

    def standing(self) -> Self:
        return self.filter(canceled_at=None)

    def upcoming(self, *, now: datetime) -> Self:
        return self.standing().filter(ends_at__gt=now)

    def with_counts(self) -> Self:
        """With the seats that are taken (`taken`), and who waits (`waiting`)."""
        return self.annotate(
            taken=Count("places", filter=Q(places__state=SeatState.TAKEN)),
            waiting=Count("places", filter=Q(places__state=SeatState.WAITING)),
        )

    def with_a_seat_left(self) -> Self:
        """With the same counts, those that are not full."""
        return self.with_counts().alias(seats_taken=F("taken")).filter(seats_taken__lt=F("seats"))


class PracticeSession(db.Model):
    """An analysis of practice: an hour, somebody who leads the talk, few seats, and rules one agrees to.

    `organization` is that of `opened_by`, who looks after it. The clock is `time_zone`'s; the interval is half-open.
    """

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="practice_sessions", verbose_name="cercle")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    opened_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="proposée par")
    theme = models.CharField("de quoi on parle", max_length=120)
    facilitator = models.CharField("animée par", max_length=80)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    time_zone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris", validators=[is_time_zone])
    place = models.CharField("lieu", max_length=160, blank=True)
    video_link = models.URLField("lien de la visio", max_length=300, blank=True)
    seats = models.PositiveSmallIntegerField(
        "places",
        default=USUAL_SEATS,
        validators=[MinValueValidator(FEWEST_SEATS), MaxValueValidator(MOST_SEATS)],
    )
    rules = models.TextField("règles", max_length=1000)
    created_at = models.DateTimeField("proposée le")
    canceled_at = models.DateTimeField("annulée le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = PracticeSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "séance d’analyse de la pratique"
        verbose_name_plural = "séances d’analyse de la pratique"
        constraints = [
            models.CheckConstraint(
                name="practice_session_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="La fin vient après le début.",
            ),
            models.CheckConstraint(
                name="practice_session_is_somewhere",
                condition=~Q(place="") | ~Q(video_link=""),
                violation_error_message="Dites où : un lieu, ou le lien de la visio.",
            ),
        ]

    def __str__(self) -> str:
        return self.theme

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(self.zone)

    @property
    def is_online(self) -> bool:
        """By video alone: nobody has to travel."""
        return not self.place


class SeatState(models.TextChoices):
    TAKEN = "taken", "a une place"
    WAITING = "waiting", "attend une place"
    GIVEN_BACK = "given_back", "a rendu sa place"


class PracticeSeatQuerySet(db.QuerySet["PracticeSeat"]):
    def live(self) -> Self:
        """Those who come, and those who wait."""
        return self.filter(state__in=[SeatState.TAKEN, SeatState.WAITING])

    def taken(self) -> Self:
        return self.filter(state=SeatState.TAKEN)

    def waiting(self) -> Self:
        return self.filter(state=SeatState.WAITING)


class PracticeSeat(db.Model):
    """Somebody who comes to a session, waits for a seat, or gave hers back; one row each, whatever she changes her mind.

    `asked_at` gives the order of those who wait. `absence` keeps the hour in her agenda. `revision` grows each time there is
    something else to tell her.
    """

    session = models.ForeignKey(PracticeSession, models.CASCADE, related_name="places", verbose_name="séance")
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="qui")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    state = models.CharField("état", max_length=12, choices=SeatState)
    asked_at = models.DateTimeField("demandée le")
    agreed_at = models.DateTimeField("règles acceptées le")
    absence = models.ForeignKey(
        Absence, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="heure gardée dans l’agenda"
    )
    revision = models.PositiveSmallIntegerField("révision", default=0)

    objects = PracticeSeatQuerySet.as_manager()

    class Meta:
        verbose_name = "place d’une séance d’analyse"
        verbose_name_plural = "places des séances d’analyse"
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="one_seat_each_in_a_practice_session")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.user_id}"
