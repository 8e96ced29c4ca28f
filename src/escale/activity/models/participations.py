"""Who took part: people with a file, one row each; the others are counters on each axis, never invented people."""

from django.db import models

from escale import db
from escale.activity.models.records import ActivityRecord
from escale.people.models import Acquisition, AgeBand, Beneficiary, Gender, SocialStatus


class Participation(db.Model):
    """One person in one activity, and what is counted of her: as she was that day, kept when her file is emptied.

    `previous_on` is the day of her participation just before this one in the organization, None for her first. So the
    different people of a period are its participations whose `previous_on` is None or before the period: no DISTINCT.
    """

    record = models.ForeignKey(
        ActivityRecord, models.CASCADE, related_name="participations", verbose_name="compte rendu"
    )
    person = models.ForeignKey(Beneficiary, models.PROTECT, related_name="participations", verbose_name="personne")
    previous_on = models.DateField("venue précédente", null=True, blank=True)
    gender = models.CharField("genre", max_length=15, choices=Gender, default=Gender.UNSAID)
    status = models.CharField("situation", max_length=15, choices=SocialStatus, default=SocialStatus.UNSAID)
    age_band = models.CharField("âge ce jour-là", max_length=25, choices=AgeBand, default=AgeBand.UNSAID)
    commune = models.CharField("commune (code INSEE)", max_length=5, blank=True)
    acquisition = models.CharField("nous a connus par", max_length=20, choices=Acquisition, blank=True)

    objects = db.QuerySet["Participation"].as_manager()

    class Meta:
        verbose_name = "participation"
        constraints = [
            models.UniqueConstraint(
                fields=["record", "person"],
                name="one_participation_per_activity",
                violation_error_message="Cette personne est déjà comptée.",
            )
        ]
        indexes = [models.Index(fields=["person", "record"], name="participation_person")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.person_id}"


class Axis(models.TextChoices):
    """What the people without a name are counted by. Bands of the former national tool don't nest in today's."""

    GENDER = "gender", "genre"
    AGE = "age", "âge"
    STATUS = "status", "situation"
    COMMUNE = "commune", "commune"
    FORMER_AGE = "former_age", "âge, en tranches d’avant"
    FORMER_STATUS = "former_status", "situation, en mots d’avant"


class UnnamedCount(db.Model):
    """How many of the people without a name have one value of one axis; what remains is unsaid, and not written."""

    record = models.ForeignKey(
        ActivityRecord, models.CASCADE, related_name="unnamed_counts", verbose_name="compte rendu"
    )
    axis = models.CharField("compté par", max_length=15, choices=Axis)
    value = models.CharField("valeur", max_length=40)
    count = models.PositiveIntegerField("nombre")

    objects = db.QuerySet["UnnamedCount"].as_manager()

    class Meta:
        verbose_name = "nombre de personnes sans nom"
        constraints = [models.UniqueConstraint(fields=["record", "axis", "value"], name="one_count_per_value")]

    def __str__(self) -> str:
        return f"{self.value} {self.count}"
