"""What an organization does and doesn't, in its own words."""

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User


class AidantsConnect(models.TextChoices):
    """Whether the organization is entitled to act for people through the national service."""

    UNSAID = "", "Je ne sais pas"
    YES = "yes", "Oui"
    NO = "no", "Non"


class Frame(db.Model):
    """The frame of the mission as one organization says it: its charter, and what its advisers say in each case.

    Lists hold a line each. Without a row, `charter.USUAL` is said.
    """

    organization = models.OneToOneField(Organization, models.CASCADE, related_name="frame", verbose_name="structure")
    aidants_connect = models.CharField(
        "habilitée Aidants Connect", max_length=3, choices=AidantsConnect, default=AidantsConnect.UNSAID, blank=True
    )
    does = models.TextField("ce que nous faisons", max_length=1200)
    does_not = models.TextField("ce que nous ne faisons pas", max_length=1200)
    never = models.TextField("ce que nous ne faisons jamais", max_length=800)
    say_train = models.TextField("à dire quand on forme", max_length=400)
    say_together = models.TextField("à dire quand on accompagne", max_length=400)
    say_refer = models.TextField("à dire quand on oriente", max_length=400)
    say_exception = models.TextField("à dire quand on fait à la place", max_length=400)
    is_public = models.BooleanField("la page est montrée à tous", default=True)
    revision = models.PositiveIntegerField("révision", default=1)
    changed_at = models.DateTimeField("écrit le")
    changed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="écrit par"
    )

    objects = OwnedQuerySet["Frame"].as_manager()

    class Meta:
        verbose_name = "cadre de la mission"
        verbose_name_plural = "cadres de la mission"

    def __str__(self) -> str:
        return str(self.organization)
