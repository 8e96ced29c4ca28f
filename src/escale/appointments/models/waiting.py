"""People who wait for an hour, and the hours held for one of them at a time."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.agenda.models import Commitment
from escale.appointments.models.appointments import Appointment, State
from escale.appointments.models.reasons import Reason
from escale.people.models import Beneficiary
from escale.places.models import Room, Venue

MOST_OFFERS = 3
BETWEEN_OFFERS = timedelta(hours=24)
"""Elapsed time from one offer to the next of the same entry."""


class HalfDay(models.TextChoices):
    """When the person can come."""

    ANY = "any", "à toute heure"
    MORNING = "morning", "le matin"
    AFTERNOON = "afternoon", "l’après-midi"


class WhyClosed(models.TextChoices):
    """Why somebody waits no more."""

    GOT_AN_HOUR = "got_an_hour", "a trouvé une heure"
    LEFT = "left", "ne veut plus attendre"
    REMOVED = "removed", "retirée par l’équipe"
    ENDED = "ended", "délai passé"
    THREE_OFFERS = "three_offers", "trois propositions sans réponse favorable"


class OfferState(models.TextChoices):
    OPEN = "open", "en cours"
    ACCEPTED = "accepted", "acceptée"
    DECLINED = "declined", "déclinée"
    EXPIRED = "expired", "sans réponse"
    WITHDRAWN = "withdrawn", "retirée"


class WaitingEntryQuerySet(OwnedQuerySet["WaitingEntry"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def waiting(self, *, now: datetime) -> Self:
        """Still waiting: not closed, not too old, and what is to come earlier is still to come."""
        to_move = Q(appointment__state=State.EXPECTED, appointment__starts_at__gt=now)
        return self.open().filter(Q(appointment=None) | to_move, until__gt=now)

    def over(self, *, now: datetime) -> Self:
        """Open, and yet with nothing left to wait for."""
        past = ~Q(appointment__state=State.EXPECTED) | Q(appointment__starts_at__lte=now)
        return self.open().filter(Q(until__lte=now) | Q(appointment__isnull=False) & past)

    def may_be_offered(self, *, now: datetime) -> Self:
        """At most three offers, one in twenty-four hours, and nobody is offered two hours at once, whatever the entry."""
        held = Offer.objects.open().filter(phone=OuterRef("phone"))
        rested = Q(last_offered_at=None) | Q(last_offered_at__lte=now - BETWEEN_OFFERS)
        return self.waiting(now=now).filter(rested, ~Exists(held), offers_made__lt=MOST_OFFERS)

    def with_whether_received(self) -> Self:
        """Adds `received`: the organization has already received somebody who answers at this number, or this person."""
        seen = Appointment.objects.filter(organization=OuterRef("organization"), state=State.SEEN)
        by_phone = seen.filter(Q(contact_phone=OuterRef("phone")) | Q(person__phone=OuterRef("phone")))
        return self.annotate(received=Exists(by_phone) | Exists(seen.filter(person=OuterRef("person"))))

    def in_turn(self, *, new_first: bool) -> Self:
        """First those the team put first, then those never received when the organization prefers so, then by seniority."""
        first = ["raised_at", "received"] if new_first else ["raised_at"]
        rows = self.with_whether_received() if new_first else self
        # NULL comes first on one database and last on the other: said once for both.
        raised = models.F("raised_at").asc(nulls_last=True)
        return rows.order_by(raised, *first[1:], "created_at", "pk")

    def with_everything_shown(self) -> Self:
        return self.select_related("organization", "reason", "venue", "person", "appointment__venue")


class WaitingEntry(db.Model):
    """Somebody who waits for an hour of a reason, at a venue or anywhere; or for an earlier one than she has.

    `weekdays` are the days she can come, as digits (Monday is 0), all of them when empty. `sees_free_hours` says that
    hours which would suit her were free when she asked: she saw them, and only what becomes free later is news to her.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="waiting_entries", verbose_name="structure"
    )
    reason = models.ForeignKey(Reason, models.CASCADE, related_name="waiting_entries", verbose_name="motif")
    venue = models.ForeignKey(
        Venue, models.CASCADE, null=True, blank=True, related_name="waiting_entries", verbose_name="lieu"
    )
    person = models.ForeignKey(
        Beneficiary, models.SET_NULL, null=True, blank=True, related_name="waiting_entries", verbose_name="personne"
    )
    appointment = models.ForeignKey(
        Appointment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="waiting_entries",
        verbose_name="rendez-vous à avancer",
    )
    first_name = models.CharField("prénom", max_length=60)
    phone = models.CharField("téléphone", max_length=20)
    half_day = models.CharField("peut venir", max_length=10, choices=HalfDay, default=HalfDay.ANY)
    weekdays = models.CharField("jours possibles", max_length=7, blank=True)
    sees_free_hours = models.BooleanField("a vu des heures libres", default=False)
    added_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ajoutée par"
    )
    raised_at = models.DateTimeField("mise en premier le", null=True, blank=True)
    raised_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="mise en premier par"
    )
    raised_why = models.CharField("mise en premier parce que", max_length=120, blank=True)
    offers_made = models.PositiveSmallIntegerField("propositions faites", default=0)
    last_offered_at = models.DateTimeField("dernière proposition le", null=True, blank=True)
    looked_at = models.DateTimeField("heures cherchées le", null=True, blank=True)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, unique=True, editable=False)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField("demandé le")
    until = models.DateTimeField("jusqu’au")
    closed_at = models.DateTimeField("sortie de la liste le", null=True, blank=True)
    closed_why = models.CharField("sortie parce que", max_length=15, choices=WhyClosed, blank=True)

    objects = WaitingEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription en liste d’attente"
        verbose_name_plural = "liste d’attente"
        constraints = [
            models.UniqueConstraint(
                fields=["reason", "phone"],
                condition=Q(closed_at=None, appointment=None),
                name="one_open_entry_per_reason_and_phone",
                violation_error_message="Cette personne attend déjà.",
            ),
            models.UniqueConstraint(
                fields=["appointment"],
                condition=Q(closed_at=None, appointment__isnull=False),
                name="one_open_entry_per_appointment",
                violation_error_message="Une heure plus tôt est déjà demandée.",
            ),
            models.CheckConstraint(
                name="closed_entry_says_why",
                condition=Q(closed_at=None, closed_why="") | (Q(closed_at__isnull=False) & ~Q(closed_why="")),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "created_at"], name="waiting_open", condition=Q(closed_at=None)),
            models.Index(fields=["looked_at"], name="waiting_to_look", condition=Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return self.first_name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def accepts(self, starts_at: datetime, venue: Venue) -> bool:
        """Whether an hour is what she asked for: the place, the days, the half of the day, and earlier if she has one.

        Noon begins the afternoon. Earlier means an earlier day: an hour sooner the same day is worth no message.
        """
        local = starts_at.astimezone(venue.zone)
        if self.venue_id not in (None, venue.pk) or (self.weekdays and str(local.weekday()) not in self.weekdays):
            return False
        if self.half_day != HalfDay.ANY and (local.hour < 12) != (self.half_day == HalfDay.MORNING):
            return False
        if self.appointment is None:
            return True
        return self.appointment.state == State.EXPECTED and local.date() < self.appointment.local_start.date()


class OfferQuerySet(OwnedQuerySet["Offer"]):
    def open(self) -> Self:
        return self.filter(state=OfferState.OPEN)

    def due(self, *, now: datetime) -> Self:
        """Open, and its time to answer is over."""
        return self.open().filter(expires_at__lte=now)

    def with_everything_shown(self) -> Self:
        return self.select_related(
            "organization",
            "reason__organization",
            "venue",
            "room",
            "adviser",
            "entry__appointment__venue",
            "entry__person",
        )


class Offer(db.Model):
    """An hour held for one person until `expires_at`: an exclusive commitment while open, none afterwards."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="offers", verbose_name="structure")
    entry = models.ForeignKey(WaitingEntry, models.CASCADE, related_name="offers", verbose_name="inscription")
    phone = models.CharField("téléphone", max_length=20)
    reason = models.ForeignKey(Reason, models.CASCADE, related_name="offers", verbose_name="motif")
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="offers", verbose_name="lieu")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="offers", verbose_name="salle")
    adviser = models.ForeignKey(User, models.CASCADE, related_name="offers", verbose_name="avec")
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    commitment = models.OneToOneField(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="offer", verbose_name="occupation"
    )
    room_commitment = models.OneToOneField(
        Commitment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="room_offer",
        verbose_name="occupation de la salle",
    )
    by_call = models.BooleanField("par téléphone", default=False)
    made_at = models.DateTimeField("faite le")
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="faite par"
    )
    expires_at = models.DateTimeField("réponse attendue avant")
    state = models.CharField("état", max_length=10, choices=OfferState, default=OfferState.OPEN)
    answered_at = models.DateTimeField("réponse le", null=True, blank=True)
    taken = models.ForeignKey(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="offers", verbose_name="rendez-vous pris"
    )
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, unique=True, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition"
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state=OfferState.OPEN), name="one_open_offer_per_entry"
            ),
            models.UniqueConstraint(
                fields=["phone"], condition=Q(state=OfferState.OPEN), name="one_open_offer_per_phone"
            ),
            models.CheckConstraint(
                name="open_offer_holds_its_hour",
                condition=Q(state=OfferState.OPEN, commitment__isnull=False)
                | (~Q(state=OfferState.OPEN) & Q(commitment=None, room_commitment=None)),
            ),
            models.CheckConstraint(name="offer_ends_after_it_starts", condition=Q(ends_at__gt=models.F("starts_at"))),
        ]
        indexes = [models.Index(fields=["expires_at"], name="offer_due", condition=Q(state=OfferState.OPEN))]

    def __str__(self) -> str:
        return f"{self.entry} {self.starts_at:%d/%m/%Y %H:%M}"

    @property
    def local_start(self) -> datetime:
        """The start, in the venue's zone: what every surface shows."""
        return self.starts_at.astimezone(self.venue.zone)

    @property
    def held_ids(self) -> list[int]:
        """The commitments that hold its hour; none once it is answered."""
        return [pk for pk in (self.commitment_id, self.room_commitment_id) if pk is not None]

    def is_open(self, *, now: datetime) -> bool:
        return self.state == OfferState.OPEN and now < self.expires_at
