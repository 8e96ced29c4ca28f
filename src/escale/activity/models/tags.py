"""Words of one's own on an activity: a project, a funder, a place."""

from typing import Self

from django.db import models
from django.db.models.functions import Lower

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.activity.models.records import ActivityRecord


class TagQuerySet(OwnedQuerySet["Tag"]):
    def usable_by(self, user: User) -> Self:
        """The organization's, and her own."""
        return self.filter(models.Q(owner=None) | models.Q(owner=user), archived_at=None)

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class Tag(db.Model):
    """A word of the organization, or of one adviser when `owner` is set. A funder's is asked for in reports."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="tags", verbose_name="structure")
    owner = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pour elle seule"
    )
    name = models.CharField("mot", max_length=80)
    is_funder = models.BooleanField("c’est un financeur", default=False)
    archived_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = "mot-clé"
        constraints = [
            models.UniqueConstraint(
                "organization",
                Lower("name"),
                condition=models.Q(owner=None),
                name="one_tag_per_name",
                violation_error_message="Ce mot-clé existe déjà.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class RecordTag(db.Model):
    """One tag of an activity."""

    record = models.ForeignKey(ActivityRecord, models.CASCADE, related_name="tagged", verbose_name="compte rendu")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="used_by", verbose_name="mot-clé")

    objects = db.QuerySet["RecordTag"].as_manager()

    class Meta:
        verbose_name = "mot-clé d’un compte rendu"
        constraints = [models.UniqueConstraint(fields=["record", "tag"], name="one_tag_once_per_record")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.tag_id}"
