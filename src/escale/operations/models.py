"""What the instance says of itself."""

from django.db import models

from escale import db


class Heartbeat(db.Model):
    """The last sign of life of a process that serves no page. One row a name, written over at each beat."""

    name = models.CharField("nom", max_length=40, unique=True)
    at = models.DateTimeField("dernier signe")

    class Meta:
        verbose_name = "signe de vie"

    def __str__(self) -> str:
        return self.name
