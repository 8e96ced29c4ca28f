"""People who asked to be called."""

import uuid
from typing import Self

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.appointments.models.appointments import Appointment
from escale.appointments.models.reasons import Reason


class CallbackRequestQuerySet(OwnedQuerySet["CallbackRequest"]):
    def open(self) -> Self:
        return self.filter(done_at=None)


class CallbackRequest(db.Model):
    """Somebody to call: she asked for it, or she missed an appointment. A task on the adviser's desk."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="callback_requests", verbose_name="structure"
    )
    reason = models.ForeignKey(Reason, models.SET_NULL, null=True, blank=True, verbose_name="motif")
    appointment = models.ForeignKey(
        Appointment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="callback_requests",
        verbose_name="à propos du rendez-vous",
    )
    first_name = models.CharField("prénom", max_length=60)
    phone = models.CharField("téléphone", max_length=20)
    wish = models.CharField("ce que la personne a dit", max_length=200, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField("demandé le")
    done_at = models.DateTimeField("rappelé le", null=True, blank=True)
    done_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, verbose_name="rappelé par")

    objects = CallbackRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de rappel"

    def __str__(self) -> str:
        return self.first_name
