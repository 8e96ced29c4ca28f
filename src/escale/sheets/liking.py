"""« Cette fiche vous a aidé ? »: two counts, nothing of whoever answers."""

from django.db.models import F

from escale.sheets.models import ResourceSheet


def say(sheet: ResourceSheet, *, helped: bool) -> None:
    """Count one answer."""
    counted = "liked" if helped else "not_liked"
    ResourceSheet.objects.filter(pk=sheet.pk).update(**{counted: F(counted) + 1})
