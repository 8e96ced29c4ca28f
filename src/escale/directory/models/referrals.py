"""Referrals: somebody sent to a partner, somebody a partner sends; and the needs nobody answers."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.appointments.models import Appointment, CallbackRequest, State
from escale.directory.models.partners import Contact, Partner
from escale.people.models import Beneficiary


class Method(models.TextChoices):
    """How somebody is sent."""

    PHONE = "phone", "Nous appelons ensemble, maintenant"
    MAIL = "mail", "Par mail, avec une page secrète"
    SMS = "sms", "Elle reçoit l’adresse et les horaires par SMS"
    PAPER = "paper", "Elle y va avec un bon d’orientation imprimé"
    TOGETHER = "together", "Rendez-vous à trois"


class ConsentHow(models.TextChoices):
    """How the person said that she agrees."""

    SAID = "said", "Elle l’a dit devant moi"
    SMS = "sms", "Par SMS"
    PAPER = "paper", "Sur papier"


class ReferralState(models.TextChoices):
    """Where it stands; the partner answers from its page, or the team notes what it heard."""

    SENT = "sent", "Sans réponse"
    WAITING = "waiting", "Réponse dans la semaine"
    ACCEPTED = "accepted", "Acceptée"
    REFUSED = "refused", "Refusée"
    SEEN = "seen", "Reçue, à suivre"
    DONE = "done", "Reçue, c’est fait"
    NOT_COME = "not_come", "Pas venue"
    WITHDRAWN = "withdrawn", "Arrêtée"


class Refusal(models.TextChoices):
    """Why a partner can't."""

    MISSION = "mission", "Ce n’est pas leur mission"
    AREA = "area", "Hors de leur secteur"
    FULL = "full", "Complet"
    PAPERS = "papers", "Il manque des pièces"
    UNREACHABLE = "unreachable", "La personne ne répond pas"
    OTHER = "other", "Autre"


class Outcome(models.TextChoices):
    """What came of it for the person, as the team heard."""

    SOLVED = "solved", "C’est réglé"
    UNDER_WAY = "under_way", "C’est en cours"
    NOT_SOLVED = "not_solved", "Rien n’a changé"
    UNKNOWN = "unknown", "On ne sait pas"


UNANSWERED = frozenset({ReferralState.SENT, ReferralState.WAITING})
"""Neither yes nor no."""
ENDED = (ReferralState.REFUSED, ReferralState.DONE, ReferralState.NOT_COME, ReferralState.WITHDRAWN)


class ReferralQuerySet(OwnedQuerySet["Referral"]):
    def open(self) -> Self:
        """Those something is still expected of."""
        return self.filter(ended_at=None)

    def with_everything_shown(self) -> Self:
        return self.select_related("organization", "partner", "contact", "person", "adviser")


