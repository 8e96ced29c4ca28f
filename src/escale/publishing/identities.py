"""How an organization signs its sheets, and the pictures it keeps for them."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from escale.accounts.models import Membership, Organization
from escale.publishing import picture_files, source
from escale.publishing.models import Identity, Kit, Picture, PictureKind

LONGEST = {
    PictureKind.LOGO: picture_files.LONGEST_LOGO,
    PictureKind.PHOTO: picture_files.LONGEST_PHOTO,
    PictureKind.PORTRAIT: picture_files.LONGEST_FACE,
    PictureKind.PLACE: picture_files.LONGEST_PLACE,
}

UNDESCRIBED = "Image à décrire"
"""What is said of an image that came in a file without any words."""


def identity_of(organization: Organization) -> Identity:
    """How the organization signs; a blank one when nobody chose. One query."""
    found = Identity.objects.select_related("logo").filter(organization=organization).first()
    return found or Identity(organization=organization)


def change(organization: Organization, *, color: str, partners: str) -> Identity:
    """Sign with this colour ("" for ours) and these partners from now on."""
    changed, _ = Identity.objects.update_or_create(
        organization=organization, defaults={"color": color, "partners": partners}
    )
    return changed


def keep(
    kind: PictureKind, file: BinaryIO, *, size: int, alt: str, credit: str = "", by: Membership, now: datetime
) -> Picture:
    """Keep an image of the organization; the same one brought again is the same row, with its new words if there are any.

    Raises picture_files.NotAnImage.
    """
    image = picture_files.read(file, size=size, longest=LONGEST[kind])
    said = {name: words for name, words in (("alt", alt), ("credit", credit)) if words}
    picture, _ = Picture.objects.update_or_create(
        organization=by.organization,
        name=f"{kind}-{image.digest}.{image.extension}",
        defaults={"archived_at": None, **said},
        create_defaults={
            "kind": kind,
            "content": image.content,
            "width": image.width,
            "height": image.height,
            "alt": alt or UNDESCRIBED,
            "credit": credit,
            "added_at": now,
            "added_by": by.user,
        },
    )
    return picture


@transaction.atomic
def set_logo(organization: Organization, logo: Picture | None) -> None:
    """Sign with this logo, or with none. The one before stays, so that the gesture can be undone; older ones go."""
    identity, _ = Identity.objects.select_for_update().get_or_create(organization=organization)
    before = identity.logo_id
    identity.logo = logo
    identity.save(update_fields=["logo"])
    kept = [pk for pk in (before, identity.logo_id) if pk]
    Picture.objects.filter(organization=organization, kind=PictureKind.LOGO).exclude(pk__in=kept).delete()


def choose(kit: Kit, picture: Picture | None) -> None:
    """Put this photo, or none, on the posters of a kit."""
    kit.picture = picture
    kit.save(update_fields=["picture"])


def withdraw(picture: Picture, *, now: datetime) -> None:
    """Propose a photo no more; posters that have it keep it."""
    picture.archived_at = now
    picture.save(update_fields=["archived_at"])


def restore(picture: Picture) -> None:
    """Propose a photo again."""
    picture.archived_at = None
    picture.save(update_fields=["archived_at"])


def shown(picture: Picture | None) -> source.Picture | None:
    """A picture as plain values, for what is laid out."""
    if picture is None:
        return None
    return source.Picture(name=picture.name, content=bytes(picture.content), alt=picture.alt, credit=picture.credit)
