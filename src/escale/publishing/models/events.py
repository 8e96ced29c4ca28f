"""Events: what is made known without being a workshop nor a permanence, such as a tea with the CCAS in the Semaine bleue."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.places.models import Venue
from escale.publishing.models.channels import Public


class EventQuerySet(OwnedQuerySet["Event"]):
    def standing(self) -> Self:
        return self.filter(canceled_at=None)

    def with_everything_shown(self) -> Self:
        return self.select_related("organization", "venue", "created_by")


class Event(db.Model):
    """A meeting open to all, once: its words, its hours, its place among the venues of the organization."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="events", verbose_name="structure")
    title = models.CharField("titre", max_length=80)
    slug = models.SlugField("adresse de la page", max_length=80, unique=True)
    sentence = models.CharField("phrase d’accroche", max_length=120, blank=True)
    promise = models.CharField("ce qu’on y fait", max_length=300, blank=True)
    public = models.CharField("pour", max_length=15, choices=Public, default=Public.EVERYONE)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="+", verbose_name="lieu")
    bring = models.TextField("à apporter, une chose par ligne", max_length=300, blank=True)
    price_note = models.CharField("prix, si ce n’est pas gratuit", max_length=120, blank=True)
    co_host = models.CharField("avec", max_length=80, blank=True)
    created_at = models.DateTimeField("ajouté le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ajouté par"
    )
    canceled_at = models.DateTimeField("annulé le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, null=True, blank=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "rendez-vous public"
        verbose_name_plural = "rendez-vous publics"
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="La fin vient après le début.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def things_to_bring(self) -> list[str]:
        return [line.strip() for line in self.bring.splitlines() if line.strip()]
