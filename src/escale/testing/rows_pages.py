"""Rows of the pages worth finding: an adviser's own, a place with its photo, by the names the access matrix gives them."""

from io import BytesIO
from types import SimpleNamespace
from typing import Any

from PIL import Image

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.publishing import advisers, identities, own_pages, venue_photos
from escale.publishing.advisers import USUAL, Draft
from escale.publishing.models import AdviserPage, Picture, PictureKind
from escale.testing import builders
from escale.testing.cast import Reception


def of_pages(reception: Reception) -> dict[str, Any]:
    """Maëlle's page, and the photo of the Centre social."""
    return {
        "adviser_page": adviser_page(reception.adviser),
        "public_picture": venue_photo(reception.adviser, reception.venue),
        "theme": SimpleNamespace(slug="email"),
        "town": SimpleNamespace(slug="vitre-35360"),
    }


def adviser_page(of: Membership, *, helps_with: str = USUAL, languages: str = "français, anglais") -> AdviserPage:
    """Her page, shown to all."""
    draft = Draft(helps_with=helps_with, languages=languages, revision=0)
    page = advisers.write(of, draft, now=builders.NOW)
    own_pages.publish(page, now=builders.NOW)
    page.refresh_from_db()
    return page


def venue_photo(by: Membership, venue: Venue) -> Picture:
    photo = picture(by, PictureKind.PLACE, alt="Une porte bleue")
    venue_photos.set_photo(venue, photo)
    return photo


def picture(by: Membership, kind: PictureKind, *, alt: str, color: str = "#2b6973") -> Picture:
    """An image of one colour."""
    file = BytesIO()
    Image.new("RGB", (900, 600), color).save(file, "PNG")
    size = file.tell()
    file.seek(0)
    return identities.keep(kind, file, size=size, alt=alt, by=by, now=builders.NOW)
