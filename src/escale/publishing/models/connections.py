"""Other sites where activities are published by themselves: an agenda of OpenAgenda, a page of Facebook."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.workshops.models import Group


class ConnectionKind(models.TextChoices):
    OPENAGENDA = "openagenda", "OpenAgenda"
    FACEBOOK = "facebook", "Facebook"


class ConnectionQuerySet(OwnedQuerySet["Connection"]):
    def working(self) -> Self:
        """Neither stopped by the team, nor waiting for another key."""
        return self.filter(paused_at=None)


class Connection(db.Model):
    """An account on another site. `target` is the number of the agenda or of the page; the key is sealed."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="connections", verbose_name="structure")
    kind = models.CharField("site", max_length=15, choices=ConnectionKind)
    target = models.CharField("numéro de l’agenda ou de la page", max_length=40)
    sealed = models.TextField("clé, illisible", editable=False)
    created_at = models.DateTimeField("reliée le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="reliée par"
    )
    problem = models.CharField("ce qui manque", max_length=200, blank=True)
    paused_at = models.DateTimeField("arrêtée le", null=True, blank=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        verbose_name = "site relié"
        verbose_name_plural = "sites reliés"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind"],
                name="one_connection_of_each_kind",
                violation_error_message="Ce site est déjà relié.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"


class PublicationQuerySet(db.QuerySet["Publication"]):
    def due(self, *, now: datetime) -> Self:
        """To publish now, on a site that answers; a publication a worker holds comes back when its lease is over."""
        return self.filter(due_at__lte=now, connection__paused_at=None)


class Publication(db.Model):
    """One activity on one other site: its number there, what was said of it last, and when to say it again.

    `due_at` is empty while nothing has changed; a worker moves it ahead before it speaks to the site.
    """

    connection = models.ForeignKey(Connection, models.CASCADE, related_name="publications", verbose_name="site relié")
    group = models.ForeignKey(Group, models.CASCADE, related_name="publications", verbose_name="atelier ou cycle")
    external_id = models.CharField("numéro là-bas", max_length=80, blank=True)
    fingerprint = models.CharField("empreinte de ce qui est dit", max_length=64, blank=True)
    text = models.TextField("texte", max_length=4000, blank=True)
    due_at = models.DateTimeField("à publier à partir de", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    problem = models.CharField("ce qui a manqué", max_length=200, blank=True)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "publication"
        constraints = [models.UniqueConstraint(fields=["connection", "group"], name="one_publication_per_group")]
        indexes = [models.Index(fields=["due_at"], name="publication_due", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.connection_id} {self.group_id}"