class Referral(db.Model):
    """A person sent to a partner, with her consent: what is said of her, how, and what came back.

    The partner reads it on a secret page, until `link_expires_at`. `remind_at`, `call_at` and `ask_at` say when the
    partner is reminded, when the team is told to call or to find another way, when it is asked what happened; each is
    emptied when done.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="referrals", verbose_name="structure")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="referrals", verbose_name="vers")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="à qui")
    person = models.ForeignKey(
        Beneficiary, models.SET_NULL, null=True, blank=True, related_name="referrals", verbose_name="personne"
    )
    appointment = models.ForeignKey(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="referrals", verbose_name="pendant"
    )
    adviser = models.ForeignKey(User, models.PROTECT, related_name="referrals", verbose_name="par")
    need = models.CharField("besoin", max_length=40, blank=True)
    words = models.CharField("le besoin, en une phrase", max_length=200)
    method = models.CharField("comment", max_length=10, choices=Method)
    shares_phone = models.BooleanField("son numéro est transmis", default=True)
    consent_how = models.CharField("comment elle a dit oui", max_length=10, choices=ConsentHow)
    consent_at = models.DateTimeField("d’accord le")
    sent_to = models.EmailField("envoyée à", blank=True)
    together = models.ForeignKey(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="rendez-vous à trois"
    )
    together_at = models.DateTimeField("à trois le", null=True, blank=True)
    state = models.CharField("état", max_length=10, choices=ReferralState, default=ReferralState.SENT)
    refusal = models.CharField("raison du refus", max_length=15, choices=Refusal, blank=True)
    note_back = models.CharField("le mot du partenaire", max_length=200, blank=True)
    outcome = models.CharField("ce qui s’est passé", max_length=10, choices=Outcome, blank=True)
    outcome_note = models.CharField("en quelques mots", max_length=200, blank=True)
    created_at = models.DateTimeField("faite le")
    answered_at = models.DateTimeField("réponse le", null=True, blank=True)
    ended_at = models.DateTimeField("terminée le", null=True, blank=True)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, unique=True, editable=False)
    link_expires_at = models.DateTimeField("lien ouvert jusqu’au")
    remind_at = models.DateTimeField("rappel au partenaire le", null=True, blank=True)
    call_at = models.DateTimeField("à appeler le", null=True, blank=True)
    ask_at = models.DateTimeField("demander ce qui s’est passé le", null=True, blank=True)
    revision = models.PositiveIntegerField("révision", default=0)
    submission = models.UUIDField("clé du formulaire", unique=True, default=uuid.uuid4, editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "orientation"
        constraints = [
            models.CheckConstraint(
                name="a_refused_referral_says_why", condition=~Q(state=ReferralState.REFUSED) | ~Q(refusal="")
            )
        ]
        indexes = [
            models.Index(fields=["organization", "created_at"], name="referral_organization"),
            models.Index(fields=["partner", "created_at"], name="referral_partner"),
            models.Index(fields=["remind_at"], name="referral_to_remind", condition=Q(remind_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def names_somebody(self) -> bool:
        """Whether there is still somebody to speak of: her file may have been erased meanwhile."""
        return self.person is not None and self.person.erased_at is None

    @property
    def goes_to(self) -> str:
        """Where its mails go now: to the house when whoever received them has left."""
        has_left = self.contact is not None and self.contact.archived_at is not None
        return self.partner.email if self.sent_to and has_left else self.sent_to

    def link_is_open(self, *, now: datetime) -> bool:
        return now < self.link_expires_at

    def shows_person(self, *, now: datetime) -> bool:
        """Whether the page of the partner may still say who the person is."""
        return self.link_is_open(now=now) and self.ended_at is None and self.names_somebody


class ReferralStep(db.Model):
    """One thing that happened to a referral, for its history: the state it took, when, said by whom."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="steps", verbose_name="orientation")
    state = models.CharField("état", max_length=10, choices=ReferralState)
    at = models.DateTimeField("le")
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par l’équipe")

    objects = db.QuerySet["ReferralStep"].as_manager()

    class Meta:
        verbose_name = "étape d’une orientation"
        verbose_name_plural = "étapes des orientations"

    def __str__(self) -> str:
        return self.state


class PrescriberQuerySet(OwnedQuerySet["Prescriber"]):
    def standing(self) -> Self:
        """Those whose page opens."""
        return self.filter(revoked_at=None, partner__archived_at=None)


class Prescriber(db.Model):
    """A partner's professional who refers or books for somebody, from a secret page of her own; she has no account."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="prescribers", verbose_name="structure")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="prescribers", verbose_name="partenaire")
    name = models.CharField("prénom et nom", max_length=80)
    role = models.CharField("rôle", max_length=80, blank=True)
    email = models.EmailField("adresse mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("ajoutée le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ajoutée par"
    )
    last_used_at = models.DateTimeField("dernière visite", null=True, blank=True)
    revoked_at = models.DateTimeField("fermée le", null=True, blank=True)

    objects = PrescriberQuerySet.as_manager()

    class Meta:
        verbose_name = "prescripteur"

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name else ""

    @property
    def is_open(self) -> bool:
        """Whether her page opens: it doesn't once closed, nor while her partner is off the list."""
        return self.revoked_at is None and self.partner.archived_at is None

    @property
    def full_name(self) -> str:
        """Who refers, as the team reads it: "Élodie Marchand, France services de Vitré"."""
        return f"{self.name}, {self.partner}"


