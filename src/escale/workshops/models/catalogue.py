"""The catalogue: workshops that can be scheduled again and again, with their step-by-step plan."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet
from escale.topics import Pillar, Topic


class Level(models.TextChoices):
    """How far the person already is; what she reads is on the right."""

    BEGINNER = "beginner", "découvre"
    INTERMEDIATE = "intermediate", "se débrouille"
    ADVANCED = "advanced", "autonome"


class Audience(models.TextChoices):
    """Whom a workshop is made for."""

    EVERYONE = "everyone", "tout le monde"
    SENIORS = "seniors", "les seniors"
    YOUNG = "young", "les 15-25 ans"
    PARENTS = "parents", "les parents"
    JOB_SEEKERS = "job_seekers", "les personnes en recherche d’emploi"
    NEWCOMERS = "newcomers", "les personnes qui apprennent le français"


class WorkshopQuerySet(OwnedQuerySet["Workshop"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def by_title(self) -> Self:
        return self.order_by("title", "pk")


class Workshop(db.Model):
    """A subject that can be scheduled: what one learns, for whom, how it goes. Texts of several lines hold one thing a line."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="workshops", verbose_name="structure")
    title = models.CharField("titre", max_length=60)
    promise = models.CharField("à la fin, vous…", max_length=160, blank=True)
    learns = models.TextField("ce que vous saurez faire, une chose par ligne", max_length=600, blank=True)
    level = models.CharField("niveau", max_length=15, choices=Level, blank=True)
    audience = models.CharField("pour", max_length=15, choices=Audience, default=Audience.EVERYONE)
    prerequisites = models.TextField("il faut déjà savoir, une chose par ligne", max_length=400, blank=True)
    bring = models.TextField("à apporter, une chose par ligne", max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(
        "durée", default=120, validators=[MinValueValidator(15), MaxValueValidator(480)]
    )
    seats = models.PositiveSmallIntegerField(
        "places", default=6, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    pillar = models.CharField("mission", max_length=15, choices=Pillar, blank=True)
    poster_sentence = models.CharField("phrase de l’affiche", max_length=120, blank=True)
    sheets = models.TextField("fiches liées, une adresse par ligne", max_length=600, blank=True)
    icon = models.CharField("dessin", max_length=30, default="graduation-cap")
    starter = models.SlugField("fiche d’origine", max_length=40, blank=True, editable=False)
    created_at = models.DateTimeField("ajouté le")
    archived_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = "atelier"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "title"],
                condition=Q(archived_at=None),
                name="one_workshop_title_per_organization",
                violation_error_message="Un atelier porte déjà ce titre.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def things_learnt(self) -> list[str]:
        return _lines(self.learns)

    @property
    def needed_before(self) -> list[str]:
        return _lines(self.prerequisites)

    @property
    def things_to_bring(self) -> list[str]:
        return _lines(self.bring)

    @property
    def sheet_addresses(self) -> list[str]:
        return _lines(self.sheets)


class WorkshopTopic(db.Model):
    """One subject of a workshop, in the national vocabulary."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="topics", verbose_name="atelier")
    topic = models.CharField("thématique", max_length=40, choices=Topic)

    objects = db.QuerySet["WorkshopTopic"].as_manager()

    class Meta:
        verbose_name = "thématique d’un atelier"
        constraints = [models.UniqueConstraint(fields=["workshop", "topic"], name="one_topic_once_per_workshop")]

    def __str__(self) -> str:
        return self.get_topic_display()


class WorkshopStep(db.Model):
    """One step of the plan: how long, what happens, what is needed."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="steps", verbose_name="atelier")
    position = models.PositiveSmallIntegerField("ordre")
    minutes = models.PositiveSmallIntegerField("minutes", validators=[MinValueValidator(1), MaxValueValidator(480)])
    title = models.CharField("ce qu’on fait", max_length=160)
    materials = models.CharField("ce qu’il faut", max_length=160, blank=True)

    objects = db.QuerySet["WorkshopStep"].as_manager()

    class Meta:
        verbose_name = "étape"
        constraints = [models.UniqueConstraint(fields=["workshop", "position"], name="one_step_per_position")]

    def __str__(self) -> str:
        return self.title


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
