"""People who want to learn, all year long, and the groups one is about to form with them."""

import uuid
from datetime import date, datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.people.models import Acquisition, Beneficiary
from escale.places.models import Room, Venue
from escale.workshops.models.catalogue import Level, Workshop
from escale.workshops.models.groups import Group

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat")
HALF_DAYS = ("morning", "afternoon", "evening")
AVAILABILITY = tuple(f"{weekday}-{half}" for weekday in WEEKDAYS for half in HALF_DAYS)
"""The codes of `Interest.availability`: "tue-morning"."""


class Device(models.TextChoices):
    """What the person wants to learn on."""

    COMPUTER = "computer", "sur un ordinateur"
    PHONE = "phone", "sur un téléphone ou une tablette"
    ANY = "any", "peu importe"


class RoomNeed(models.TextChoices):
    """What the room must offer her. Never why: no health here."""

    STEP_FREE = "step_free", "un accès sans marche"
    NEAR_SCREEN = "near_screen", "une place près de l’écran"
    NEAR_ADVISER = "near_adviser", "une place près de la personne qui anime"
    BIG_LETTERS = "big_letters", "de gros caractères"
    QUIET = "quiet", "un coin calme"
    TRANSPORT = "transport", "de l’aide pour venir"


class InterestSource(models.TextChoices):
    ONLINE = "online", "en ligne"
    STAFF = "staff", "par l’équipe"
    PHONE = "phone", "au téléphone"
    PAPER = "paper", "sur papier"
    IMPORT = "import", "par une liste"
    PARTNER = "partner", "par un partenaire"


class InterestEnd(models.TextChoices):
    """Why somebody is no longer on the list."""

    JOINED = "joined", "a rejoint un groupe"
    LEFT = "left", "ne veut plus"
    REMOVED = "removed", "retirée par l’équipe"


class InterestQuerySet(OwnedQuerySet["Interest"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def to_place(self, *, on: date) -> Self:
        """Those a group is looked for that day: still interested, not put off to a later term."""
        return self.open().filter(Q(postponed_until=None) | Q(postponed_until__lte=on))

    def put_off(self, *, on: date) -> Self:
        """Those still interested, for whom a group is looked for later."""
        return self.open().filter(postponed_until__gt=on)

    def close(self, why: InterestEnd, *, now: datetime) -> int:
        """Take those still on the list off it, and out of the groups proposed; give how many."""
        return self.open().update(closed_at=now, why_closed=why, draft=None)

    def oldest_first(self) -> Self:
        return self.order_by("created_at", "pk")


class DraftGroupQuerySet(OwnedQuerySet["DraftGroup"]):
    def pending(self) -> Self:
        """Those whose cycle isn't created yet."""
        return self.filter(group=None)

    def with_everything_shown(self) -> Self:
        return self.select_related("organization", "workshop", "venue", "room", "adviser")


class DraftGroup(db.Model):
    """A group proposed by the group builder and adjusted by hand, until its cycle is created."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="draft_groups", verbose_name="structure"
    )
    title = models.CharField("titre", max_length=60)
    workshop = models.ForeignKey(
        Workshop, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="atelier"
    )
    level = models.CharField("niveau", max_length=15, choices=Level, blank=True)
    weekday = models.PositiveSmallIntegerField("jour de la semaine", validators=[MaxValueValidator(6)])
    start_time = models.TimeField("de")
    end_time = models.TimeField("à")
    starts_on = models.DateField("première séance le")
    count = models.PositiveSmallIntegerField("séances", default=10, validators=[MinValueValidator(1)])
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="+", verbose_name="lieu")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="salle")
    adviser = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="animé par")
    seats = models.PositiveSmallIntegerField("places", default=6, validators=[MinValueValidator(1)])
    named_by_hand = models.BooleanField("titre et niveau choisis par l’équipe", default=False)
    created_at = models.DateTimeField("proposé le")
    group = models.OneToOneField(
        Group, models.SET_NULL, null=True, blank=True, related_name="draft", verbose_name="groupe créé"
    )

    objects = DraftGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "groupe proposé"

    def __str__(self) -> str:
        return self.title


class Interest(db.Model):
    """Somebody who wants to learn: when she can come, how far she is, what for, what the room must offer."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="interests", verbose_name="structure")
    person = models.ForeignKey(
        Beneficiary, models.SET_NULL, null=True, blank=True, related_name="interests", verbose_name="personne"
    )
    first_name = models.CharField("prénom", max_length=60)
    last_name = models.CharField("nom", max_length=60, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    level = models.CharField("niveau", max_length=15, choices=Level, blank=True)
    answers = models.JSONField("réponses au positionnement", default=dict, blank=True)
    positioned_at = models.DateTimeField("positionnement fait le", null=True, blank=True)
    wants_basics = models.BooleanField("préfère reprendre du début", default=False)
    device = models.CharField("veut apprendre", max_length=10, choices=Device, default=Device.ANY)
    availability = models.JSONField("demi-journées libres", default=list, blank=True)
    venue = models.ForeignKey(
        Venue, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lieu préféré"
    )
    commune = models.CharField("commune (code INSEE)", max_length=5, blank=True)
    goals = models.CharField("ce qu’elle veut savoir faire", max_length=200, blank=True)
    room_needs = models.JSONField("ce qu’il lui faut dans la salle", default=list, blank=True)
    note = models.CharField("à savoir pour le groupe", max_length=120, blank=True)
    source = models.CharField("demandé", max_length=10, choices=InterestSource)
    acquisition = models.CharField("nous a connus par", max_length=20, choices=Acquisition, blank=True)
    created_at = models.DateTimeField("demandé le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="noté par"
    )
    draft = models.ForeignKey(
        DraftGroup, models.SET_NULL, null=True, blank=True, related_name="interests", verbose_name="groupe proposé"
    )
    placed_by_hand = models.BooleanField("placé par l’équipe, et non par la proposition", default=False)
    postponed_until = models.DateField("remis au", null=True, blank=True)
    closed_at = models.DateTimeField("sorti de la liste le", null=True, blank=True)
    why_closed = models.CharField("pourquoi", max_length=10, choices=InterestEnd, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)
    batch = models.UUIDField("liste importée", null=True, blank=True, db_index=True, editable=False)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d’apprendre"
        verbose_name_plural = "demandes d’apprendre"
        indexes = [
            models.Index(fields=["organization", "created_at"], name="interest_open", condition=Q(closed_at=None)),
            models.Index(fields=["phone"], name="interest_phone"),
        ]

    def __str__(self) -> str:
        return self.short_name

    def is_put_off(self, *, on: date) -> bool:
        return self.postponed_until is not None and self.postponed_until > on

    @property
    def short_name(self) -> str:
        return f"{self.first_name} {self.last_name[:1]}." if self.last_name else self.first_name
