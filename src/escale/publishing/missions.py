""" "Mes missions": what an adviser does, what she doesn't, how somebody is sent to her; written by her, read by all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from escale.accounts.models import Membership, Organization
from escale.agenda import opening_hours
from escale.agenda.models import Permanence
from escale.places.zones import zone_of
from escale.publishing.models import MissionSheet, MissionSheetQuerySet

USUAL = {
    "does": (
        "J’aide à prendre en main un téléphone, une tablette, un ordinateur.\n"
        "J’apprends à faire ses démarches en ligne, avec la personne, pas à sa place.\n"
        "J’anime des ateliers en petit groupe, et les débutants y sont bienvenus.\n"
        "J’explique comment se protéger : mots de passe, arnaques, données personnelles."
    ),
    "does_not": (
        "Je ne remplis pas un dossier à la place de quelqu’un.\n"
        "Je ne dis pas à quoi on a droit : je fais le lien avec qui sait le dire.\n"
        "Je ne répare pas les appareils, et je ne vends rien.\n"
        "Je ne garde ni mot de passe, ni papier."
    ),
    "sending": (
        "Donnez mon numéro, ou prenez le rendez-vous ensemble sur ce site.\n"
        "Dites-moi en une phrase ce que la personne veut faire. Son histoire lui appartient.\n"
        "Elle vient avec son appareil, et le courrier ou le papier en question."
    ),
}
"""What a sheet begins with: most of it is true of everyone's work."""


SIGNS_A_LINE = 80
SIZES = ((18, "usual"), (30, "small"))
"""How many lines each size holds on an A4 page, titles and address aside."""

MOST_LINES = 12
"""Of each part: beyond, nobody reads."""


@dataclass(frozen=True, kw_only=True)
class Missions:
    """A sheet as it is read: lines ready to be said, and where its adviser is found."""

    sheet: MissionSheet
    name: str
    job: str
    organization: Organization
    email: str
    places: Sequence[tuple[str, Sequence[str]]]

    @property
    def size(self) -> str:
        """How small it is written so that it holds on one page: the name of a size of its style sheet."""
        said = [*self.sheet.things_done, *self.sheet.things_not_done, *self.sheet.ways_in]
        lines = sum(1 + len(line) // SIGNS_A_LINE for line in said) + 2 * len(self.places)
        return next((size for most, size in SIZES if lines <= most), "smallest")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What an adviser writes of her work; `revision` is that of the sheet she read, 0 for the first one."""

    does: str
    does_not: str
    sending: str
    shows_email: bool
    revision: int


class ChangedMeanwhile(Exception):
    """The sheet was written in another window since it was read."""


def of(membership: Membership) -> MissionSheet | None:
    """Her own sheet in this organization."""
    return MissionSheet.objects.of_organization(membership.organization).one(adviser=membership.user)


def write(membership: Membership, draft: Draft, *, now: datetime) -> MissionSheet:
    """Keep what she wrote; the first time it is published at once. Raises `ChangedMeanwhile`."""
    words = {name: getattr(draft, name) for name in ("does", "does_not", "sending", "shows_email")}
    with transaction.atomic():
        own = MissionSheet.objects.of_organization(membership.organization).filter(adviser=membership.user)
        written = own.filter(revision=draft.revision).update(**words, revision=draft.revision + 1, changed_at=now)
        if written or own.exists():
            if not written:
                raise ChangedMeanwhile
            return own.get()
        return _first(membership, words, now=now)


def _first(membership: Membership, words: dict[str, object], *, now: datetime) -> MissionSheet:
    try:
        with transaction.atomic():
            return MissionSheet.objects.create(
                organization=membership.organization,
                adviser=membership.user,
                slug=_free_slug(membership.user.full_name),
                revision=1,
                changed_at=now,
                published_at=now,
                **words,
            )
    except IntegrityError as problem:  # Saved from two windows at once.
        raise ChangedMeanwhile from problem


def withdraw(sheet: MissionSheet) -> None:
    """Show it to nobody; its words are kept."""
    MissionSheet.objects.filter(pk=sheet.pk).update(published_at=None)


def publish(sheet: MissionSheet, *, now: datetime) -> None:
    MissionSheet.objects.filter(pk=sheet.pk, published_at=None).update(published_at=now)


def shown() -> MissionSheetQuerySet:
    """The sheets anyone reads: published, of advisers still there."""
    there = Membership.objects.active().filter(organization=OuterRef("organization"), user=OuterRef("adviser"))
    return MissionSheet.objects.published().filter(Exists(there)).select_related("organization", "adviser")


def read(sheet: MissionSheet, *, now: datetime) -> Missions:
    """A sheet and where its adviser receives. Three queries."""
    membership = Membership.objects.active().of_organization(sheet.organization).one(user=sheet.adviser)
    return Missions(
        sheet=sheet,
        name=sheet.adviser.full_name,
        job=membership.job_title if membership else "",
        organization=sheet.organization,
        email=sheet.adviser.email if sheet.shows_email else "",
        places=_places(sheet, now=now),
    )


def _places(sheet: MissionSheet, *, now: datetime) -> list[tuple[str, list[str]]]:
    today = now.astimezone(zone_of(sheet.organization)).date()
    running = (
        Permanence.objects.of_organization(sheet.organization)
        .running(on=today)
        .filter(adviser__adviser=sheet.adviser, venue__archived_at=None)
        .select_related("venue")
        .order_by("venue__name", "venue", "start_time", "pk")
    )
    return [
        (venue.name, [sentence for _, sentence in opening_hours.sentences(rows)])
        for venue, rows in groupby(running, key=lambda each: each.venue)
    ]


def _free_slug(name: str) -> str:
    """An address no sheet has: the name, with a number when it is taken."""
    base = slugify(name)[:60].strip("-") or "missions"
    taken = set(MissionSheet.objects.filter(slug__startswith=base).order_by("slug").values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
