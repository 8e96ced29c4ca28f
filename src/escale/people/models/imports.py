"""Lists of people brought from a file."""

import uuid

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User


class ImportState(models.TextChoices):
    READING = "reading", "en lecture"
    READY = "ready", "prête à écrire"
    WRITING = "writing", "en cours d’écriture"
    WRITTEN = "written", "écrite"
    REFUSED = "refused", "refusée"
    UNDONE = "undone", "défaite"


class PeopleImport(db.Model):
    """One file brought: read, shown, written at once or not at all. Its content goes as soon as it is written or refused.

    `mapping`: `{column number as text: field}`. `problems`: the first faults found, as rows of texts.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    file_name = models.CharField("fichier", max_length=160)
    content = models.BinaryField("contenu", blank=True, default=b"")
    mapping = models.JSONField("colonnes", default=dict, blank=True)
    state = models.CharField("état", max_length=10, choices=ImportState, default=ImportState.READING)
    rows = models.PositiveIntegerField("lignes", default=0)
    done = models.PositiveIntegerField("lignes lues", default=0)
    written = models.PositiveIntegerField("fiches ouvertes", default=0)
    already = models.PositiveIntegerField("fiches déjà là", default=0)
    faults = models.PositiveIntegerField("fautes", default=0)
    problems = models.JSONField("premières fautes", default=list, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="par")
    made_at = models.DateTimeField("apportée le")
    finished_at = models.DateTimeField("finie le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)

    objects = OwnedQuerySet["PeopleImport"].as_manager()

    class Meta:
        verbose_name = "liste de personnes apportée"

    def __str__(self) -> str:
        return self.file_name
