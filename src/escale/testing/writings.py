"""Chronicles as tests need them: written, published, in a series, with a picture of one colour."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from escale.accounts.models import Membership, Organization
from escale.media.models import Article, Series
from escale.publishing.models import Picture, PictureKind
from escale.testing import builders, rows_pages

NUMBERS = count(1)
A_TEXT = (("paragraph", "<p>Je montre, puis la personne refait seule.</p>"),)

type Block = tuple[str, Any]


def article(
    by: Membership,
    *blocks: Block,
    title: str = "Faire venir ceux qui ne viennent jamais",
    published_at: datetime | None = builders.NOW - timedelta(days=3),
    **fields: Any,
) -> Article:
    """A chronicle, read by all since three days; a draft when `published_at` is None."""
    made = Article(
        organization=by.organization,
        title=title,
        slug=fields.pop("slug", f"chronique-{next(NUMBERS)}"),
        lead=fields.pop("lead", "La rentrée, les groupes à former, les affiches chez le boulanger."),
        body=list(blocks or A_TEXT),
        live=published_at is not None,
        first_published_at=published_at,
        last_published_at=published_at,
        **fields,
    )
    made.authors = [by.user]
    made.save()
    return made


def series(of: Organization, *, title: str = "Chronique de conseillère") -> Series:
    return Series.objects.create(organization=of, title=title, slug=f"serie-{next(NUMBERS)}", episode_name="épisode")


def photo(by: Membership, *, alt: str = "Des mains sur un clavier", color: str = "#2b6973") -> Picture:
    """A picture of 600 points by 400."""
    return rows_pages.picture(by, PictureKind.PHOTO, alt=alt, color=color)


def with_photo(picture: Picture, caption: str = "") -> Block:
    return ("picture", {"picture": picture, "caption": caption})
