"""Groups: the people enrolled together, for one session of a workshop or for the sessions of a cycle."""

from datetime import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.workshops.models.catalogue import Audience, Level, Workshop


class Access(models.TextChoices):
    """Who may enroll."""

    PUBLIC = "public", "tout le monde"
    RESERVED = "reserved", "les personnes que l’équipe inscrit"


class GroupQuerySet(OwnedQuerySet["Group"]):
    def standing(self) -> Self:
        """Not called off."""
        return self.filter(canceled_at=None)

    def published(self) -> Self:
        """What anyone reads on the public site."""
        return self.standing().filter(published_at__isnull=False, access=Access.PUBLIC)

    def with_everything_shown(self) -> Self:
        return self.select_related("organization", "workshop", "cycle")


class Group(db.Model):
    """Whoever enrolls together: its seats, who may come, until when. One row to lock for whatever changes its seats.

    An isolated workshop is a group of one session; a cycle is a group with a `Cycle` and several. Seats are taken by
    enrollments that are enrolled or offered, each for one or two people; what is left waits in order.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="groups", verbose_name="structure")
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="groups", verbose_name="atelier")
    title = models.CharField("titre", max_length=60)
    slug = models.SlugField("adresse de la page", max_length=80, unique=True)
    level = models.CharField("niveau", max_length=15, choices=Level, blank=True)
    audience = models.CharField("pour", max_length=15, choices=Audience, default=Audience.EVERYONE)
    seats = models.PositiveSmallIntegerField(
        "places", default=6, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    access = models.CharField("qui peut s’inscrire", max_length=10, choices=Access, default=Access.PUBLIC)
    companions_take_a_seat = models.BooleanField("un accompagnant prend une place", default=True)
    opens_at = models.DateTimeField("inscriptions à partir du", null=True, blank=True)
    closes_at = models.DateTimeField("inscriptions jusqu’au", null=True, blank=True)
    price_note = models.CharField("prix ou adhésion, si ce n’est pas gratuit", max_length=120, blank=True)
    co_host = models.CharField("avec", max_length=80, blank=True)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    created_at = models.DateTimeField("créé le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="créé par"
    )
    canceled_at = models.DateTimeField("annulé le", null=True, blank=True)
    canceled_why = models.CharField("pourquoi c’est annulé", max_length=160, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="regroupé avec"
    )
    submission = models.UUIDField("clé du formulaire", unique=True, null=True, blank=True, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "groupe"
        constraints = [
            models.CheckConstraint(
                name="enrollments_close_after_they_open",
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=models.F("opens_at")),
                violation_error_message="La fin des inscriptions vient après leur début.",
            ),
            models.CheckConstraint(
                name="group_has_a_seat",
                condition=Q(seats__gte=1),
                violation_error_message="Il faut au moins une place.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_cycle(self) -> bool:
        """Whether it is a group of several sessions. No query when the group was read `with_everything_shown`."""
        return hasattr(self, "cycle")

    @property
    def is_public(self) -> bool:
        return self.access == Access.PUBLIC and self.published_at is not None

    def is_open(self, *, now: datetime) -> bool:
        """Whether the window chosen for enrolling is open; limits included. Sessions have their own limit."""
        return (self.opens_at is None or self.opens_at <= now) and (self.closes_at is None or now <= self.closes_at)


class Cycle(db.Model):
    """What a group of several sessions has besides: until when one may join, a try-out, its rules."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="cycle", verbose_name="groupe")
    joins_until = models.PositiveSmallIntegerField(
        "on peut rejoindre jusqu’à la séance", default=3, validators=[MinValueValidator(1)]
    )
    has_try_out = models.BooleanField("la première séance est un essai", default=False)
    charter = models.TextField("règles du groupe, une par ligne", max_length=1000, blank=True)
    reviewed_at = models.DateTimeField("bilan fait le", null=True, blank=True)

    objects = db.QuerySet["Cycle"].as_manager()

    class Meta:
        verbose_name = "cycle"

    def __str__(self) -> str:
        return self.group.title

    @property
    def rules(self) -> list[str]:
        return [line.strip() for line in self.charter.splitlines() if line.strip()]


class SkippedDay(db.Model):
    """A day on which a cycle would have met, and why it doesn't: said on its pages and its roll sheet."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="skipped_days", verbose_name="cycle")
    on = models.DateField("jour")
    why = models.CharField("pourquoi", max_length=120)

    objects = db.QuerySet["SkippedDay"].as_manager()

    class Meta:
        verbose_name = "date sautée"
        constraints = [models.UniqueConstraint(fields=["cycle", "on"], name="one_skipped_day_once")]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} {self.why}"
