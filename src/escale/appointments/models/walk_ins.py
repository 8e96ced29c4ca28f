"""People who come without appointment, and the secret address of the tablet that welcomes them."""

import uuid
from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Avg, Count, ExpressionWrapper, F, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.agenda.models import PermanenceOccurrence
from escale.appointments.models.appointments import Appointment
from escale.appointments.models.reasons import Reason
from escale.people.models import Beneficiary
from escale.places.models import Venue

NUMBERS_PER_LETTER = 99
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which read as 1 and 0."""


class WalkInState(models.TextChoices):
    """Where somebody who came without appointment stands; the three last are ends."""

    WAITING = "waiting", "attend"
    CALLED = "called", "appelé"
    WITH_ADVISER = "with_adviser", "avec quelqu’un"
    DONE = "done", "reçu"
    LEFT = "left", "est parti"
    BOOKED = "booked", "a un rendez-vous"


IN_THE_ROOM = frozenset({WalkInState.WAITING, WalkInState.CALLED, WalkInState.WITH_ADVISER})
RECEIVED_NOW = frozenset({WalkInState.CALLED, WalkInState.WITH_ADVISER})


class WalkInOutcome(models.TextChoices):
    """How a reception without appointment ended."""

    SETTLED = "settled", "réglé"
    CONTINUES = "continues", "à poursuivre"
    REFERRED = "referred", "orienté"


class WalkInQuerySet(OwnedQuerySet["WalkIn"]):
    def of_day(self, venue: Venue, on: date) -> Self:
        return self.filter(venue=venue, on=on)

    def waiting(self) -> Self:
        return self.filter(state=WalkInState.WAITING)

    def in_order(self) -> Self:
        """Whoever is called first comes first: urgent, then first arrived."""
        return self.order_by("-urgent", "arrived_at", "pk")

    def with_everything_shown(self) -> Self:
        return self.select_related("organization", "venue", "reason", "person", "adviser", "appointment")

    def averages(self, *, since: datetime) -> dict[int, tuple[timedelta, timedelta]]:
        """How long people waited, and how long they were received, at each venue since then. Forgotten rows apart."""
        waited = ExpressionWrapper(F("called_at") - F("arrived_at"), models.DurationField())
        lasted = ExpressionWrapper(F("finished_at") - F("called_at"), models.DurationField())
        rows = (
            self.filter(state__in=[WalkInState.DONE, WalkInState.BOOKED], arrived_at__gte=since)
            .filter(called_at__isnull=False, finished_at__lte=F("called_at") + LONGEST, called_at__gte=F("arrived_at"))
            .order_by("venue")
            .values("venue")
            .annotate(waited=Avg(waited), lasted=Avg(lasted), times=Count("pk"))
            .filter(times__gte=ENOUGH)
        )
        return {row["venue"]: (row["waited"], row["lasted"]) for row in rows}


LONGEST = timedelta(hours=3)
"""Beyond, nobody pressed “Terminé”: the length says nothing."""
ENOUGH = 5
"""How many receptions an average needs to say something."""


class WalkIn(db.Model):
    """Somebody who came without appointment: a number in the queue of one venue, one local day.

    `rank` counts from 1 that day; people read `number`. `revision` grows each time she is called. `shown_until` is the
    instant when the tablet stops showing her ticket, None once she said she had finished.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="walk_ins", verbose_name="structure")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="walk_ins", verbose_name="lieu")
    on = models.DateField("jour")
    occurrence = models.ForeignKey(
        PermanenceOccurrence,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="walk_ins",
        verbose_name="date de permanence",
    )
    rank = models.PositiveIntegerField("numéro du jour")
    first_name = models.CharField("prénom", max_length=60, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    reason = models.ForeignKey(
        Reason, models.SET_NULL, null=True, blank=True, related_name="walk_ins", verbose_name="motif"
    )
    person = models.ForeignKey(
        Beneficiary, models.SET_NULL, null=True, blank=True, related_name="walk_ins", verbose_name="personne"
    )
    state = models.CharField("état", max_length=15, choices=WalkInState, default=WalkInState.WAITING)
    outcome = models.CharField("comment cela s’est terminé", max_length=15, choices=WalkInOutcome, blank=True)
    urgent = models.BooleanField("passe avant", default=False)
    urgent_why = models.CharField("pourquoi passer avant", max_length=80, blank=True)
    revision = models.PositiveSmallIntegerField("révision", default=0)
    arrived_at = models.DateTimeField("arrivé à")
    called_at = models.DateTimeField("appelé à", null=True, blank=True)
    adviser = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="walk_ins", verbose_name="reçu par"
    )
    where = models.CharField("où aller", max_length=80, blank=True)
    finished_at = models.DateTimeField("terminé à", null=True, blank=True)
    appointment = models.OneToOneField(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="walk_in", verbose_name="rendez-vous"
    )
    added_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ajouté par"
    )
    shown_until = models.DateTimeField("sur la tablette jusqu’à", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)

    objects = WalkInQuerySet.as_manager()

    class Meta:
        verbose_name = "sans rendez-vous"
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "on", "rank"],
                name="one_number_per_venue_and_day",
                violation_error_message="Ce numéro est déjà donné.",
            ),
            models.CheckConstraint(
                name="whoever_is_received_was_called",
                condition=~Q(state__in=sorted(RECEIVED_NOW)) | Q(called_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["venue", "arrived_at"], name="walk_in_venue")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What people read and hear: "A 14"; after A 99 comes B 1."""
        letter, rest = divmod(self.rank - 1, NUMBERS_PER_LETTER)
        return f"{LETTERS[letter % len(LETTERS)]}\u00a0{rest + 1}"

    @property
    def shown_name(self) -> str:
        """Her first name, or her number once it is erased."""
        return self.first_name or self.number


class KioskLinkQuerySet(OwnedQuerySet["KioskLink"]):
    def standing(self) -> Self:
        return self.filter(revoked_at=None)


class KioskLink(db.Model):
    """The secret address of a venue's tablet and waiting-room screen; whoever holds it needs no account."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="kiosk_links", verbose_name="structure")
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="kiosk_links", verbose_name="lieu")
    numbers_only = models.BooleanField("l’écran montre les numéros seulement", default=False)
    ask_who = models.CharField("à qui demander de l’aide", max_length=60, blank=True)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("créé le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="créé par"
    )
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = KioskLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "adresse de la tablette d’accueil"
        constraints = [
            models.UniqueConstraint(
                fields=["venue"], condition=Q(revoked_at=None), name="one_standing_kiosk_address_per_venue"
            )
        ]

    def __str__(self) -> str:
        return str(self.venue)
