"""Enrollments: who comes, who waits for a seat, to whom one is offered."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.people.models import Acquisition, Beneficiary
from escale.workshops.models.groups import Group


class EnrollmentState(models.TextChoices):
    ENROLLED = "enrolled", "inscrit"
    WAITING = "waiting", "en attente"
    OFFERED = "offered", "place proposée"
    CANCELED_BY_PERSON = "canceled_by_person", "annulé par la personne"
    CANCELED_BY_US = "canceled_by_us", "annulé par nous"


TAKES_A_SEAT = frozenset({EnrollmentState.ENROLLED, EnrollmentState.OFFERED})
LIVE = TAKES_A_SEAT | {EnrollmentState.WAITING}


class WhyLeft(models.TextChoices):
    """Why an enrollment ended."""

    CANCELED = "canceled", "a annulé"
    DECLINED = "declined", "a dit non"
    NO_ANSWER = "no_answer", "sans réponse"
    REMOVED = "removed", "retiré par l’équipe"
    GROUP_CANCELED = "group_canceled", "atelier annulé"
    STARTED = "started", "a commencé sans place"


class EnrolledVia(models.TextChoices):
    PUBLIC = "public", "en ligne"
    STAFF = "staff", "par l’équipe"
    INVITATION = "invitation", "par invitation"
    PRESCRIBER = "prescriber", "par un partenaire"
    WALK_IN = "walk_in", "venu sans être inscrit"


class EnrollmentQuerySet(OwnedQuerySet["Enrollment"]):
    def live(self) -> Self:
        return self.filter(state__in=sorted(LIVE))

    def enrolled(self) -> Self:
        return self.filter(state=EnrollmentState.ENROLLED)

    def waiting(self) -> Self:
        return self.filter(state=EnrollmentState.WAITING)

    def offered(self) -> Self:
        return self.filter(state=EnrollmentState.OFFERED)

    def taking_seats(self) -> Self:
        return self.filter(state__in=sorted(TAKES_A_SEAT))

    def in_turn(self) -> Self:
        """First whoever the team put first, then whoever asked first."""
        # NULL comes first on one database and last on the other: said once for both.
        return self.order_by(F("raised_at").asc(nulls_last=True), "queued_at", "pk")

    def seats_taken(self) -> int:
        """How many seats these enrollments take. One query."""
        taken: int = self.taking_seats().aggregate(taken=Coalesce(Sum("seats"), 0))["taken"]
        return taken

    def by_name(self) -> Self:
        return self.order_by("person__search_key", "pk")

    def with_everything_shown(self) -> Self:
        return self.select_related("organization", "group__workshop", "group__cycle", "group__organization", "person")


class Enrollment(db.Model):
    """One person in one group, for one seat, or two with somebody who accompanies her.

    `queued_at` is when she began to wait; it orders the list and never changes. An offer holds her seat until
    `answer_by`; an invitation to join a group is an offer she didn't ask for.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="enrollments", verbose_name="structure")
    group = models.ForeignKey(Group, models.CASCADE, related_name="enrollments", verbose_name="groupe")
    person = models.ForeignKey(Beneficiary, models.PROTECT, related_name="enrollments", verbose_name="personne")
    interest = models.ForeignKey(
        "workshops.Interest",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="enrollments",
        verbose_name="demande d’apprendre",
    )
    state = models.CharField("état", max_length=20, choices=EnrollmentState)
    revision = models.PositiveIntegerField("révision", default=0)
    seats = models.PositiveSmallIntegerField("places prises", default=1)
    with_companion = models.BooleanField("vient avec quelqu’un", default=False)
    via = models.CharField("inscrit", max_length=10, choices=EnrolledVia)
    enrolled_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="inscrit par"
    )
    helper_name = models.CharField("inscrit pour elle par", max_length=80, blank=True)
    needs = models.CharField("ce qu’il lui faut dans la salle", max_length=200, blank=True)
    contact_phone = models.CharField("téléphone des messages", max_length=20, blank=True)
    contact_email = models.EmailField("adresse mail des messages", blank=True)
    acquisition = models.CharField("nous a connus par", max_length=20, choices=Acquisition, blank=True)
    created_at = models.DateTimeField("inscrit le")
    queued_at = models.DateTimeField("attend depuis", null=True, blank=True)
    raised_at = models.DateTimeField("passé devant le", null=True, blank=True)
    raised_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="passé devant par"
    )
    raised_why = models.CharField("pourquoi passé devant", max_length=160, blank=True)
    offered_at = models.DateTimeField("place proposée le", null=True, blank=True)
    answer_by = models.DateTimeField("réponse avant", null=True, blank=True)
    offered_by_call = models.BooleanField("proposée par téléphone", default=False)
    joined_at = models.DateTimeField("a une place depuis", null=True, blank=True)
    left_at = models.DateTimeField("parti le", null=True, blank=True)
    left_why = models.CharField("pourquoi", max_length=20, choices=WhyLeft, blank=True)
    called_back_at = models.DateTimeField("rappelé après des absences le", null=True, blank=True)
    asked_later_at = models.DateTimeField("point à trois mois demandé le", null=True, blank=True)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, unique=True, editable=False)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(state__in=sorted(LIVE)),
                name="one_live_enrollment_per_person",
                violation_error_message="Cette personne est déjà inscrite.",
            ),
            models.CheckConstraint(name="enrollment_takes_one_seat_or_two", condition=Q(seats__in=[1, 2])),
            models.CheckConstraint(
                name="an_offer_has_a_deadline",
                condition=Q(state=EnrollmentState.OFFERED, answer_by__isnull=False) | ~Q(state=EnrollmentState.OFFERED),
            ),
            models.CheckConstraint(
                name="a_seat_has_a_beginning",
                condition=Q(state=EnrollmentState.ENROLLED, joined_at__isnull=False)
                | ~Q(state=EnrollmentState.ENROLLED),
            ),
            models.CheckConstraint(
                name="who_waits_has_a_turn",
                condition=Q(state=EnrollmentState.WAITING, queued_at__isnull=False) | ~Q(state=EnrollmentState.WAITING),
            ),
        ]
        indexes = [
            models.Index(fields=["group", "state"], name="enrollment_group"),
            models.Index(fields=["person", "created_at"], name="enrollment_person"),
            models.Index(fields=["contact_phone", "created_at"], name="enrollment_contact"),
            models.Index(fields=["answer_by"], name="enrollment_deadline", condition=Q(state=EnrollmentState.OFFERED)),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_state_display()})"

    def is_live(self) -> bool:
        return self.state in LIVE

    def may_answer(self, *, now: datetime) -> bool:
        """Whether a seat is held for her, and its time isn't over."""
        return self.state == EnrollmentState.OFFERED and self.answer_by is not None and now < self.answer_by

    @property
    def is_invitation(self) -> bool:
        return self.via == EnrolledVia.INVITATION

    def misses(self, starts_at: datetime) -> bool:
        """Whether a session that starts then was before she joined: she was not expected."""
        return self.joined_at is None or starts_at < self.joined_at