class ReceivedReferralQuerySet(OwnedQuerySet["ReceivedReferral"]):
    def waiting(self) -> Self:
        """Those the team has to call: no hour taken yet, nobody reached."""
        return self.filter(appointment=None, closed_at=None, callback__done_at=None, callback__isnull=False)

    def to_come(self) -> Self:
        return self.filter(appointment__state=State.EXPECTED)

    def with_everything_shown(self) -> Self:
        return self.select_related(
            "organization",
            "person",
            "callback",
            "prescriber__partner",
            "appointment__adviser",
            "appointment__venue",
            "appointment__reason",
        )


class ReceivedReferral(db.Model):
    """A person a partner's professional sends us: an appointment taken for her, or a demand the team answers.

    Where it stands follows from its appointment, or from the demand; `closed_at` ends one that came to nothing.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="received_referrals", verbose_name="structure"
    )
    prescriber = models.ForeignKey(Prescriber, models.PROTECT, related_name="referrals", verbose_name="par")
    person = models.ForeignKey(
        Beneficiary, models.SET_NULL, null=True, blank=True, related_name="received_referrals", verbose_name="personne"
    )
    words = models.CharField("le besoin, en une phrase", max_length=200)
    consent_how = models.CharField("comment elle a dit oui", max_length=10, choices=ConsentHow)
    consent_at = models.DateTimeField("d’accord le")
    appointment = models.ForeignKey(
        Appointment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="received_referrals",
        verbose_name="rendez-vous",
    )
    callback = models.ForeignKey(
        CallbackRequest, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="demande de rappel"
    )
    is_together = models.BooleanField("rendez-vous à trois", default=False)
    note_back = models.CharField("le mot de l’équipe", max_length=200, blank=True)
    created_at = models.DateTimeField("reçue le")
    told_at = models.DateTimeField("suite dite le", null=True, blank=True)
    closed_at = models.DateTimeField("sans suite le", null=True, blank=True)
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False)

    objects = ReceivedReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "orientation reçue"
        verbose_name_plural = "orientations reçues"
        indexes = [models.Index(fields=["prescriber", "created_at"], name="received_by_prescriber")]

    def __str__(self) -> str:
        return self.words


class Lacking(models.TextChoices):
    """Why a need stayed without answer."""

    NOBODY = "nobody", "Personne ne le fait par ici"
    TOO_FAR = "too_far", "Trop loin"
    TOO_LONG = "too_long", "Trop d’attente"
    REFUSED = "refused", "Refusé par le partenaire"
    COST = "cost", "Payant"
    OTHER = "other", "Autre"


class UnmetNeed(db.Model):
    """A need nobody answers here: words, a commune, a day. Never a person; what the territory lacks is counted by it."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="unmet_needs", verbose_name="structure")
    need = models.CharField("besoin", max_length=40, blank=True)
    words = models.CharField("en quelques mots", max_length=120)
    lacking = models.CharField("ce qui manque", max_length=10, choices=Lacking)
    commune = models.CharField("commune (code INSEE)", max_length=5, blank=True)
    on = models.DateField("jour")
    noted_at = models.DateTimeField("noté le")
    noted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="noté par"
    )
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False)

    objects = OwnedQuerySet["UnmetNeed"].as_manager()

    class Meta:
        verbose_name = "besoin sans réponse"
        verbose_name_plural = "besoins sans réponse"
        indexes = [models.Index(fields=["organization", "on"], name="unmet_organization")]

    def __str__(self) -> str:
        return self.words
