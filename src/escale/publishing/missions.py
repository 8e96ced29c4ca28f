""" "Mes missions": what an adviser does, what she doesn't, how somebody is sent to her; written by her, read by all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from escale.accounts.models import Membership, Organization
from escale.publishing import own_pages
from escale.publishing.models import MissionSheet, OwnPageQuerySet

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


def of(membership: Membership) -> MissionSheet | None:
    """Her own sheet in this organization."""
    return own_pages.of(MissionSheet, membership)


def write(membership: Membership, draft: Draft, *, now: datetime) -> MissionSheet:
    """Keep what she wrote; the first time it is published at once. Raises `ChangedMeanwhile`."""
    words = {name: getattr(draft, name) for name in ("does", "does_not", "sending", "shows_email")}
    name = membership.user.full_name
    return own_pages.write(
        MissionSheet, membership, words, revision=draft.revision, slug=name, published_at=now, now=now
    )


def shown() -> OwnPageQuerySet[MissionSheet]:
    """The sheets anyone reads: published, of advisers still there."""
    return own_pages.shown(MissionSheet)


def read(sheet: MissionSheet, *, now: datetime) -> Missions:
    """A sheet and where its adviser receives. Three queries."""
    membership = Membership.objects.active().of_organization(sheet.organization).one(user=sheet.adviser)
    return Missions(
        sheet=sheet,
        name=sheet.adviser.full_name,
        job=membership.job_title if membership else "",
        organization=sheet.organization,
        email=sheet.adviser.email if sheet.shows_email else "",
        places=[(venue.name, hours) for venue, hours in own_pages.where_received(sheet, now=now)],
    )
