"""The people who are helped, with the minimum needed to expect them and to call them back."""

import re
from typing import Self

from django.db import models
from django.db.models import Func, Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.french.plain_text import fold

ERASED = "Fiche effacée"
"""What stands for the name of a person whose file the retention policy has emptied."""


class Preference(models.TextChoices):
    """How the person wants to hear from us."""

    SMS = "sms", "par SMS"
    CALL = "call", "par téléphone"
    EMAIL = "email", "par mail"
    PAPER = "paper", "sur papier"


class Acquisition(models.TextChoices):
    """How the person heard of us. Nobody reads the whole list: `people.acquisition.asked` chooses what is asked where."""

    NEWSPAPER = "newspaper", "Le journal"
    POSTER = "poster", "Une affiche"
    WORD_OF_MOUTH = "word_of_mouth", "Quelqu’un m’en a parlé"
    SOCIAL_CENTER = "social_center", "Le Centre social ou le CCAS"
    CITY_APP = "city_app", "L’appli de la ville"
    FLYER = "flyer", "Un papier reçu chez moi"
    PARTNER = "partner", "Un autre service, une association"
    SENIORS_SITE = "seniors_site", "Un site pour bien vieillir"
    SOCIAL_MEDIA = "social_media", "Facebook ou Instagram"
    WEBSITE = "website", "Un autre site Internet"
    RADIO = "radio", "La radio"
    DISPLAY = "display", "Le panneau de la ville"
    SMS = "sms", "Un SMS"
    OTHER = "other", "Autrement"


class Gender(models.TextChoices):
    """In the national vocabulary; what nobody asked stays unsaid."""

    FEMALE = "feminin", "Féminin"
    MALE = "masculin", "Masculin"
    UNSAID = "non_communique", "Non communiqué"


class SocialStatus(models.TextChoices):
    """In the national vocabulary."""

    RETIRED = "retraite", "À la retraite"
    UNEMPLOYED = "sans_emploi", "Sans emploi"
    EMPLOYED = "en_emploi", "En emploi"
    STUDENT = "scolarise", "Scolarisé"
    UNSAID = "non_communique", "Non communiqué"


class AgeBand(models.TextChoices):
    """In the national vocabulary, the oldest first, as everybody reads them."""

    OVER_70 = "soixante_dix_plus", "70 ans et plus"
    FROM_60 = "soixante_soixante_neuf", "60 à 69 ans"
    FROM_40 = "quarante_cinquante_neuf", "40 à 59 ans"
    FROM_25 = "vingt_cinq_trente_neuf", "25 à 39 ans"
    FROM_18 = "dix_huit_vingt_quatre", "18 à 24 ans"
    FROM_12 = "douze_dix_huit", "12 à 17 ans"
    UNDER_12 = "moins_de_douze", "Moins de 12 ans"
    UNSAID = "non_communique", "Âge non communiqué"

    @classmethod
    def at(cls, birth_year: int | None, *, year: int) -> "AgeBand":
        """The band of somebody born that year, in the year of the activity."""
        if birth_year is None:
            return cls.UNSAID
        age = year - birth_year
        return next(band for youngest, band in _BANDS if age >= youngest)


_BANDS = (
    (70, AgeBand.OVER_70),
    (60, AgeBand.FROM_60),
    (40, AgeBand.FROM_40),
    (25, AgeBand.FROM_25),
    (18, AgeBand.FROM_18),
    (12, AgeBand.FROM_12),
    (-10_000, AgeBand.UNDER_12),
)


YEAR = re.compile(r"(19|20)\d\d")

# Written as the indexes of people.0004 are, to the letter: PostgreSQL reads an index only for the very same expression.
_SPACED = Func("search_key", template="(' ' || %(expressions)s)", output_field=models.TextField())
_GLUED = Func("search_key", template="REPLACE(%(expressions)s, ' ', '')", output_field=models.TextField())


