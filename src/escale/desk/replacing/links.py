"""The way from an absence to the page that settles the days it takes."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.agenda.models import Absence
from escale.desk.replacing.forms import LONGEST_DAYS


def replacing_address(member: Membership, absence: Absence, zone: ZoneInfo) -> str:
    """Where this member gets replaced during her own absence: whole days only, and no longer than that page takes."""
    start, end = absence.starts_at.astimezone(zone), absence.ends_at.astimezone(zone)
    last = end.date() - timedelta(days=1)
    whole_days = start.time() == end.time() == time.min
    if not whole_days or (last - start.date()).days > LONGEST_DAYS or not rules.may_replace(member):
        return ""
    return reverse("desk:replace", query={"adviser": member.pk, "du": start.date(), "au": last})
