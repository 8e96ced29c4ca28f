"""Pages in other languages: added, taken off, shown to the public."""

from datetime import datetime

from django.db.models import QuerySet

from escale.accounts.models import Organization
from escale.publishing.models import Language, TranslatedPage

MOST = 30
"""Pages an organization may list."""


class AlreadyListed(Exception):
    """This address is in the list, in this language."""


class TooMany(Exception):
    """The list is full."""


def add(organization: Organization, language: Language, address: str, *, now: datetime) -> TranslatedPage:
    """Add a page to the list. Raises `AlreadyListed`, `TooMany`."""
    if TranslatedPage.objects.of_organization(organization).count() >= MOST:
        raise TooMany
    page, is_added = TranslatedPage.objects.get_or_create(
        organization=organization, language=language, address=address, defaults={"created_at": now}
    )
    if not is_added:
        raise AlreadyListed
    return page


def of(organization: Organization) -> list[TranslatedPage]:
    """Its pages, sign language first."""
    pages = TranslatedPage.objects.of_organization(organization).order_by("pk")
    order = list(Language)
    return sorted(pages, key=lambda page: (order.index(Language(page.language)), page.pk))


def in_language(language: str, *, shown: QuerySet[Organization]) -> list[TranslatedPage]:
    """The pages in this language of the organizations shown. One query."""
    own = TranslatedPage.objects.filter(language=language, organization__in=shown.order_by())
    pages = own.select_related("organization")
    return list(pages.order_by("organization__name", "pk")[:100])
