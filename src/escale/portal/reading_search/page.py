"""Texts that answer, in words: what they are, the sentence that shows why, the words looked for marked in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from escale.french.dates import duration
from escale.french.plural import plural
from escale.library import searching
from escale.library.excerpts import Piece
from escale.library.models import ARTICLE
from escale.library.searching import Found
from escale.media.models import Article
from escale.networks import current
from escale.sheets.models import ResourceSheet
from escale.writing import text

MOST_BESIDE, MOST_LISTED = 3, 60
LONGEST = 100
"""Letters of what is typed."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A text that answers."""

    kind: str
    icon: str
    title: Sequence[Piece]
    excerpt: Sequence[Piece]
    address: str
    note: str


def beside(words: str, request: HttpRequest) -> list[Reading]:
    """The few texts this site may show that answer best. At most five queries, none when nothing is said."""
    organizations = current.shown(request).organization_ids
    return [_reading(found) for found in searching.search(words, organizations=organizations, limit=MOST_BESIDE)]


def chronicles(words: str, request: HttpRequest) -> list[Reading]:
    """The chronicles this site may show that answer, the best first. At most five queries."""
    organizations = current.shown(request).organization_ids
    found = searching.search(words, organizations=organizations, kinds=[ARTICLE], limit=MOST_LISTED)
    return [_reading(each) for each in found]


def typed(request: HttpRequest) -> str:
    """What is looked for, as it was typed."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]


def _reading(found: Found) -> Reading:
    shown = found.text
    if isinstance(shown, Article):
        icon, address = "newspaper", reverse("portal:article", args=[shown.slug])
        note = f"{plural(text.minutes(text.text_of(shown.body)), 'minute')} de lecture"
    else:
        icon, address, note = "file-text", reverse("portal:sheet", args=[shown.slug]), _time_it_takes(shown)
    return Reading(
        kind=found.document.get_kind_display(),
        icon=icon,
        title=found.title,
        excerpt=found.excerpt,
        address=address,
        note=note,
    )


def _time_it_takes(sheet: ResourceSheet) -> str:
    return f"{duration(sheet.minutes)} environ" if sheet.minutes else ""
