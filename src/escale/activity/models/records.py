"""The activity record: what was done, with how many people, how far they got. Its codes are the national ones."""

import uuid
from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.appointments.models import Appointment, WalkIn
from escale.places.models import Venue
from escale.topics import Topic
from escale.workshops.models import Session


class Kind(models.TextChoices):
    INDIVIDUAL = "individuel", "Accompagnement individuel"
    COLLECTIVE = "collectif", "Atelier collectif"


class Place(models.TextChoices):
    """Where it happened."""

    VENUE = "lieu_activite", "Lieu d’activité"
    HOME = "domicile", "À domicile"
    REMOTE = "a_distance", "À distance"
    OTHER = "autre", "Autre lieu"


class Posture(models.TextChoices):
    """The adviser's: she trains, does with, or exceptionally does in the person's place (CNIL's three)."""

    TEACH = "teach", "Je forme"
    ASSIST = "assist", "J’accompagne"
    ACT = "act", "Je fais"


class Autonomy(models.TextChoices):
    """Where the person stands at the end."""

    WATCHES = "entierement_accompagne", "regarde faire"
    WITH_HELP = "partiellement_autonome", "fait avec mon aide"
    ALONE = "autonome", "fait sans aide"


class SessionLevel(models.TextChoices):
    BEGINNER = "debutant", "Débutant"
    INTERMEDIATE = "intermediaire", "Intermédiaire"
    ADVANCED = "avance", "Avancé"


class Device(models.TextChoices):
    """What was used."""

    COMPUTER = "ordinateur", "Ordinateur"
    PHONE = "telephone", "Téléphone"
    TABLET = "tablette", "Tablette"
    OTHER = "autre", "Autre matériel"
    NONE = "aucun", "Pas de matériel"


class NextStep(models.TextChoices):
    NOTHING = "nothing", "Rien"
    SEE_AGAIN = "see_again", "À revoir"
    WORKSHOP = "workshop", "Atelier"
    REFER = "refer", "Orienter"


class ReferredTo(models.TextChoices):
    """The kind of place the person was sent to."""

    ADMINISTRATION = "administration", "Administration"
    MEDIATION = "mediation_numerique", "Autre lieu de médiation numérique"
    OPERATOR = "operateur_ou_organisme_en_charge", "Organisme en charge de la démarche"
    SOCIAL_HELP = "aide_sociale", "Aide sociale"
    EMPLOYMENT = "insertion_professionnelle", "Insertion professionnelle"
    PROCEDURES = "aide_aux_demarches_administratives", "Aide aux démarches administratives"
    OTHER = "autre", "Autre"


class Source(models.TextChoices):
    """Where the record was first written."""

    ESCALE = "escale", "Escale"
    COOP_V1 = "coop_v1", "Espace Coop (V1)"
    COOP_V2 = "coop_v2", "La Coop de la médiation numérique (V2)"


class ActivityRecordQuerySet(OwnedQuerySet["ActivityRecord"]):
    def counted(self) -> Self:
        """Those that stand: a record taken away is kept a while to be put back, and counts no more."""
        return self.filter(removed_at=None)

    def of_adviser(self, user: User) -> Self:
        return self.filter(adviser=user)

    def between(self, first: date, last: date) -> Self:
        """Both days included."""
        return self.filter(on__gte=first, on__lte=last)

    def to_complete(self) -> Self:
        """Attendance is noted, nobody has confirmed the rest."""
        return self.counted().filter(completed_at=None)

    def with_everything_shown(self) -> Self:
        return self.select_related(
            "organization", "adviser", "venue", "appointment__reason", "session__group", "walk_in__reason"
        ).prefetch_related("topics", "devices", "participations__person", "unnamed_counts", "tagged__tag")

    def by_date(self) -> Self:
        return self.order_by("on", "starts_at", "pk")


