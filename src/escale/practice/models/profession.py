"""The agenda of the profession: webinars, national days, meetings, shared in a circle."""

import uuid
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import Organization, User
from escale.agenda.models import Absence
from escale.community.models import Circle
from escale.places.models import is_time_zone


class ProfessionEventQuerySet(db.QuerySet["ProfessionEvent"]):
    def visible_to(self, user: User) -> Self:
        """Those of her circles."""
        return self.filter(circle__in=Circle.objects.visible_to(user).order_by().values("pk"))

    def upcoming(self, *, now: datetime) -> Self:
        """Not over, and not taken away."""
        return self.filter(withdrawn_at=None, ends_at__gt=now)


class ProfessionEvent(db.Model):
    """Half-open instants; with `whole_days`, from the first instant of the first day to the end of the last."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="+", verbose_name="cercle")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    added_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="ajouté par")
    title = models.CharField("titre", max_length=120)
    sentence = models.CharField("en une phrase", max_length=300, blank=True)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    whole_days = models.BooleanField("journée entière", default=False)
    time_zone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris", validators=[is_time_zone])
    place = models.CharField("lieu", max_length=160, blank=True)
    url = models.URLField("page ou lien", max_length=300, blank=True)
    created_at = models.DateTimeField("ajouté le")
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False, default=uuid.uuid4)

    objects = ProfessionEventQuerySet.as_manager()

    class Meta:
        verbose_name = "rendez-vous de la profession"
        verbose_name_plural = "rendez-vous de la profession"
        constraints = [
            models.CheckConstraint(
                name="profession_event_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="La fin vient après le début.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class ProfessionPlan(db.Model):
    """A member put an event in her own agenda: `absence` keeps the hour."""

    event = models.ForeignKey(ProfessionEvent, models.CASCADE, related_name="plans", verbose_name="rendez-vous")
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="qui")
    absence = models.ForeignKey(
        Absence, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="heure gardée dans l’agenda"
    )
    created_at = models.DateTimeField("ajouté le")

    objects = db.QuerySet["ProfessionPlan"].as_manager()

    class Meta:
        verbose_name = "rendez-vous de la profession dans un agenda"
        verbose_name_plural = "rendez-vous de la profession dans des agendas"
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="planned_once_each")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.user_id}"


class ProfessionFeed(db.Model):
    """The secret address where a member's calendar reads the agenda of the profession; only its hash is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="+", verbose_name="de qui")
    nonce = models.UUIDField("graine du secret", default=uuid.uuid4, editable=False)
    secret_hash = models.CharField("empreinte du secret", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("ouverte le")

    objects = db.QuerySet["ProfessionFeed"].as_manager()

    class Meta:
        verbose_name = "adresse de l’agenda de la profession"
        verbose_name_plural = "adresses de l’agenda de la profession"

    def __str__(self) -> str:
        return f"{self.user_id}"
