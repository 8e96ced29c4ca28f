"""What is being written and isn't saved yet: kept on the server, never in an address."""

from django.db import models

from escale import db
from escale.accounts.models import Organization, User


class Draft(db.Model):
    """One form of one member as she left it; `key` names the form: "day-2026-11-13", "record-42", "spontaneous"."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="de")
    key = models.CharField("formulaire", max_length=60)
    content = models.JSONField("ce qui est écrit", default=dict)
    saved_at = models.DateTimeField("gardé le")

    objects = db.QuerySet["Draft"].as_manager()

    class Meta:
        verbose_name = "brouillon"
        constraints = [models.UniqueConstraint(fields=["organization", "user", "key"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return self.key
