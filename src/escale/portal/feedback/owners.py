"""Whose page it is: the organization that hears of what is said there."""

from django.db.models import Model, QuerySet

from escale.accounts.models import Organization
from escale.feedback.pages import Page
from escale.media.models import Article, Series
from escale.places.models import Venue
from escale.programme.models import Programme
from escale.publishing.models import Event
from escale.workshops.models import Group

BY_SLUG: dict[str, type[Model]] = {
    "portal:venue": Venue,
    "portal:group": Group,
    "portal:cycle": Group,
    "portal:programme": Programme,
    "portal:event": Event,
    "portal:article": Article,
    "portal:series": Series,
}


def organization_of(page: Page) -> int | None:
    """The organization it belongs to; None for the pages common to all, and for those behind a secret."""
    if not page.address:
        return None
    if slug := page.match.kwargs.get("organization"):
        return Organization.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if model := BY_SLUG.get(page.match.view_name):
        found: QuerySet[Model] = model._default_manager.filter(slug=page.match.kwargs["slug"])
        return found.values_list("organization_id", flat=True).first()
    return None
