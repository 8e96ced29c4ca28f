"""What people can do before, after and later; whether they were glad to come."""

from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.people.models import Beneficiary
from escale.workshops.models.enrollments import Enrollment
from escale.workshops.models.groups import Group


class SkillQuerySet(OwnedQuerySet["Skill"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Skill(db.Model):
    """One everyday skill of the grid, in plain words."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="skills", verbose_name="structure")
    label = models.CharField("savoir-faire", max_length=100)
    position = models.PositiveSmallIntegerField("ordre", default=0)
    archived_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = "savoir-faire"
        verbose_name_plural = "savoir-faire"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "label"],
                condition=Q(archived_at=None),
                name="one_skill_label_per_organization",
                violation_error_message="Ce savoir-faire est déjà dans la grille.",
            )
        ]

    def __str__(self) -> str:
        return self.label


class Moment(models.TextChoices):
    """When a grid is filled in."""

    FIRST = "first", "au début"
    LAST = "last", "à la fin"
    LATER = "later", "trois mois après"


class Mastery(models.TextChoices):
    """How the person does it; the national scale has the same three grades."""

    NOT_YET = "not_yet", "pas encore"
    WITH_HELP = "with_help", "avec aide"
    ALONE = "alone", "seul"


class SkillCheck(db.Model):
    """One grid of one person, for one group, at one moment."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="skill_checks", verbose_name="structure"
    )
    person = models.ForeignKey(Beneficiary, models.PROTECT, related_name="skill_checks", verbose_name="personne")
    group = models.ForeignKey(Group, models.CASCADE, related_name="skill_checks", verbose_name="groupe")
    moment = models.CharField("moment", max_length=10, choices=Moment)
    taken_at = models.DateTimeField("remplie le")
    taken_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="remplie par"
    )

    objects = OwnedQuerySet["SkillCheck"].as_manager()

    class Meta:
        verbose_name = "grille de savoir-faire"
        constraints = [
            models.UniqueConstraint(fields=["group", "person", "moment"], name="one_grid_per_person_and_moment")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.get_moment_display()}"


class SkillAnswer(db.Model):
    """One line of a grid."""

    check_taken = models.ForeignKey(SkillCheck, models.CASCADE, related_name="answers", verbose_name="grille")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="answers", verbose_name="savoir-faire")
    mastery = models.CharField("degré", max_length=10, choices=Mastery)

    objects = db.QuerySet["SkillAnswer"].as_manager()

    class Meta:
        verbose_name = "réponse de la grille"
        constraints = [models.UniqueConstraint(fields=["check_taken", "skill"], name="one_answer_per_skill")]

    def __str__(self) -> str:
        return f"{self.skill_id} {self.get_mastery_display()}"


class Face(models.IntegerChoices):
    """Three faces, one tap each."""

    NO = 1, "pas vraiment"
    A_LITTLE = 2, "un peu"
    YES = 3, "oui, beaucoup"


class Satisfaction(db.Model):
    """What somebody thought of it, in three taps. From paper it carries no name."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="satisfactions", verbose_name="structure"
    )
    group = models.ForeignKey(Group, models.CASCADE, related_name="satisfactions", verbose_name="groupe")
    enrollment = models.OneToOneField(
        Enrollment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="satisfaction",
        verbose_name="inscription",
    )
    learnt = models.PositiveSmallIntegerField("j’ai appris", choices=Face)
    at_ease = models.PositiveSmallIntegerField("je me suis senti à l’aise", choices=Face)
    would_return = models.PositiveSmallIntegerField("je reviendrais", choices=Face)
    said_at = models.DateTimeField("dit le")

    objects = OwnedQuerySet["Satisfaction"].as_manager()

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"

    def __str__(self) -> str:
        return f"{self.group_id} {self.said_at:%d/%m/%Y}"