class BeneficiaryQuerySet(OwnedQuerySet["Beneficiary"]):
    def visible_to(self, user: User) -> Self:
        return super().visible_to(user).not_erased()

    def of_organization(self, organization: Organization) -> Self:
        return super().of_organization(organization).not_erased()

    def not_erased(self) -> Self:
        """Files that still say who: the retention policy empties the others and keeps their row for counts."""
        return self.filter(erased_at=None)

    def matching(self, text: str) -> Self:
        """People each word typed begins a word of whose name, and one of whose telephones holds the digits typed.

        Accents, capitals and hyphens don't matter, nor the order of the words, nor how the digits are grouped. Four digits
        may also be her year of birth.
        """
        words = fold(text).split()
        found = self.alias(spaced_key=_SPACED) if words else self
        for word in words:
            if not word.isdecimal():
                found = found.filter(spaced_key__contains=f" {word}")
        digits = "".join(word for word in words if word.isdecimal())
        return found.filter(_numbered(digits, is_abroad=text.lstrip().startswith(("+", "00")))) if digits else found

    def matching_in_one_word(self, text: str) -> Self:
        """People whose name holds what was typed once the spaces are left out of both: "legoff" for Le Goff."""
        return self.alias(glued_key=_GLUED).filter(glued_key__contains=fold(text).replace(" ", ""))

    def by_name(self) -> Self:
        return self.order_by("search_key", "pk")


def _numbered(digits: str, *, is_abroad: bool) -> Q:
    # Stored as +33639980042, typed as 06 39 98, +33 6 39 or 0033 6 39.
    part = digits.removeprefix("00").removeprefix("33" if is_abroad else "0")
    held = Q(phone__contains=part) | Q(other_phone__contains=part) | Q(helper_phone__contains=part)
    return held | Q(birth_year=int(digits)) if YEAR.fullmatch(digits) else held


class Beneficiary(db.Model):
    """A person helped by an organization. The first name is enough."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="beneficiaries", verbose_name="structure"
    )
    first_name = models.CharField("prénom", max_length=60)
    last_name = models.CharField("nom", max_length=60, blank=True)
    search_key = models.CharField("clé de recherche", max_length=130, db_index=True, editable=False)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    other_phone = models.CharField("autre téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse mail", blank=True)
    birth_year = models.PositiveSmallIntegerField("année de naissance", null=True, blank=True)
    gender = models.CharField("genre", max_length=15, choices=Gender, default=Gender.UNSAID)
    status = models.CharField("situation", max_length=15, choices=SocialStatus, default=SocialStatus.UNSAID)
    commune = models.CharField("commune (code INSEE)", max_length=5, blank=True)
    helper_name = models.CharField("personne qui l’aide", max_length=80, blank=True)
    helper_phone = models.CharField("téléphone de la personne qui l’aide", max_length=20, blank=True)
    messages_to_helper = models.BooleanField("les messages vont à la personne qui l’aide", default=False)
    preference = models.CharField("préfère être prévenu", max_length=10, choices=Preference, default=Preference.SMS)
    referent = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="personne qui la suit"
    )
    goals = models.TextField("ce qu’elle veut savoir faire", max_length=300, blank=True)
    needs = models.CharField("ce qu’il lui faut dans la salle", max_length=200, blank=True)
    notes = models.TextField("à savoir", max_length=300, blank=True)
    notice_version = models.CharField("version de l’information remise", max_length=20, blank=True)
    notice_given_at = models.DateTimeField("information remise le", null=True, blank=True)
    imported_by = models.ForeignKey(
        "people.PeopleImport",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="apportée par",
    )
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="réunie avec"
    )
    warned_at = models.DateTimeField("effacement annoncé le", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("première venue")
    erased_at = models.DateTimeField("effacée le", null=True, blank=True, editable=False)

    objects = BeneficiaryQuerySet.as_manager()

    class Meta:
        verbose_name = "personne"
        indexes = [
            models.Index(fields=["organization", "search_key"], name="person_search"),
            # Each booking finds a number among its organization's: SQLite read the whole organization without both.
            models.Index(fields=["organization", "phone"], name="person_phone"),
            # Her own space begins with her number alone, in whatever organization knows it.
            models.Index(fields=["phone"], name="person_by_phone"),
            models.Index(fields=["other_phone"], name="person_by_other_phone"),
            models.Index(fields=["helper_phone"], name="person_by_helper_phone"),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or ERASED

    @property
    def short_name(self) -> str:
        """First name and initial: what a screen or a list shows."""
        return f"{self.first_name} {self.last_name[:1]}." if self.last_name else self.first_name or ERASED

    @property
    def phones(self) -> frozenset[str]:
        """Her own telephones, in E.164: not the one of whoever helps her."""
        return frozenset({self.phone, self.other_phone} - {""})

    @property
    def message_phone(self) -> str:
        """The telephone that receives the messages."""
        return self.helper_phone if self.messages_to_helper and self.helper_phone else self.phone
