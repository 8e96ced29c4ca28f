"""Pages an organization has elsewhere in other languages, sign language among them: an address, nothing shown inside ours."""

from django.db import models

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet

LONGEST_ADDRESS = 300


class Language(models.TextChoices):
    """Codes of BCP 47, which is what pages say of their language."""

    SIGN = "fsl", "langue des signes française"
    ENGLISH = "en", "anglais"
    ARABIC = "ar", "arabe"
    UKRAINIAN = "uk", "ukrainien"
    BRETON = "br", "breton"
    SPANISH = "es", "espagnol"
    PORTUGUESE = "pt", "portugais"
    TURKISH = "tr", "turc"
    RUSSIAN = "ru", "russe"
    DARI = "prs", "dari"
    PASHTO = "ps", "pachto"
    OTHER = "mul", "une autre langue"


class TranslatedPage(db.Model):
    """One page, or one video, in one language."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    language = models.CharField("langue", max_length=3, choices=Language)
    address = models.URLField("adresse", max_length=LONGEST_ADDRESS)
    created_at = models.DateTimeField("ajoutée le")

    objects = OwnedQuerySet["TranslatedPage"].as_manager()

    class Meta:
        verbose_name = "page dans une autre langue"
        verbose_name_plural = "pages dans d’autres langues"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "language", "address"],
                name="one_page_per_language_and_address",
                violation_error_message="Cette page est déjà dans la liste.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()} : {self.address}"
