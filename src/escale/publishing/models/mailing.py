"""The programme of the month: lists of recipients, the mail of each month, its copies, and who wants no more of it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.publishing.models.channels import Channel, Public


class RecipientListQuerySet(OwnedQuerySet["RecipientList"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)


class RecipientList(db.Model):
    """Whom the programme of the month is sent to: colleagues of one place, partners, people who asked for it by SMS."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="recipient_lists", verbose_name="structure"
    )
    name = models.CharField("nom", max_length=60)
    public = models.CharField("écrit pour", max_length=15, choices=Public, default=Public.PROFESSIONALS)
    by_sms = models.BooleanField("reçoit un SMS", default=False)
    channel = models.ForeignKey(
        Channel, models.SET_NULL, null=True, blank=True, related_name="recipient_lists", verbose_name="compté avec"
    )
    created_at = models.DateTimeField("ajoutée le")
    archived_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = RecipientListQuerySet.as_manager()

    class Meta:
        verbose_name = "liste de destinataires"
        verbose_name_plural = "listes de destinataires"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=Q(archived_at=None),
                name="one_recipient_list_name_per_organization",
                violation_error_message="Une liste porte déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class RecipientQuerySet(OwnedQuerySet["Recipient"]):
    def standing(self) -> Self:
        """Not taken off their list."""
        return self.filter(removed_at=None)

    def with_refusals(self) -> Self:
        """Each with `refuses`: whether she said, from any list of the organization, that she wants no more of it."""
        said = MailOptOut.objects.filter(organization=OuterRef("organization"), email=OuterRef("email"))
        return self.annotate(refuses=Exists(said))

    def reachable(self) -> Self:
        """Those the next mail goes to."""
        return self.standing().with_refusals().filter(refuses=False, bounced_at=None)


class Recipient(db.Model):
    """One address of a list: a mail, or a mobile in a list that receives SMS.

    `public` is for whom it is written when it isn't for whom the list is. `batch` says with which file it came.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="recipients", verbose_name="structure")
    list = models.ForeignKey(RecipientList, models.CASCADE, related_name="recipients", verbose_name="liste")
    name = models.CharField("nom", max_length=80, blank=True)
    structure = models.CharField("structure", max_length=80, blank=True)
    email = models.EmailField("adresse mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    public = models.CharField("écrit pour", max_length=15, choices=Public, blank=True)
    asked_on = models.DateField("l’a demandé le", null=True, blank=True)
    batch = models.UUIDField("venue avec", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("ajouté le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ajouté par"
    )
    bounced_at = models.DateTimeField("adresse refusée le", null=True, blank=True)
    bounce = models.CharField("ce qui a manqué", max_length=200, blank=True)
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)
    link_nonce = models.UUIDField("graine du lien secret", default=uuid.uuid4, editable=False)
    link_hash = models.CharField("empreinte du lien secret", max_length=64, db_index=True, editable=False)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = "destinataire"
        constraints = [
            models.CheckConstraint(
                name="recipient_has_one_address",
                condition=(~Q(email="") & Q(phone="")) | (Q(email="") & ~Q(phone="")),
                violation_error_message="Il faut une adresse mail ou un numéro.",
            ),
            models.UniqueConstraint(
                fields=["list", "email"],
                condition=Q(removed_at=None) & ~Q(email=""),
                name="one_recipient_per_mail",
                violation_error_message="Cette adresse est déjà dans la liste.",
            ),
            models.UniqueConstraint(
                fields=["list", "phone"],
                condition=Q(removed_at=None) & ~Q(phone=""),
                name="one_recipient_per_phone",
                violation_error_message="Ce numéro est déjà dans la liste.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.address

    @property
    def address(self) -> str:
        return self.email or self.phone

    @property
    def reads_as(self) -> Public:
        """For whom what she receives is written."""
        return Public(self.public or self.list.public)


class MailOptOut(db.Model):
    """An address that wants no more monthly mail from an organization, whichever list it was on."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="mail_opt_outs", verbose_name="structure"
    )
    email = models.EmailField("adresse mail")
    asked_at = models.DateTimeField("demandé le")

    objects = OwnedQuerySet["MailOptOut"].as_manager()

    class Meta:
        verbose_name = "refus du mail du mois"
        verbose_name_plural = "refus du mail du mois"
        constraints = [models.UniqueConstraint(fields=["organization", "email"], name="one_opt_out_per_mail")]

    def __str__(self) -> str:
        return self.email


class MonthlyMailQuerySet(OwnedQuerySet["MonthlyMail"]):
    def to_leave(self) -> Self:
        return self.filter(left_at=None)

    def latest_first(self) -> Self:
        return self.order_by("-month", "-pk")


class MonthlyMail(db.Model):
    """The programme of one month: what somebody wrote of it. Its activities are read when it is shown and when it leaves.

    It leaves on its day only once somebody has read it over.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="monthly_mails", verbose_name="structure"
    )
    month = models.DateField("premier jour du mois")
    subject = models.CharField("objet", max_length=120, blank=True)
    story_title = models.CharField("titre de l’histoire", max_length=80, blank=True)
    story = models.TextField("une histoire", max_length=1200, blank=True)
    lists = models.ManyToManyField(RecipientList, related_name="mails", blank=True, verbose_name="listes")
    planned_on = models.DateField("jour d’envoi")
    revision = models.PositiveIntegerField("révision", default=0)
    created_at = models.DateTimeField("préparé le")
    reviewed_at = models.DateTimeField("relu le", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="relu par"
    )
    left_at = models.DateTimeField("parti le", null=True, blank=True)

    objects = MonthlyMailQuerySet.as_manager()

    class Meta:
        verbose_name = "mail du mois"
        verbose_name_plural = "mails du mois"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "month"],
                name="one_monthly_mail",
                violation_error_message="Le mail de ce mois est déjà préparé.",
            )
        ]

    def __str__(self) -> str:
        return f"programme {self.month:%m/%Y}"


class MailCopy(db.Model):
    """The mail of a month as one recipient receives it: what her message speaks of."""

    mail = models.ForeignKey(MonthlyMail, models.CASCADE, related_name="copies", verbose_name="mail du mois")
    recipient = models.ForeignKey(
        Recipient, models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name="destinataire"
    )

    objects = db.QuerySet["MailCopy"].as_manager()

    class Meta:
        verbose_name = "exemplaire du mail du mois"
        verbose_name_plural = "exemplaires du mail du mois"
        constraints = [models.UniqueConstraint(fields=["mail", "recipient"], name="one_copy_per_recipient")]

    def __str__(self) -> str:
        return f"{self.mail_id} {self.recipient_id}"
