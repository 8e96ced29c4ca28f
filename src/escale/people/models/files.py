"""Who opened, printed or took away which file, and why: kept, and shown to the person who accompanies."""

from datetime import datetime
from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.people.models.beneficiaries import Beneficiary


class ReadKind(models.TextChoices):
    OPENED = "opened", "a ouvert la fiche"
    PRINTED = "printed", "a imprimé la fiche"
    GIVEN = "given", "a remis la copie de la fiche"
    EXPORTED = "exported", "a exporté la fiche dans une liste"


class FileReadQuerySet(OwnedQuerySet["FileRead"]):
    def of_person(self, person: Beneficiary) -> Self:
        return self.filter(person=person)

    def with_reason_since(self, start: datetime, *, by: User) -> Self:
        """The times she said why, since then: a reason serves until the end of the day."""
        return self.filter(by=by, at__gte=start).exclude(reason="")

    def latest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class FileRead(db.Model):
    """One reading of one file; `reason` is what somebody who doesn't accompany the person had to say first."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    person = models.ForeignKey(Beneficiary, models.CASCADE, related_name="reads", verbose_name="personne")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="par")
    at = models.DateTimeField("le")
    kind = models.CharField("ce qu’elle a fait", max_length=10, choices=ReadKind)
    reason = models.CharField("pourquoi", max_length=160, blank=True)

    objects = FileReadQuerySet.as_manager()

    class Meta:
        verbose_name = "lecture d’une fiche"
        indexes = [models.Index(fields=["person", "at"], name="file_read_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.get_kind_display()}"
