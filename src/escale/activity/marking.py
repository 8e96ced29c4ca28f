"""Marks that say which months have to be counted again. Whoever counts reads them (statistics)."""

from collections.abc import Iterable
from datetime import date

from escale.activity.models import MonthToCount


def mark(organization: int, days: Iterable[date]) -> None:
    """Say that figures of these days moved, of an organization by pk: one mark a month, in the caller's transaction."""
    months = sorted({day.replace(day=1) for day in days})
    MonthToCount.objects.bulk_create([MonthToCount(organization_id=organization, month=month) for month in months])
