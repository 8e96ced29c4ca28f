"""Two files that were one person, or that looked so."""

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.people.models.beneficiaries import Beneficiary


class Merge(db.Model):
    """What joining two files changed, so that it can be undone until `undo_until`; then `remembered` is emptied.

    `remembered`: `{"kept": {field: value}, "taken": {field: value}, "gone": {field: value}, "moved": {"app.Model.field":
    [pk, …]}, "dropped": [rows as JSON]}`; `kept` says what was there before, `taken` what stands there instead. The apps above
    add what they have to put back.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    kept = models.ForeignKey(Beneficiary, models.CASCADE, related_name="merges", verbose_name="fiche gardée")
    gone = models.ForeignKey(Beneficiary, models.CASCADE, related_name="merged_by", verbose_name="fiche réunie")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="par")
    at = models.DateTimeField("le")
    undo_until = models.DateTimeField("peut être défaite jusqu’au")
    undone_at = models.DateTimeField("défaite le", null=True, blank=True)
    remembered = models.JSONField("ce qui a changé", default=dict, blank=True)

    objects = OwnedQuerySet["Merge"].as_manager()

    class Meta:
        verbose_name = "réunion de deux fiches"

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class ToldApart(db.Model):
    """Two files that look alike, and that somebody said are of two people: they are proposed no more."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    one = models.ForeignKey(Beneficiary, models.CASCADE, related_name="+", verbose_name="une fiche")
    other = models.ForeignKey(Beneficiary, models.CASCADE, related_name="+", verbose_name="l’autre fiche")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="par")
    at = models.DateTimeField("le")

    objects = OwnedQuerySet["ToldApart"].as_manager()

    class Meta:
        verbose_name = "fiches de deux personnes"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="told_apart_once"),
            models.CheckConstraint(name="told_apart_in_order", condition=Q(one__lt=models.F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"
