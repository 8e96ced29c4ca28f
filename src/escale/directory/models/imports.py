"""Lists of partners brought from national files."""

import uuid

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.directory.models.partners import PartnerSource
from escale.people.models import ImportState


class PlacesImport(db.Model):
    """One list brought: read, compared, written at once or not at all. Its content goes once it is written or refused.

    `preview` is what is shown of the comparison; `problems` the first faults and remarks, as rows of texts; `to_archive`
    the partners gone from the list that somebody chose to put away; `undo` what takes it back, packed.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    file_name = models.CharField("fichier", max_length=160)
    source = models.CharField("liste", max_length=10, choices=PartnerSource)
    content = models.BinaryField("contenu", blank=True, default=b"")
    state = models.CharField("état", max_length=10, choices=ImportState, default=ImportState.READING)
    rows = models.PositiveIntegerField("lignes", default=0)
    done = models.PositiveIntegerField("lignes lues", default=0)
    added = models.PositiveIntegerField("partenaires ajoutés", default=0)
    changed = models.PositiveIntegerField("partenaires changés", default=0)
    same = models.PositiveIntegerField("partenaires inchangés", default=0)
    gone = models.PositiveIntegerField("partenaires absents de la liste", default=0)
    faults = models.PositiveIntegerField("lignes laissées de côté", default=0)
    remarks = models.PositiveIntegerField("valeurs laissées de côté", default=0)
    preview = models.JSONField("ce qui va changer", default=dict, blank=True)
    problems = models.JSONField("premières fautes", default=list, blank=True)
    to_archive = models.JSONField("partenaires à retirer", default=list, blank=True)
    undo = models.BinaryField("de quoi défaire", blank=True, default=b"")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="par")
    made_at = models.DateTimeField("apportée le")
    finished_at = models.DateTimeField("finie le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)

    objects = OwnedQuerySet["PlacesImport"].as_manager()

    class Meta:
        verbose_name = "liste de partenaires apportée"
        verbose_name_plural = "listes de partenaires apportées"

    def __str__(self) -> str:
        return self.file_name
