"""The day it is where the team of a request works."""

from datetime import date

from django.utils import timezone

from escale.accounts.access import MemberRequest
from escale.places.zones import zone_of


def today_of(request: MemberRequest) -> date:
    """Today, on the clock of the member's organization."""
    return timezone.now().astimezone(zone_of(request.membership.organization)).date()