class ActivityRecord(db.Model):
    """One activity: an appointment, somebody without appointment, a session, or help in passing.

    It exists as soon as attendance is noted, and counts from then on; `completed_at` says that an adviser has confirmed
    what was done. `on` is the day where it happened. `people` counts participations: those named and `unnamed`, who are
    counters and never become files.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="activities", verbose_name="structure")
    kind = models.CharField("type", max_length=10, choices=Kind)
    adviser = models.ForeignKey(User, models.PROTECT, related_name="activities", verbose_name="par")
    appointment = models.OneToOneField(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="activity", verbose_name="rendez-vous"
    )
    walk_in = models.OneToOneField(
        WalkIn, models.SET_NULL, null=True, blank=True, related_name="activity", verbose_name="sans rendez-vous"
    )
    session = models.OneToOneField(
        Session, models.SET_NULL, null=True, blank=True, related_name="activity", verbose_name="séance"
    )
    on = models.DateField("jour")
    starts_at = models.DateTimeField("début", null=True, blank=True)
    hour = models.PositiveSmallIntegerField("heure du lieu", null=True, blank=True, validators=[MaxValueValidator(23)])
    minutes = models.PositiveSmallIntegerField(
        "durée en minutes", validators=[MinValueValidator(1), MaxValueValidator(1439)]
    )
    place = models.CharField("où", max_length=15, choices=Place, default=Place.VENUE)
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="lieu"
    )
    commune = models.CharField("commune (code INSEE)", max_length=5, blank=True)
    title = models.CharField("titre de l’atelier", max_length=80, blank=True)
    level = models.CharField("niveau de l’atelier", max_length=15, choices=SessionLevel, blank=True)
    autonomy = models.CharField("à la fin", max_length=25, choices=Autonomy, blank=True)
    posture = models.CharField("posture", max_length=10, choices=Posture, blank=True)
    procedure = models.CharField("démarche, en quelques mots", max_length=160, blank=True)
    next_step = models.CharField("la suite", max_length=10, choices=NextStep, blank=True)
    referred = models.BooleanField("orientée", null=True, blank=True)
    referred_to = models.CharField("orientée vers", max_length=40, choices=ReferredTo, blank=True)
    note = models.TextField("note", max_length=300, blank=True)
    people = models.PositiveIntegerField("participations", default=1)
    unnamed = models.PositiveIntegerField("personnes sans nom", default=0)
    unnamed_known = models.PositiveIntegerField("personnes sans nom déjà venues", default=0)
    created_at = models.DateTimeField("enregistré le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="enregistré par"
    )
    completed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    changed_at = models.DateTimeField("modifié le", null=True, blank=True)
    changed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="modifié par"
    )
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)
    source = models.CharField("écrit dans", max_length=10, choices=Source, default=Source.ESCALE)
    external_id = models.CharField("identifiant là-bas", max_length=64, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)

    objects = ActivityRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "compte rendu d’activité"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "external_id"],
                condition=~Q(external_id=""),
                name="one_record_per_external_id",
                violation_error_message="Ce compte rendu est déjà là.",
            ),
            models.CheckConstraint(
                name="known_unnamed_are_among_the_unnamed", condition=Q(unnamed_known__lte=models.F("unnamed"))
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "on"], name="activity_organization"),
            models.Index(fields=["adviser", "on"], name="activity_adviser"),
            models.Index(fields=["venue", "on"], name="activity_venue"),
            models.Index(
                fields=["adviser", "on"],
                name="activity_to_complete",
                condition=Q(completed_at=None, removed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None


class RecordTopic(db.Model):
    """One subject of an activity, in the national vocabulary."""

    record = models.ForeignKey(ActivityRecord, models.CASCADE, related_name="topics", verbose_name="compte rendu")
    topic = models.CharField("thématique", max_length=40, choices=Topic)

    objects = db.QuerySet["RecordTopic"].as_manager()

    class Meta:
        verbose_name = "thématique d’un compte rendu"
        constraints = [models.UniqueConstraint(fields=["record", "topic"], name="one_topic_once_per_record")]

    def __str__(self) -> str:
        return self.get_topic_display()


class RecordDevice(db.Model):
    """One kind of equipment used during an activity."""

    record = models.ForeignKey(ActivityRecord, models.CASCADE, related_name="devices", verbose_name="compte rendu")
    device = models.CharField("matériel", max_length=15, choices=Device)

    objects = db.QuerySet["RecordDevice"].as_manager()

    class Meta:
        verbose_name = "matériel d’un compte rendu"
        constraints = [models.UniqueConstraint(fields=["record", "device"], name="one_device_once_per_record")]

    def __str__(self) -> str:
        return self.get_device_display()
