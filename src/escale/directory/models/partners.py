"""Partners of a territory: what they do, for whom, how they are reached; whom we know there, and what was said."""

from datetime import date
from functools import reduce
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Organization, OwnedQuerySet, User
from escale.french.plain_text import fold
from escale.places.distance import Point
from escale.workshops.models import Session


class PartnerSource(models.TextChoices):
    """Where a sheet was first written."""

    TEAM = "team", "par l’équipe"
    MEDIATION = "mediation", "par une liste de lieux de médiation numérique"
    INCLUSION = "inclusion", "par une liste data·inclusion"


class PartnerQuerySet(OwnedQuerySet["Partner"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def to_check(self, *, on: date) -> Self:
        """Those whose sheet was last read over too long ago, or never."""
        return self.in_use().filter(Q(check_again_on=None) | Q(check_again_on__lte=on))

    def called(self, name: str) -> Self:
        """Those with a word of their name, type or commune that begins as each of these words."""
        # The longest word leaves the fewest keys to compare with the others.
        longest, *others = sorted(fold(name).split(), key=len, reverse=True) or [""]
        if not longest:
            return self.none()
        begun = self.filter(pk__in=PartnerWord.objects.beginning_with(longest).values("partner"))
        return reduce(lambda found, word: found.filter(search_key__contains=f" {word}"), others, begun)


class Partner(db.Model):
    """A place or a service people are sent to, or are sent from; `needs`, `publics` and the like are codes of `needs.py`.

    `hours` is written as OpenStreetMap does (`Mo-Fr 09:00-12:00`), `hours_note` is what a person would say. `kept` names
    the fields a member changed by hand: a refresh from a list leaves them. `standard` keeps the columns of the national
    list that have no field here, so that what comes in goes out again.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="partners", verbose_name="structure")
    name = models.CharField("nom", max_length=150)
    kinds = models.JSONField("types (codes nationaux)", default=list, blank=True)
    kind_words = models.CharField("type, en clair", max_length=60, blank=True)
    missions = models.CharField("ce qu’ils font", max_length=280, blank=True)
    presentation = models.TextField("présentation", max_length=10_000, blank=True)
    call_for = models.TextField("on les appelle pour", max_length=800, blank=True)
    not_for = models.TextField("pas pour", max_length=800, blank=True)
    publics = models.JSONField("publics", default=list, blank=True)
    address = models.CharField("adresse", max_length=150, blank=True)
    address_more = models.CharField("complément d’adresse", max_length=150, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    commune = models.CharField("commune (code INSEE)", max_length=5, blank=True)
    commune_name = models.CharField("commune", max_length=80, blank=True)
    latitude = models.FloatField(
        "latitude", null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        "longitude", null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    time_zone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris")
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse mail", blank=True)
    website = models.URLField("site", max_length=300, blank=True)
    booking_link = models.URLField("prise de rendez-vous", max_length=300, blank=True)
    hours = models.CharField("horaires", max_length=250, blank=True)
    hours_note = models.CharField("horaires, en clair", max_length=160, blank=True)
    without_appointment = models.BooleanField("sans rendez-vous", default=False)
    accessibility = models.CharField("accès et confort", max_length=300, blank=True)
    accessibility_link = models.URLField("fiche Acceslibre", max_length=300, blank=True)
    languages = models.JSONField("langues", default=list, blank=True)
    fees = models.CharField("frais", max_length=30, blank=True)
    is_colleague = models.BooleanField("collègues de la même maison", default=False)
    known_by = models.ManyToManyField(User, related_name="+", blank=True, verbose_name="qui les connaît")
    checked_on = models.DateField("vérifiée le", null=True, blank=True)
    checked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="vérifiée par"
    )
    check_again_on = models.DateField("à vérifier le", null=True, blank=True)
    source = models.CharField("écrite", max_length=10, choices=PartnerSource, default=PartnerSource.TEAM)
    external_id = models.CharField("identifiant là-bas", max_length=160, blank=True)
    pivot = models.CharField("SIRET", max_length=14, blank=True)
    updated_on = models.DateField("mise à jour là-bas le", null=True, blank=True)
    standard = models.JSONField("autres colonnes", default=dict, blank=True)
    kept = models.JSONField("champs gardés", default=list, blank=True)
    search_key = models.CharField("ce qu’on cherche", max_length=300, blank=True, editable=False)
    revision = models.PositiveIntegerField("révision", default=0)
    created_at = models.DateTimeField("ajoutée le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ajoutée par"
    )
    archived_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = "partenaire"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source", "external_id"],
                condition=~Q(external_id=""),
                name="one_partner_per_external_id",
                violation_error_message="Ce partenaire est déjà là.",
            )
        ]
        indexes = [
            # These two hold all that a search reads of those in use, before it reads the few it shows.
            models.Index(
                fields=["organization", "latitude", "longitude"], name="partner_place", condition=Q(archived_at=None)
            ),
            models.Index(fields=["organization", "check_again_on"], name="partner_to_check"),
            models.Index(
                fields=["organization", "search_key", "latitude", "longitude"],
                name="partner_name",
                condition=Q(archived_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def one_line_address(self) -> str:
        town = f"{self.postcode} {self.commune_name}".strip()
        return ", ".join(part for part in (self.address, town) if part)

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)


class PartnerNeed(db.Model):
    """One need this partner answers, by its code in `needs.py`: a row each, so that the nearest is found by an index."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="needs", verbose_name="partenaire")
    need = models.CharField("besoin", max_length=40)

    objects = db.QuerySet["PartnerNeed"].as_manager()

    class Meta:
        verbose_name = "besoin auquel un partenaire répond"
        verbose_name_plural = "besoins auxquels un partenaire répond"
        constraints = [models.UniqueConstraint(fields=["need", "partner"], name="one_row_per_need_of_a_partner")]

    def __str__(self) -> str:
        return self.need


class PartnerWordQuerySet(db.QuerySet["PartnerWord"]):
    def beginning_with(self, start: str) -> Self:
        """Those that begin so, whatever order the database gives letters: all of them put "z" after the others."""
        return self.filter(word__gte=start, word__lte=start + "z" * 20)


class PartnerWord(db.Model):
    """A word of the search key of a partner: a row each, so that its beginning is found by an index."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="words", verbose_name="partenaire")
    word = models.CharField("mot", max_length=300)

    objects = PartnerWordQuerySet.as_manager()

    class Meta:
        verbose_name = "mot d’un partenaire"
        verbose_name_plural = "mots d’un partenaire"
        constraints = [models.UniqueConstraint(fields=["word", "partner"], name="one_row_per_word_of_a_partner")]

    def __str__(self) -> str:
        return self.word


class ContactQuerySet(db.QuerySet["Contact"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def visible_to(self, user: User) -> Self:
        return self.filter(partner__organization__in=Organization.objects.visible_to(user))


class Contact(db.Model):
    """Somebody who works there, who agreed to be written down. Her line is for professionals: no public page says it."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="contacts", verbose_name="partenaire")
    name = models.CharField("prénom et nom", max_length=80)
    role = models.CharField("rôle", max_length=80, blank=True)
    phone = models.CharField("ligne directe", max_length=20, blank=True)
    email = models.EmailField("adresse mail", blank=True)
    receives_referrals = models.BooleanField("reçoit les orientations", default=False)
    agreed_on = models.DateField("d’accord le")
    agreed_how = models.CharField("comment", max_length=80, blank=True)
    created_at = models.DateTimeField("ajouté le")
    archived_at = models.DateTimeField("parti le", null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"

    def __str__(self) -> str:
        return self.name


class Meeting(db.Model):
    """A talk with partners: with whom, what was learned, what was decided."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="meetings", verbose_name="structure")
    partners = models.ManyToManyField(Partner, related_name="meetings", verbose_name="partenaires")
    on = models.DateField("jour")
    present = models.CharField("qui était là", max_length=200, blank=True)
    learned = models.TextField("ce qu’on a appris", max_length=1000, blank=True)
    decided = models.TextField("ce qu’on a décidé", max_length=1000, blank=True)
    created_at = models.DateTimeField("notée le")
    noted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="notée par"
    )
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False)

    objects = OwnedQuerySet["Meeting"].as_manager()

    class Meta:
        verbose_name = "rencontre"

    def __str__(self) -> str:
        return f"{self.on}"


class MeetingTask(db.Model):
    """What somebody said she would do after a meeting."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="structure")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="tasks", verbose_name="rencontre")
    what = models.CharField("quoi", max_length=160)
    who = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="qui")
    due_on = models.DateField("avant le", null=True, blank=True)
    done_at = models.DateTimeField("fait le", null=True, blank=True)

    objects = OwnedQuerySet["MeetingTask"].as_manager()

    class Meta:
        verbose_name = "à faire après une rencontre"
        verbose_name_plural = "à faire après les rencontres"

    def __str__(self) -> str:
        return self.what


class JointEvent(db.Model):
    """What is organized together: a week for older people, a coffee; the sessions that are part of it."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="joint_events", verbose_name="structure"
    )
    title = models.CharField("nom", max_length=80)
    starts_on = models.DateField("premier jour")
    ends_on = models.DateField("dernier jour")
    note = models.TextField("à retenir", max_length=500, blank=True)
    partners = models.ManyToManyField(Partner, related_name="joint_events", verbose_name="partenaires")
    sessions = models.ManyToManyField(Session, related_name="joint_events", blank=True, verbose_name="séances")
    created_at = models.DateTimeField("ajouté le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ajouté par"
    )

    objects = OwnedQuerySet["JointEvent"].as_manager()

    class Meta:
        verbose_name = "action commune"
        verbose_name_plural = "actions communes"
        constraints = [
            models.CheckConstraint(
                name="a_joint_event_ends_after_it_starts", condition=Q(ends_on__gte=models.F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.title
