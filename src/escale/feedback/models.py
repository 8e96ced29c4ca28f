"""What is said of the public pages: by anybody in two taps, by the advisers invited to read them over."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import Network, Organization, User

LONGEST_PAGE, LONGEST_ADDRESS, LONGEST_WORDS, LONGEST_REMARK, LONGEST_PASSAGE = 120, 200, 300, 600, 200


class Answer(models.TextChoices):
    """Whether a page helped, and why it did not."""

    YES = "yes", "elle a aidé"
    LOST = "lost", "je n’ai pas trouvé ce que je cherche"
    UNCLEAR = "unclear", "je ne comprends pas les mots"
    WRONG = "wrong", "une information est fausse"
    BROKEN = "broken", "quelque chose ne marche pas"


class PageOpinionQuerySet(db.QuerySet["PageOpinion"]):
    def about(self, organizations: Collection[int]) -> Self:
        """Of the pages of these organizations, and of the pages common to all."""
        return self.filter(Q(organization__in=organizations) | Q(organization=None))

    def since(self, on: date) -> Self:
        """Given on this day or after."""
        return self.filter(on__gte=on)

    def with_words(self) -> Self:
        """Those somebody added words to."""
        return self.exclude(words="")

    def unhelped(self) -> Self:
        """Those that say no."""
        return self.exclude(answer=Answer.YES)


class PageOpinion(db.Model):
    """What somebody said of a page: its kind, an answer, a day. Nothing of her, and no secret address."""

    page = models.CharField("sorte de page", max_length=LONGEST_PAGE)
    address = models.CharField("adresse, si tout le monde peut l’ouvrir", max_length=LONGEST_ADDRESS, blank=True)
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    answer = models.CharField("réponse", max_length=10, choices=Answer)
    words = models.CharField("mots ajoutés", max_length=LONGEST_WORDS, blank=True)
    on = models.DateField("jour")
    settled_at = models.DateTimeField("réglé le", null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="réglé par"
    )

    objects = PageOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "avis sur une page"
        verbose_name_plural = "avis sur les pages"
        indexes = [models.Index(fields=["on", "page"], name="opinion_day_page")]

    def __str__(self) -> str:
        return f"{self.page} : {self.get_answer_display()}"


class ReadingGroupQuerySet(db.QuerySet["ReadingGroup"]):
    def standing(self) -> Self:
        """Those whose members may write."""
        return self.filter(closed_at=None)

    def open_to(self, user: User) -> Self:
        """Those she was invited to, as long as she works for an organization they are about."""
        works_there = {"memberships__user": user, "memberships__ended_at": None}
        own = Organization.objects.filter(**works_there)
        about_hers = Q(organization__in=own) | Q(network__in=Network.objects.filter(organizations__in=own))
        return self.standing().filter(about_hers, members=user)


class ReadingGroup(db.Model):
    """Advisers invited to read the site over: each page then offers them to write a remark."""

    name = models.CharField("nom", max_length=80)
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="structure"
    )
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="réseau")
    members = models.ManyToManyField(User, related_name="reading_groups", blank=True, verbose_name="personnes invitées")
    created_at = models.DateTimeField("créé le")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="créé par"
    )
    closed_at = models.DateTimeField("terminé le", null=True, blank=True)

    objects = ReadingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "groupe de relecture"
        verbose_name_plural = "groupes de relecture"
        constraints = [
            models.CheckConstraint(
                condition=Q(organization=None, network__isnull=False) | Q(organization__isnull=False, network=None),
                name="a_reading_group_is_of_one_organization_or_network",
                violation_error_message="Choisissez une structure ou un réseau.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class RemarkQuerySet(db.QuerySet["Remark"]):
    def unsettled(self) -> Self:
        return self.filter(settled_at=None)

    def with_everything_shown(self) -> Self:
        return self.select_related("group", "author")


class Remark(db.Model):
    """What an adviser of a reading group noted on a page."""

    group = models.ForeignKey(ReadingGroup, models.CASCADE, related_name="remarks", verbose_name="groupe")
    page = models.CharField("sorte de page", max_length=LONGEST_PAGE)
    address = models.CharField("adresse, si tout le monde peut l’ouvrir", max_length=LONGEST_ADDRESS, blank=True)
    passage = models.CharField("passage", max_length=LONGEST_PASSAGE, blank=True)
    words = models.TextField("remarque", max_length=LONGEST_REMARK)
    author = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="écrite par")
    written_at = models.DateTimeField("écrite le")
    settled_at = models.DateTimeField("réglée le", null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="réglée par"
    )
    submission = models.UUIDField("clé du formulaire", unique=True, editable=False)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "remarque sur une page"
        verbose_name_plural = "remarques sur les pages"

    def __str__(self) -> str:
        return f"{self.page} : {self.words[:40]}"
