"""The programme of a term: its dates, and what each of them holds."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.places.models import Room, Venue
from escale.questions.models import RecurringQuestion
from escale.workshops.models import Audience, Group, Level, Workshop


class Stage(models.TextChoices):
    """How far a programme is."""

    DRAFT = "draft", "à choisir"
    REVIEW = "review", "à relire"
    PUBLISHED = "published", "publié"


class ProgrammeQuerySet(OwnedQuerySet["Programme"]):
    def standing(self) -> Self:
        """Not thrown away."""
        return self.filter(archived_at=None)

    def published(self) -> Self:
        return self.standing().filter(stage=Stage.PUBLISHED)


class Programme(db.Model):
    """What an organization proposes over a term. Both days belong to it."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="programmes", verbose_name="structure")
    title = models.CharField("titre", max_length=80)
    slug = models.SlugField("adresse de la page", max_length=80, unique=True)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    stage = models.CharField("étape", max_length=10, choices=Stage, default=Stage.DRAFT)
    introduction = models.TextField("mot d’accueil", max_length=400, blank=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="repris de"
    )
    created_at = models.DateTimeField("créé le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="créé par"
    )
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    archived_at = models.DateTimeField("retiré le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, null=True, blank=True, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "programme"
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin vient après le début.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.stage == Stage.PUBLISHED


class ProgrammeSlotQuerySet(OwnedQuerySet["ProgrammeSlot"]):
    def by_date(self) -> Self:
        return self.order_by("on", "start", "pk")

    def with_everything_shown(self) -> Self:
        return self.select_related("programme", "venue", "room", "adviser", "question", "workshop", "group")


class ProgrammeSlot(db.Model):
    """One date of a programme: when, where, with whom; what is done there once it is chosen; its group once published.

    Hours are on the clock of the venue. A slot without `title` is free. A slot that is off says why (`off_because`).
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="slots", verbose_name="programme")
    on = models.DateField("jour")
    start = models.TimeField("de")
    end = models.TimeField("à")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="+", verbose_name="lieu")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="salle")
    adviser = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="animé par")
    title = models.CharField("thème", max_length=60, blank=True)
    question = models.ForeignKey(
        RecurringQuestion,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="slots",
        verbose_name="question récurrente",
    )
    workshop = models.ForeignKey(
        Workshop, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="atelier"
    )
    audience = models.CharField("pour", max_length=15, choices=Audience, default=Audience.EVERYONE)
    level = models.CharField("niveau", max_length=15, choices=Level, blank=True)
    seats = models.PositiveSmallIntegerField(
        "places", default=6, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    co_host = models.CharField("avec", max_length=80, blank=True)
    off_because = models.CharField("pas d’atelier parce que", max_length=120, blank=True)
    group = models.OneToOneField(
        Group, models.SET_NULL, null=True, blank=True, related_name="programme_slot", verbose_name="groupe"
    )

    objects = ProgrammeSlotQuerySet.as_manager()

    class Meta:
        verbose_name = "date d’un programme"
        verbose_name_plural = "dates d’un programme"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "on", "start", "adviser"],
                name="one_slot_per_hour_and_adviser",
                violation_error_message="Ce programme a déjà cette date à cette heure.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} {self.title}"

    @property
    def is_free(self) -> bool:
        """Nothing is chosen for it yet, and it isn't off."""
        return not self.title and not self.off_because
