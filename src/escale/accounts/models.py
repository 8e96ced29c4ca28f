"""Who works with Escale: users, the organizations they work for, and the role each has there."""

import secrets
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from escale import db

INVITATION_LIFETIME = timedelta(days=14)
SMS_EARLIEST, SMS_LATEST = time(8), time(20)
"""The widest hours in which a message that can wait may ring; an organization may narrow them."""


def hashed(secret: str) -> str:
    """What is stored of a secret that travels by link: enough to recognise it, not to use it."""
    return sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    """192 bits, safe in an address."""
    return secrets.token_urlsafe(24)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        """Create a user who signs in by e-mail; without a password, by code only."""
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **values)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What she may do comes from her memberships."""

    email = models.EmailField("adresse mail", max_length=254)
    first_name = models.CharField("prénom", max_length=60)
    last_name = models.CharField("nom", max_length=60, blank=True)
    is_active = models.BooleanField("actif", default=True)
    is_staff = models.BooleanField("équipe technique", default=False)
    joined_at = models.DateTimeField("arrivée", default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name"]
    objects = UserManager()

    class Meta:
        verbose_name = "utilisateur"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_user_per_email",
                violation_error_message="Cette adresse mail a déjà un compte.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        return f"{self.first_name[:1]}{self.last_name[:1]}".upper()


class OrganizationQuerySet(db.QuerySet["Organization"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(memberships__user=user, memberships__ended_at=None).distinct()

    def open_to_public(self) -> Self:
        """Organizations whose adviser has opened online booking."""
        return self.filter(online_booking_opened_at__isnull=False)


class Organization(db.Model):
    """A structure that employs advisers and owns its data."""

    name = models.CharField("nom", max_length=80)
    slug = models.SlugField("adresse de la page", max_length=60, unique=True)
    commune_name = models.CharField("commune", max_length=80, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    phone_hours = models.CharField("heures du téléphone", max_length=80, blank=True)
    email = models.EmailField("adresse mail", blank=True)
    website = models.URLField("site", blank=True)
    presentation = models.TextField("présentation", max_length=600, blank=True)
    sms_sender = models.CharField("expéditeur des SMS", max_length=11, blank=True)
    sms_per_day = models.PositiveIntegerField("SMS par jour au plus", default=200)
    same_morning_reminder = models.BooleanField("rappel le matin même", default=False)
    no_show_message = models.BooleanField("message après une absence", default=False)
    no_show_note_after = models.PositiveSmallIntegerField(
        "absences avant de le signaler", default=2, validators=[MaxValueValidator(20)]
    )
    sms_from = models.TimeField("messages à partir de", default=SMS_EARLIEST)
    sms_until = models.TimeField("messages jusqu’à", default=SMS_LATEST)
    offer_minutes = models.PositiveSmallIntegerField(
        "minutes pour répondre à une heure proposée",
        default=120,
        validators=[MinValueValidator(15), MaxValueValidator(2880)],
    )
    waiting_new_first = models.BooleanField("liste d’attente : d’abord les personnes jamais reçues", default=False)
    keeps_people_months = models.PositiveSmallIntegerField(
        "mois de conservation des fiches", default=12, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    online_booking_opened_at = models.DateTimeField("réservation en ligne ouverte le", null=True, blank=True)
    set_up_at = models.DateTimeField("premiers réglages finis le", null=True, blank=True)
    created_at = models.DateTimeField("créée le", default=timezone.now)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "structure"
        constraints = [
            models.CheckConstraint(
                name="messages_ring_by_day",
                condition=Q(sms_from__gte=SMS_EARLIEST, sms_until__lte=SMS_LATEST, sms_until__gt=F("sms_from")),
                violation_error_message="Les messages partent entre 8 h et 20 h.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open_online(self) -> bool:
        return self.online_booking_opened_at is not None


class NetworkQuerySet(db.QuerySet["Network"]):
    def coordinated_by(self, user: User) -> Self:
        return self.filter(coordinators=user)


class Network(db.Model):
    """Organizations whose figures are read together by those who coordinate them; each keeps its people and its data."""

    name = models.CharField("nom", max_length=80)
    slug = models.SlugField("adresse de la page", max_length=60, unique=True)
    organizations = models.ManyToManyField(Organization, related_name="networks", blank=True, verbose_name="structures")
    coordinators = models.ManyToManyField(User, related_name="networks", blank=True, verbose_name="coordination")
    created_at = models.DateTimeField("créé le", default=timezone.now)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = "réseau"

    def __str__(self) -> str:
        return self.name


class OwnedQuerySet[M: models.Model](db.QuerySet[M]):
    """Rows that belong to an organization: those of another one don't exist for its members."""

    def visible_to(self, user: User) -> Self:
        return self.filter(organization__in=Organization.objects.visible_to(user))

    def of_organization(self, organization: Organization) -> Self:
        return self.filter(organization=organization)


class Role(models.TextChoices):
    """What a member does in her organization; `rules.py` says what each role may do."""

    ADVISER = "adviser", "conseiller numérique"
    COORDINATOR = "coordinator", "coordination"
    FRONT_DESK = "front_desk", "accueil"
    VOLUNTEER = "volunteer", "bénévole"
    ADMIN = "admin", "responsable"


class MembershipQuerySet(db.QuerySet["Membership"]):
    def active(self) -> Self:
        return self.filter(ended_at=None)

    def of_organization(self, organization: Organization) -> Self:
        return self.filter(organization=organization)


class Membership(db.Model):
    """One person's place in one organization."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="utilisateur")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="memberships", verbose_name="structure")
    role = models.CharField("rôle", max_length=20, choices=Role, default=Role.ADVISER)
    job_title = models.CharField("métier, tel que le public le lit", max_length=60, blank=True)
    joined_at = models.DateTimeField("arrivée", default=timezone.now)
    ended_at = models.DateTimeField("départ", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "membre"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"],
                condition=Q(ended_at=None),
                name="one_active_membership_per_organization",
                violation_error_message="Cette personne fait déjà partie de la structure.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class InvitationQuerySet(db.QuerySet["Invitation"]):
    def pending(self, *, now: datetime) -> Self:
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)

    def with_secret(self, secret: str) -> Self:
        return self.filter(secret_hash=hashed(secret))


class Invitation(db.Model):
    """A single-use link, bound to one e-mail address, to join an organization."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="invitations", verbose_name="structure")
    email = models.EmailField("adresse mail")
    role = models.CharField("rôle", max_length=20, choices=Role, default=Role.ADVISER)
    secret_hash = models.CharField("empreinte du lien", max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, verbose_name="invité par")
    created_at = models.DateTimeField("envoyée le")
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    revoked_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_pending_invitation_per_email",
                violation_error_message="Une invitation attend déjà à cette adresse.",
            )
        ]

    def __str__(self) -> str:
        return self.email


class SetupCode(db.Model):
    """The code printed in the terminal that lets the first person set up an empty instance."""

    code_hash = models.CharField("empreinte du code", max_length=64)
    created_at = models.DateTimeField("créé le")

    class Meta:
        verbose_name = "code de première mise en route"

    def __str__(self) -> str:
        return f"code du {self.created_at:%d/%m/%Y}"
