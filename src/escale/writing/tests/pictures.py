"""Pictures of an organization, for tests."""

from django.core.files.base import ContentFile

from escale.accounts.models import Membership
from escale.publishing import identities
from escale.publishing.models import Picture, PictureKind
from escale.publishing.rendering.tests.sources import image
from escale.testing.builders import NOW


def picture(by: Membership, color: str = "navy", *, alt: str = "Deux mains sur un clavier") -> Picture:
    file = ContentFile(image((60, 40), color))
    return identities.keep(PictureKind.PHOTO, file, size=file.size, alt=alt, by=by, now=NOW)
