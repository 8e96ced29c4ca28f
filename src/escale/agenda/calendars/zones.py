"""The clock an adviser lives by: what whole days, and hours without a zone, mean in the calendars she keeps elsewhere."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from escale.accounts.models import Membership
from escale.agenda.models import Permanence
from escale.places.zones import zone_of


def zone_of_adviser(resource_id: int, *, now: datetime) -> ZoneInfo:
    """The zone of most of her permanences, else of her organization's venues, else of the instance. Three queries at most."""
    running = Permanence.objects.filter(adviser=resource_id).running(on=now.date())
    names = running.order_by("pk").values_list("venue__time_zone", flat=True)
    if most := Counter(names).most_common(1):
        return ZoneInfo(most[0][0])
    membership = (
        Membership.objects.active()
        .filter(user__resource=resource_id)
        .select_related("organization")
        .order_by("joined_at", "pk")
        .first()
    )
    return zone_of(membership.organization) if membership else ZoneInfo(settings.DEFAULT_TIME_ZONE)
