"""Each time a roll is written: who did, what she changed. What was typed by mistake can be put back."""

import uuid

from django.db import models

from escale import db
from escale.accounts.models import User
from escale.people.models import Beneficiary
from escale.workshops.models.sessions import Mark, Session


class RollCall(db.Model):
    """One roll as it was sent: the first calls it, the next ones correct it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="roll_calls", verbose_name="séance")
    submission = models.UUIDField("clé du formulaire", default=uuid.uuid4, unique=True, editable=False)
    called_at = models.DateTimeField("fait le")
    called_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="fait par"
    )
    unnamed_before = models.PositiveSmallIntegerField("personnes sans nom, avant", default=0)
    unnamed = models.PositiveSmallIntegerField("personnes sans nom", default=0)
    undone_at = models.DateTimeField("défait le", null=True, blank=True)

    objects = db.QuerySet["RollCall"].as_manager()

    class Meta:
        verbose_name = "appel"

    def __str__(self) -> str:
        return f"{self.session_id} {self.called_at:%d/%m/%Y %H:%M}"


class RollChange(db.Model):
    """What one roll changed for one person: `was` is empty when nothing was noted before."""

    roll_call = models.ForeignKey(RollCall, models.CASCADE, related_name="changes", verbose_name="appel")
    person = models.ForeignKey(Beneficiary, models.PROTECT, related_name="+", verbose_name="personne")
    was = models.CharField("avant", max_length=10, choices=Mark, blank=True)
    mark = models.CharField("présence", max_length=10, choices=Mark)

    objects = db.QuerySet["RollChange"].as_manager()

    class Meta:
        verbose_name = "ligne changée d’un appel"
        constraints = [models.UniqueConstraint(fields=["roll_call", "person"], name="one_change_per_person_and_roll")]

    def __str__(self) -> str:
        return f"{self.roll_call_id} {self.person_id} {self.get_mark_display()}"
