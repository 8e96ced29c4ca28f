"""What is lent, to whom, until when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, User
from escale.agenda.models.equipment import Equipment
from escale.agenda.models.resources import Commitment
from escale.people.models import Beneficiary


class LoanQuerySet(db.QuerySet["Loan"]):
    def of_organization(self, organization: Organization) -> Self:
        return self.filter(equipment__organization=organization)

    def running(self) -> Self:
        """Not given back yet."""
        return self.filter(returned_at=None)

    def late(self, *, on: date) -> Self:
        """Expected back before that day."""
        return self.running().filter(due_on__lt=on)


class Loan(db.Model):
    """A thing lent to a person of the organization, or to somebody known by a first name.

    `due_on` is the last day it may stay out. The commitment makes the thing busy until it comes back.
    """

    equipment = models.ForeignKey(Equipment, models.CASCADE, related_name="loans", verbose_name="matériel")
    person = models.ForeignKey(
        Beneficiary, models.SET_NULL, null=True, blank=True, related_name="loans", verbose_name="prêté à"
    )
    borrower = models.CharField("à qui, sans fiche", max_length=60, blank=True)
    commitment = models.OneToOneField(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="loan", verbose_name="occupation"
    )
    lent_at = models.DateTimeField("prêté le")
    lent_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name="prêté par")
    due_on = models.DateField("à rendre le")
    condition = models.CharField("état au départ", max_length=200, blank=True)
    returned_at = models.DateTimeField("rendu le", null=True, blank=True)
    returned_to = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="rendu à"
    )
    return_condition = models.CharField("état au retour", max_length=200, blank=True)

    objects = LoanQuerySet.as_manager()

    class Meta:
        verbose_name = "prêt"
        constraints = [
            models.UniqueConstraint(
                fields=["equipment"],
                condition=Q(returned_at=None),
                name="one_running_loan_per_equipment",
                violation_error_message="Ce matériel est déjà prêté.",
            )
        ]
        indexes = [models.Index(fields=["due_on"], name="loan_due", condition=Q(returned_at=None))]

    def __str__(self) -> str:
        return f"{self.equipment_id} {self.borrower_name}"

    @property
    def borrower_name(self) -> str:
        """ "Jeanne L.", or the first name noted; "quelqu’un" once it is erased."""
        return self.person.short_name if self.person else self.borrower or "quelqu’un"

    def is_late(self, *, on: date) -> bool:
        return self.returned_at is None and self.due_on < on
