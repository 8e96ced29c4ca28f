"""Structures, what belongs to them, and the networks they are read in."""

from datetime import time
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from escale import db
from escale.accounts.models.users import User

SMS_EARLIEST, SMS_LATEST = time(8), time(20)
"""The widest hours in which a message that can wait may ring; an organization may narrow them."""


class OrganizationQuerySet(db.QuerySet["Organization"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(memberships__user=user, memberships__ended_at=None).distinct()

    def open_to_public(self) -> Self:
        """Organizations whose adviser has opened online booking."""
        return self.filter(online_booking_opened_at__isnull=False)


class Organization(db.Model):
    """A structure that employs advisers and owns its data."""

    name = models.CharField("nom", max_length=80)
    slug = models.SlugField("adresse de la page", max_length=60, unique=True)
    commune_name = models.CharField("commune", max_length=80, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    phone_hours = models.CharField("heures du téléphone", max_length=80, blank=True)
    email = models.EmailField("adresse mail", blank=True)
    website = models.URLField("site", blank=True)
    presentation = models.TextField("présentation", max_length=600, blank=True)
    sms_sender = models.CharField("expéditeur des SMS", max_length=11, blank=True)
    sms_per_day = models.PositiveIntegerField("SMS par jour au plus", default=200)
    same_morning_reminder = models.BooleanField("rappel le matin même", default=False)
    no_show_message = models.BooleanField("message après une absence", default=False)
    no_show_note_after = models.PositiveSmallIntegerField(
        "absences avant de le signaler", default=2, validators=[MaxValueValidator(20)]
    )
    sms_from = models.TimeField("messages à partir de", default=SMS_EARLIEST)
    sms_until = models.TimeField("messages jusqu’à", default=SMS_LATEST)
    offer_minutes = models.PositiveSmallIntegerField(
        "minutes pour répondre à une heure proposée",
        default=120,
        validators=[MinValueValidator(15), MaxValueValidator(2880)],
    )
    waiting_new_first = models.BooleanField("liste d’attente : d’abord les personnes jamais reçues", default=False)
    keeps_people_months = models.PositiveSmallIntegerField(
        "mois de conservation des fiches", default=12, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    online_booking_opened_at = models.DateTimeField("réservation en ligne ouverte le", null=True, blank=True)
    set_up_at = models.DateTimeField("premiers réglages finis le", null=True, blank=True)
    created_at = models.DateTimeField("créée le", default=timezone.now)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "structure"
        constraints = [
            models.CheckConstraint(
                name="messages_ring_by_day",
                condition=Q(sms_from__gte=SMS_EARLIEST, sms_until__lte=SMS_LATEST, sms_until__gt=F("sms_from")),
                violation_error_message="Les messages partent entre 8 h et 20 h.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open_online(self) -> bool:
        return self.online_booking_opened_at is not None


class OwnedQuerySet[M: models.Model](db.QuerySet[M]):
    """Rows that belong to an organization: those of another one don't exist for its members."""

    def visible_to(self, user: User) -> Self:
        return self.filter(organization__in=Organization.objects.visible_to(user))

    def of_organization(self, organization: Organization) -> Self:
        return self.filter(organization=organization)


class NetworkQuerySet(db.QuerySet["Network"]):
    def coordinated_by(self, user: User) -> Self:
        return self.filter(coordinators=user)


class Network(db.Model):
    """Organizations whose figures are read together by those who coordinate them; each keeps its people and its data."""

    name = models.CharField("nom", max_length=80)
    slug = models.SlugField("adresse de la page", max_length=60, unique=True)
    organizations = models.ManyToManyField(Organization, related_name="networks", blank=True, verbose_name="structures")
    coordinators = models.ManyToManyField(User, related_name="networks", blank=True, verbose_name="coordination")
    created_at = models.DateTimeField("créé le", default=timezone.now)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = "réseau"

    def __str__(self) -> str:
        return self.name
