"""What the organizations of a network promise, version after version, and who agreed to which."""

from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Network, Organization, User


class CharterQuerySet(db.QuerySet["Charter"]):
    def of(self, network: Network) -> Self:
        return self.filter(network=network)

    def latest_first(self) -> Self:
        return self.order_by("-number")


class Charter(db.Model):
    """One version of a charter: never changed once published, a correction is the next one."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="charters", verbose_name="réseau")
    number = models.PositiveSmallIntegerField("version")
    text = models.TextField("texte", max_length=8000)
    published_at = models.DateTimeField("publiée le")
    published_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="publiée par"
    )

    objects = CharterQuerySet.as_manager()

    class Meta:
        verbose_name = "charte d’un réseau"
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="one_charter_per_number")]

    def __str__(self) -> str:
        return f"version {self.number}"


class CharterAgreement(db.Model):
    """An organization said yes to a version."""

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="agreements", verbose_name="charte")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    agreed_at = models.DateTimeField("acceptée le")
    agreed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="acceptée par"
    )

    objects = db.QuerySet["CharterAgreement"].as_manager()

    class Meta:
        verbose_name = "accord à une charte"
        constraints = [models.UniqueConstraint(fields=["charter", "organization"], name="one_agreement_per_charter")]

    def __str__(self) -> str:
        return f"{self.organization} {self.charter}"
