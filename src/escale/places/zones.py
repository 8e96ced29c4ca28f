"""The clock an organization lives by."""

from collections import Counter
from zoneinfo import ZoneInfo

from django.conf import settings

from escale.accounts.models import Organization
from escale.places.models import Venue


def zone_of(organization: Organization) -> ZoneInfo:
    """The zone most of its venues are in: what "today" means on a page about several of them. One query."""
    names = Venue.objects.of_organization(organization).in_use().order_by("pk").values_list("time_zone", flat=True)
    most = Counter(names).most_common(1)
    return ZoneInfo(most[0][0] if most else settings.DEFAULT_TIME_ZONE)
