"""What every page of one's own space shows: until when it stays open, how it closes."""

from typing import Any

from django.utils import timezone

from escale.french.dates import hour
from escale.portal.space.session import Visit


def of(visit: Visit) -> dict[str, Any]:
    """Hours in the zone of the instance: the space is of no venue in particular."""
    return {
        "visit": visit,
        "closes": hour(timezone.localtime(visit.until)),
        "visitor": visit.visitor,
    }
