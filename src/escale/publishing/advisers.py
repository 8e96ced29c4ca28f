"""An adviser's own page: what she can help with, her languages, her photo; written by her, shown once she says so."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from escale.accounts.models import Membership, Organization
from escale.publishing import own_pages
from escale.publishing.models import AdviserPage, OwnPageQuerySet, Picture, PictureKind

USUAL = (
    "Envoyer et recevoir des mails\n"
    "Se servir d’un téléphone, d’une tablette, d’un ordinateur\n"
    "Ranger ses photos et ses documents\n"
    "Faire une démarche en ligne, sans se presser\n"
    "Reconnaître un message qui cherche à tromper"
)
"""What a page begins with: most of it is true of everyone."""

MOST_LINES = 8
"""Beyond, nobody reads."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What an adviser writes of herself; `revision` is that of the page she read, 0 for the first one."""

    helps_with: str
    languages: str
    revision: int


def of(membership: Membership) -> AdviserPage | None:
    """Her own page in this organization, her photo beside. One query."""
    return _with_photo(AdviserPage.objects.of_organization(membership.organization)).one(adviser=membership.user)


def write(membership: Membership, draft: Draft, *, now: datetime) -> AdviserPage:
    """Keep what she wrote; the public reads it once she publishes it. Raises `own_pages.ChangedMeanwhile`."""
    words = {"helps_with": draft.helps_with, "languages": draft.languages}
    slug = f"{membership.user.first_name} {membership.organization.name}"
    return own_pages.write(
        AdviserPage, membership, words, revision=draft.revision, slug=slug, published_at=None, now=now
    )


def shown() -> OwnPageQuerySet[AdviserPage]:
    """The pages anyone reads: published, of advisers still there, in organizations open to the public."""
    pages = own_pages.shown(AdviserPage).filter(organization__online_booking_opened_at__isnull=False)
    return _with_photo(pages)


@transaction.atomic
def erase_of_gone(*, now: datetime) -> int:
    """Erase the pages and the faces of those who no longer work there. Gives how many pages."""
    there = Membership.objects.active().filter(organization=OuterRef("organization"), user=OuterRef("adviser"))
    gone = list(AdviserPage.objects.exclude(Exists(there)).select_related("organization").order_by("pk"))
    AdviserPage.objects.filter(pk__in=[page.pk for page in gone]).delete()
    for organization in {page.organization for page in gone}:
        _erase_unused_faces(organization)
    return len(gone)


@transaction.atomic
def set_photo(page: AdviserPage, photo: Picture | None) -> None:
    """Show this face, or none. A face that is shown no more is erased at once: it can be brought again."""
    AdviserPage.objects.filter(pk=page.pk).update(photo=photo)
    _erase_unused_faces(page.organization)


def _with_photo(pages: OwnPageQuerySet[AdviserPage]) -> OwnPageQuerySet[AdviserPage]:
    """The photo beside, but for the image itself, which only its own address needs."""
    return pages.select_related("photo").defer("photo__content")


def _erase_unused_faces(organization: Organization) -> None:
    shown_faces = AdviserPage.objects.of_organization(organization).exclude(photo=None).values("photo")
    faces = Picture.objects.of_organization(organization).filter(kind=PictureKind.PORTRAIT)
    faces.exclude(pk__in=shown_faces).delete()
