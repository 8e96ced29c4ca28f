"""The journal nobody rewrites: one chain of rows per organization, each holding the fingerprint of the one before."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet


class JournalKind(models.TextChoices):
    """What happened; who, and about what, are numbers beside it."""

    MANDATE_WRITTEN = "mandate-written", "mandat écrit, cadre vérifié"
    MANDATE_ASKED = "mandate-asked", "accord demandé par SMS"
    MANDATE_SIGNED = "mandate-signed", "accord donné"
    MANDATE_DECLINED = "mandate-declined", "accord refusé"
    MANDATE_GIVEN_UP = "mandate-given-up", "mandat abandonné"
    MANDATE_COPIED = "mandate-copied", "exemplaire remis"
    MANDATE_ACT = "mandate-act", "acte fait"
    MANDATE_REVOKED = "mandate-revoked", "stop : mandat arrêté"
    MANDATE_ENDED = "mandate-ended", "mandat terminé"
    ACT_REFUSED_UNSIGNED = "act-refused-unsigned", "acte refusé : pas d’accord"
    ACT_REFUSED_OUTSIDE = "act-refused-outside", "acte refusé : hors de la liste"
    ACT_REFUSED_OVER = "act-refused-over", "acte refusé : mandat fini"
    ACT_REFUSED_REVOKED = "act-refused-revoked", "acte refusé : mandat arrêté"
    REFUSED_MINOR = "refused-minor", "mandat refusé : personne mineure"
    REFUSED_PROTECTED = "refused-protected", "mandat refusé : personne protégée"
    PRUNED = "pruned", "lignes anciennes effacées"


class JournalEntryQuerySet(OwnedQuerySet["JournalEntry"]):
    def about(self, **ids: int) -> Self:
        """Rows whose subjects hold these numbers: `about(mandate=12)`."""
        return self.filter(**{f"subjects__{name}": number for name, number in ids.items()})

    def in_chain(self) -> Self:
        return self.order_by("organization_id", "number")


class JournalEntry(db.Model):
    """One line: numbers and a kind, never a word about anybody. Written by `journal.append` alone.

    The database itself refuses to change or remove it (`chain/guards.py`). `actor_id` is the number of a user, without a
    key: the line outlives her account. `until` and `signature` are those of a line that seals older ones before they go.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="structure")
    number = models.PositiveBigIntegerField("numéro")
    at = models.DateTimeField("à")
    actor_id = models.PositiveBigIntegerField("par (numéro)", null=True, blank=True)
    kind = models.CharField("fait", max_length=40, choices=JournalKind)
    subjects = models.JSONField("à propos de (numéros)", default=dict)
    until = models.PositiveBigIntegerField("efface jusqu’au numéro", null=True, blank=True)
    signature = models.CharField("signature", max_length=64, blank=True)
    previous_hash = models.CharField("empreinte de la ligne d’avant", max_length=64, blank=True)
    hash = models.CharField("empreinte", max_length=64)

    objects = JournalEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne du journal"
        verbose_name_plural = "lignes du journal"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number"],
                name="journal_numbered_once",
                violation_error_message="Ce numéro est déjà dans le journal.",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__lt=F("number")),
                name="journal_seals_what_came_before",
                violation_error_message="Une ligne ne peut effacer que des lignes plus anciennes qu’elle.",
            ),
        ]
        indexes = [
            # Read at each row deleted, by the trigger that asks whether an older line was sealed.
            models.Index(fields=["organization", "until"], name="journal_seals", condition=Q(until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} · {self.number}"


class JournalHead(db.Model):
    """Where the chain of an organization ends: the row that is locked to add to it, signed so that its end can’t be cut."""

    organization = models.OneToOneField(
        Organization, models.PROTECT, primary_key=True, related_name="+", verbose_name="structure"
    )
    number = models.PositiveBigIntegerField("dernier numéro", default=0)
    hash = models.CharField("dernière empreinte", max_length=64, blank=True)
    signature = models.CharField("signature", max_length=64, blank=True)

    objects = OwnedQuerySet["JournalHead"].as_manager()

    class Meta:
        verbose_name = "fin du journal"
        verbose_name_plural = "fins des journaux"

    def __str__(self) -> str:
        return f"{self.organization_id} · {self.number}"
