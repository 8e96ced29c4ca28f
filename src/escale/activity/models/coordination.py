"""What isn't helping somebody directly: animating a network, an event, a partnership. Codes are the national ones."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User


class CoordinationKind(models.TextChoices):
    ANIMATION = "animation", "Animation"
    EVENT = "evenement", "Évènement"
    PARTNERSHIP = "partenariat", "Partenariat"


class AnimationType(models.TextChoices):
    ASSEMBLY = "assemblee", "Assemblée ou présentation officielle"
    COMMITTEE = "comite", "Comité technique ou de pilotage"
    WORKING_GROUP = "groupe_de_travail", "Groupe de travail"
    EXCHANGE = "echange", "Moment d’échange ou de soutien"
    MEETING = "reunion_coordination", "Réunion de coordination"
    WEBINAR = "webinaire", "Webinaire"
    OTHER = "autre", "Autre"


class Initiative(models.TextChoices):
    OURS = "initiative", "À mon initiative"
    ASKED = "demande", "En réponse à une demande"


class AnimationTopic(models.TextChoices):
    SHARING = "partage", "Échanges de pratiques"
    NETWORK = "reseau", "Faire réseau"
    SUPPORT = "soutien", "Soutien technique ou organisation"
    CAREER = "professionnel", "Parcours professionnel"
    STAFF = "rh", "Soutien aux structures (recrutement, contrats)"
    OTHER = "autre", "Autre"


class EventType(models.TextChoices):
    PUBLIC = "grand_public", "Évènement grand public"
    NATIONAL = "national", "Évènement national"
    INCLUSION = "inclusion_numerique", "Journée d’inclusion numérique"
    LOCAL_NEC = "nec_local", "NEC local"
    OTHER = "autre", "Autre"


class Organizer(models.TextChoices):
    """Who organized the event; also the kind of a partner."""

    OURS = "ma_structure", "Ma structure"
    COMMUNE = "commune", "Une commune"
    EPCI = "epci", "Une intercommunalité"
    DEPARTEMENT = "departement", "Le département"
    REGION = "region", "La région"
    ASSOCIATION = "association", "Une association"
    COMPANY = "entreprise", "Une entreprise"
    HUB = "hub", "Un Hub"
    STATE = "etat", "L’État"
    CONSORTIUM = "groupement", "Un groupement"
    OTHER = "autre", "Autre"


class Reach(models.TextChoices):
    """How far it reaches."""

    COMMUNE = "communal", "Communal"
    EPCI = "intercommunal", "Intercommunal"
    DEPARTEMENT = "departemental", "Départemental"
    REGION = "regional", "Régional"
    NATIONAL = "national", "National"


class PartnershipKind(models.TextChoices):
    JOURNEY = "parcours_usager", "Conception de parcours usager"
    FUNDING = "subvention", "Recherche de subvention"
    DAY = "coordination_departementale", "Journée de coordination départementale"
    OFFICIAL = "rdv_elu", "Rendez-vous avec une élue ou un élu"
    OTHER = "autre", "Autre"


class CoordinationRecord(db.Model):
    """One coordination activity. Several values are lists of codes; `other` completes the code "autre".

    `partners`: `[{"name": …, "kind": an Organizer code, "other": …}]`.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="coordinations", verbose_name="structure"
    )
    adviser = models.ForeignKey(User, models.PROTECT, related_name="coordinations", verbose_name="par")
    kind = models.CharField("type", max_length=15, choices=CoordinationKind)
    on = models.DateField("jour")
    minutes = models.PositiveSmallIntegerField(
        "durée en minutes", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1439)]
    )
    name = models.CharField("nom", max_length=160, blank=True)
    participants = models.PositiveIntegerField("participants", null=True, blank=True)
    advisers = models.PositiveIntegerField("conseillers et médiateurs numériques", default=0)
    structures = models.PositiveIntegerField("structures", default=0)
    others = models.PositiveIntegerField("autres personnes", default=0)
    animation_type = models.CharField("type d’animation", max_length=20, choices=AnimationType, blank=True)
    event_type = models.CharField("type d’évènement", max_length=20, choices=EventType, blank=True)
    partnership_kinds = models.JSONField("nature du partenariat", default=list, blank=True)
    organizers = models.JSONField("organisé par", default=list, blank=True)
    partners = models.JSONField("structures partenaires", default=list, blank=True)
    topics = models.JSONField("thématiques d’animation", default=list, blank=True)
    initiative = models.CharField("à l’initiative de", max_length=15, choices=Initiative, blank=True)
    reach = models.CharField("échelon", max_length=15, choices=Reach, blank=True)
    other = models.CharField("précision", max_length=160, blank=True)
    tags = models.JSONField("mots-clés", default=list, blank=True)
    note = models.TextField("note", max_length=300, blank=True)
    created_at = models.DateTimeField("enregistré le")
    changed_at = models.DateTimeField("modifié le", null=True, blank=True)
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)
    external_id = models.CharField("identifiant là-bas", max_length=64, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)

    objects = OwnedQuerySet["CoordinationRecord"].as_manager()

    class Meta:
        verbose_name = "activité de coordination"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "external_id"],
                condition=~Q(external_id=""),
                name="one_coordination_per_external_id",
                violation_error_message="Cette activité est déjà là.",
            )
        ]
        indexes = [models.Index(fields=["organization", "on"], name="coordination_organization")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
