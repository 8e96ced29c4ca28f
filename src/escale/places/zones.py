"""The venues of an organization, and the clock it lives by."""

from collections import Counter
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from escale.accounts.models import Organization
from escale.db import once
from escale.places.models import Venue


def venues_of(organization: Organization) -> QuerySet[Venue]:
    """The venues in use, by name. Read once for a row of the organization."""
    found = Venue.objects.of_organization(organization).in_use()
    return once(organization, "venues", lambda: found.order_by("name", "pk"))


def zone_of(organization: Organization) -> ZoneInfo:
    """The zone most of its venues are in: what "today" means on a page about several of them.

    One query, that of its venues, the first time this row is asked: a page asks its clock many times.
    """
    names = [venue.time_zone for venue in sorted(venues_of(organization), key=attrgetter("pk"))]
    most = Counter(names).most_common(1)
    return ZoneInfo(most[0][0] if most else settings.DEFAULT_TIME_ZONE)
