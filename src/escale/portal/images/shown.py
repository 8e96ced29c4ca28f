"""Which pictures anyone may see: those of what is published now."""

from datetime import datetime
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from escale import db
from escale.media import reading
from escale.publishing.models import Picture
from escale.sheets.models import ResourceSheet


def is_on_a_page(picture: Picture, *, now: datetime) -> bool:
    """Whether a published chronicle or sheet shows it. Two queries at most."""
    articles = reading.published_articles(now=now, organizations=[picture.organization_id])
    if _shows(picture, articles):
        return True
    sheets = ResourceSheet.objects.published().for_people()
    return _shows(picture, sheets.filter(organization=picture.organization_id))


def _shows(picture: Picture, rows: db.QuerySet[Any]) -> bool:
    said = rows.annotate(said=Cast("body", TextField()))
    number = f'"picture": {picture.pk}'
    # A number is followed by a comma or by the end of its block: 12 isn't the beginning of 123.
    in_text = Q(said__contains=f"{number},") | Q(said__contains=f"{number}}}")
    return said.filter(Q(cover=picture) | in_text).exists()
