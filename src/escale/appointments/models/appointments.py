"""Appointments: a person, an adviser, an hour, a place."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.agenda.models import Commitment
from escale.appointments.models.reasons import Reason
from escale.people.models import Acquisition, Beneficiary
from escale.places.models import Venue


class State(models.TextChoices):
    """Where an appointment stands; the four last are outcomes."""

    EXPECTED = "expected", "à venir"
    SEEN = "seen", "venu"
    EXCUSED = "excused", "excusé"
    REVOKED = "revoked", "annulé par nous"
    NO_SHOW = "no_show", "absent"


ABSENCES_COUNT_FOR = timedelta(days=183)
"""Six months: after that nobody is reminded of an absence."""

FREES_THE_HOUR = frozenset({State.EXCUSED, State.REVOKED})


class BookedVia(models.TextChoices):
    PUBLIC = "public", "en ligne"
    STAFF = "staff", "par l’équipe"
    PRESCRIBER = "prescriber", "par un partenaire"


class AppointmentQuerySet(OwnedQuerySet["Appointment"]):
    def of_adviser(self, user: User) -> Self:
        """Those she receives, alone or with a colleague."""
        return self.filter(Q(adviser=user) | Q(co_adviser=user))

    def standing(self) -> Self:
        """Not called off: the hour is still taken."""
        return self.exclude(state__in=FREES_THE_HOUR)

    def expected(self) -> Self:
        return self.filter(state=State.EXPECTED)

    def upcoming(self, *, now: datetime) -> Self:
        return self.expected().filter(starts_at__gt=now)

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def without_outcome(self, *, before: datetime) -> Self:
        """Over before that instant, and nobody has noted what became of them."""
        return self.expected().filter(ends_at__lte=before)

    def to_follow_up(self) -> Self:
        """Those after which another appointment is wanted, and none has been taken yet."""
        taken = Appointment.objects.standing().filter(follows=OuterRef("pk"))
        return self.filter(~Exists(taken), needs_another=True)

    def with_everything_shown(self) -> Self:
        return self.select_related("organization", "reason", "venue", "room", "adviser", "co_adviser", "person")

    def with_meetings_before(self) -> Self:
        """Adds what was known of the person then: `meetings_before`, and `absences_before` in the last six months."""
        hers = Appointment.objects.filter(person=OuterRef("person"), starts_at__lt=OuterRef("starts_at"))
        recently = Q(starts_at__gt=OuterRef("starts_at") - ABSENCES_COUNT_FOR)
        return self.annotate(
            meetings_before=_how_many(hers.filter(state=State.SEEN)),
            absences_before=_how_many(hers.filter(recently, state=State.NO_SHOW)),
        )


def _how_many(earlier: AppointmentQuerySet) -> Coalesce:
    """Count the appointments of one person in a subquery."""
    counted = earlier.order_by().values("person").annotate(times=Count("pk")).values("times")
    return Coalesce(Subquery(counted), 0)


class Appointment(db.Model):
    """A person expected by an adviser, at an hour, somewhere."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="appointments", verbose_name="structure"
    )
    reason = models.ForeignKey(Reason, models.PROTECT, related_name="appointments", verbose_name="motif")
    person = models.ForeignKey(Beneficiary, models.PROTECT, related_name="appointments", verbose_name="personne")
    adviser = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name="avec")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="appointments", verbose_name="lieu")
    room = models.ForeignKey(
        "places.Room", models.SET_NULL, null=True, blank=True, related_name="appointments", verbose_name="salle"
    )
    commitment = models.OneToOneField(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="appointment", verbose_name="occupation"
    )
    room_commitment = models.OneToOneField(
        Commitment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="room_appointment",
        verbose_name="occupation de la salle",
    )
    co_adviser = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="shared_appointments", verbose_name="avec aussi"
    )
    co_commitment = models.OneToOneField(
        Commitment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="shared_appointment",
        verbose_name="occupation de la seconde personne",
    )
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="next_ones", verbose_name="suite du rendez-vous"
    )
    needs_another = models.BooleanField("un autre rendez-vous est nécessaire", default=False)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    state = models.CharField("état", max_length=10, choices=State, default=State.EXPECTED)
    revision = models.PositiveIntegerField("révision", default=0)
    subject = models.CharField("sujet, avec les mots de la personne", max_length=200, blank=True)
    booked_via = models.CharField("réservé", max_length=10, choices=BookedVia)
    booked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="réservé par"
    )
    booked_for_by = models.CharField("réservé pour elle par", max_length=60, blank=True)
    visit_address = models.CharField("où aller la voir", max_length=160, blank=True)
    visit_commune = models.CharField("commune où aller la voir (code INSEE)", max_length=5, blank=True)
    contact_phone = models.CharField("téléphone des messages", max_length=20, blank=True)
    contact_email = models.EmailField("adresse mail des messages", blank=True)
    acquisition = models.CharField("nous a connus par", max_length=20, choices=Acquisition, blank=True)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, unique=True, editable=False)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField("pris le")
    settled_at = models.DateTimeField("issue notée le", null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="issue notée par"
    )
    apology = models.CharField("phrase d’excuse", max_length=160, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "rendez-vous"
        verbose_name_plural = "rendez-vous"
        constraints = [
            models.CheckConstraint(name="appointment_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="two_advisers_are_two_people",
                condition=Q(co_adviser=None) | ~Q(co_adviser=F("adviser")),
                violation_error_message="Choisissez deux personnes différentes.",
            ),
            # A standing appointment holds its hour; a called-off one holds none.
            models.CheckConstraint(
                name="standing_appointment_holds_its_hour",
                condition=Q(state__in=sorted(FREES_THE_HOUR), commitment=None)
                | (~Q(state__in=sorted(FREES_THE_HOUR)) & Q(commitment__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["adviser", "starts_at"], name="appointment_adviser"),
            models.Index(
                fields=["co_adviser", "starts_at"],
                name="appointment_co_adviser",
                condition=Q(co_adviser__isnull=False),
            ),
            models.Index(fields=["organization", "starts_at"], name="appointment_organization"),
            models.Index(fields=["person", "starts_at"], name="appointment_person"),
            models.Index(fields=["contact_phone", "starts_at"], name="appointment_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_at:%d/%m/%Y %H:%M}"

    @property
    def local_start(self) -> datetime:
        """The start, in the venue's zone: what every surface shows."""
        return self.starts_at.astimezone(self.venue.zone)

    @property
    def advisers_words(self) -> str:
        """ "Maëlle", "Maëlle et Yann": who receives, by first names."""
        second = f" et {self.co_adviser.first_name}" if self.co_adviser else ""
        return f"{self.adviser.first_name}{second}"

    @property
    def held_ids(self) -> list[int]:
        """Its commitments: the adviser's, the second adviser's and the room's if any; none once it is called off."""
        held = (self.commitment_id, self.co_commitment_id, self.room_commitment_id)
        return [pk for pk in held if pk is not None]

    @property
    def cancel_deadline(self) -> datetime:
        return self.starts_at - timedelta(minutes=self.reason.cancel_until)

    @property
    def move_deadline(self) -> datetime:
        return self.starts_at - timedelta(minutes=self.reason.move_until)

    def is_upcoming(self, *, now: datetime) -> bool:
        return self.state == State.EXPECTED and self.starts_at > now

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)
