"""Things an organization owns, uses in its workshops and lends."""

from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet
from escale.places.models import Venue


class EquipmentKind(models.TextChoices):
    TABLET = "tablet", "tablette"
    LAPTOP = "laptop", "ordinateur portable"
    PHONE = "phone", "téléphone"
    MODEM = "modem", "clé ou borne 4G"
    OTHER = "other", "autre matériel"


class EquipmentQuerySet(OwnedQuerySet["Equipment"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)


class Equipment(db.Model):
    """One thing: a tablet, a laptop. `computers` is how many workplaces it adds to a room."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="equipment", verbose_name="structure")
    name = models.CharField("nom", max_length=60)
    kind = models.CharField("ce que c’est", max_length=10, choices=EquipmentKind, default=EquipmentKind.TABLET)
    inventory_number = models.CharField("numéro d’inventaire", max_length=30, blank=True)
    venue = models.ForeignKey(
        Venue, models.SET_NULL, null=True, blank=True, related_name="equipment", verbose_name="rangé à"
    )
    computers = models.PositiveSmallIntegerField("compte pour combien de postes", default=1)
    note = models.CharField("à savoir", max_length=200, blank=True)
    created_at = models.DateTimeField("ajouté le")
    retired_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = EquipmentQuerySet.as_manager()

    class Meta:
        verbose_name = "matériel"
        verbose_name_plural = "matériel"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=models.Q(retired_at=None),
                name="one_equipment_name_per_organization",
                violation_error_message="Un matériel porte déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name
